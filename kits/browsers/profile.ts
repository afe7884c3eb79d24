import { createHash } from "node:crypto";
import { partedByExtension } from "./chromium.ts";
import type { Policies } from "./setting.ts";

/**
 * A configuration profile for macOS: each browser's policies in its own preference domain, forced, in one payload of the kind
 * `com.apple.ManagedClient.preferences`, which is what mozilla/policy-templates (mac/README.md) asks for and Chrome and Edge read.
 *
 * @param practice what makes the profile this practice's own: its domain
 */
export function profileOf(title: string, practice: string, domains: Readonly<Record<string, Policies>>): Policies {
  const identifier = `${practice.split(".").reverse().join(".")}.browsers`;
  return {
    PayloadDisplayName: title,
    PayloadIdentifier: identifier,
    PayloadScope: "System",
    PayloadType: "Configuration",
    PayloadUUID: uuidOf(identifier),
    PayloadVersion: 1,
    PayloadContent: [
      {
        PayloadDisplayName: title,
        PayloadIdentifier: `${identifier}.settings`,
        PayloadType: "com.apple.ManagedClient.preferences",
        PayloadUUID: uuidOf(`${identifier}.settings`),
        PayloadVersion: 1,
        PayloadContent: Object.fromEntries(
          Object.entries(domains).map(([domain, policies]) => [
            domain,
            { Forced: [{ mcx_preference_settings: policies }] },
          ]),
        ),
      },
    ],
  };
}

/** Chromium's policies by preference domain: the browser's own, and each extension's (chromium.org, "Configuring Apps and Extensions by Policy"). */
export function chromiumDomains(domain: string, policies: Policies): Readonly<Record<string, Policies>> {
  const { own, extensions } = partedByExtension(policies);
  return {
    [domain]: own,
    ...Object.fromEntries(extensions.map(([id, settings]) => [`${domain}.extensions.${id}`, settings])),
  };
}

/** The same for the same name, as a kit has to be; of version 8, whose bits are the maker's own (RFC 9562, 5.8). */
function uuidOf(name: string): string {
  const digest = createHash("sha256").update(name).digest("hex");
  const variant = ((parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ]
    .join("-")
    .toUpperCase();
}
