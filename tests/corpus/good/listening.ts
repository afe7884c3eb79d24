import { appended, replaced } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { GoodTree } from "../tree.ts";

const SSHD = "/etc/ssh/sshd_config.d/00-stillroom.conf";

export const TREES: readonly GoodTree[] = [
  {
    how: "sshd is told its usual port",
    apply: (release) => appended(release, SSHD, "Port 22"),
  },
  {
    how: "sshd is told both address families",
    apply: (release) => appended(release, SSHD, "AddressFamily any"),
  },
  {
    how: "the chat server also listens on the loopback address of IPv6",
    apply: (release) =>
      replaced(release, ENTRY.prosody, 'c2s_interfaces = { "127.0.0.1" }', 'c2s_interfaces = { "127.0.0.1", "::1" }'),
  },
  {
    how: "the messaging server also listens on the loopback address of IPv6",
    apply: (release) =>
      replaced(release, ENTRY.synapse, 'bind_addresses: ["127.0.0.1"]', 'bind_addresses: ["::1", "127.0.0.1"]'),
  },
  {
    how: "media's usual port is not named",
    apply: (release) => replaced(release, ENTRY.videobridge, "udp { port = 10000 }", "udp {}"),
  },
];
