import type { Cause } from "./outcome.ts";

/**
 * What will probably pass: rates and outages of providers (RFC 6585 section 4, RFC 9110 section 15.6; hcloud and AWS name theirs as here), and
 * a network that fails on the way.
 */
const PASSING =
  /\b(?:429|500|502|503|504)\b|too many requests|rate.?limit|throttl|RequestLimitExceeded|service.?unavailable|internal server error|bad gateway|gateway timeout|server_error|ECONNRESET|ETIMEDOUT|EAI_AGAIN|TLS handshake timeout|i\/o timeout|connection reset by peer|resource_locked|"conflict"/i;

/** Pulumi's own words, pkg/backend/diy/lock.go and sdk/nodejs/automation/errors.ts of 3.270; Pulumi Cloud's answer is 409. */
const LOCKED = /the stack is currently locked|\[409\] Conflict|ConcurrentUpdateError/;

/** Our own words, components/provider/ssh.ts. */
const UNREACHABLE =
  /Nothing answers at|takes no SSH connection|accepts none of your keys|No SSH connection to|is reached neither|host key/;

/** Tells failures apart by what programs say of them. A machine's own failure comes before a number in it is taken for a provider's. */
export function causeOf(text: string): Cause {
  if (LOCKED.test(text)) return "locked";
  if (UNREACHABLE.test(text)) return "unreachable";
  if (PASSING.test(text)) return "passing";
  return "other";
}

/** What to do about it, a sentence; undefined where the failure's own words say so. */
export function mendOf(cause: Cause, stack: string): string | undefined {
  switch (cause) {
    case "passing":
      return "It was tried again and failed each time; try later, the other practices are not held up by it.";
    case "locked":
      return `If nobody is working on it, an earlier run was killed: pulumi cancel --stack ${stack} frees it.`;
    case "findings":
      return `npx stillroom check Pulumi.${stack}.yaml shows each finding and how it is mended; nothing was touched.`;
    default:
      return undefined;
  }
}
