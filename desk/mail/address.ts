import { domainToASCII } from "node:url";

/** RFC 5321, 4.5.3.1.1 and 4.5.3.1.3: octets of what stands before the @, and of a path without its brackets. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

/**
 * RFC 5321, 4.1.2: `Dot-string`, of RFC 5322's `atext`. No quotes, so that nothing in it ends an address or a line; no `%`, by which some
 * servers hand a mail on to another domain (RFC 1123, 5.2.16).
 */
const LOCAL_PART = /^[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+)*$/;
/** What Node.js ends a domain at or decodes where it makes ASCII of it (WHATWG URL, "host state"): the rest would be passed over. */
const CUTS_DOMAIN = /[/?#:\\%]/;
/** RFC 5321, 2.3.5: a full domain name, labels of letters, digits and hyphens. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one mail address that a person typed, as it may stand in a command and in a header: spaces around it are dropped, a domain in another
 * alphabet gets its ASCII form (RFC 5891). A name beside the address, several addresses, comments and quoted parts are none.
 *
 * @returns undefined where it is no such address
 */
export function addressIn(text: string): string | undefined {
  const trimmed = text.trim();
  // Where it makes ASCII of a domain, Node.js passes over line ends.
  if (/[\s\p{C}]/u.test(trimmed)) return undefined;
  const at = trimmed.lastIndexOf("@");
  const local = trimmed.slice(0, Math.max(0, at));
  const typedDomain = trimmed.slice(at + 1);
  if (CUTS_DOMAIN.test(typedDomain)) return undefined;
  const domain = domainToASCII(typedDomain).toLowerCase();
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return undefined;
  // An address of digits alone names a machine, and no domain for mail.
  if (/^[0-9.]+$/.test(domain)) return undefined;
  const address = `${local}@${domain}`;
  return address.length <= LONGEST_ADDRESS ? address : undefined;
}
