import { appended, replaced } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { BrokenTree } from "../tree.ts";

export const TREES: readonly BrokenTree[] = [
  {
    how: "a private network may be relayed to, written with a blank in place of the equals sign",
    apply: (release) => appended(release, ENTRY.coturn, "allowed-peer-ip 10.0.0.0-10.255.255.255"),
  },
  {
    how: "nobody is asked for a credential, after a comment that says otherwise",
    apply: (release) => appended(release, ENTRY.coturn, "# credentials are required\nno-auth"),
  },
  {
    how: "the shared secret is no longer asked for",
    apply: (release) => replaced(release, ENTRY.coturn, /^use-auth-secret$/m, "# use-auth-secret"),
  },
];
