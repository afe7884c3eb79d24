import { appended, replaced, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import type { GoodTree } from "../tree.ts";

/** The jail of SSH with other limits, under its own name or for all jails. */
function jail(release: Release, limits: Readonly<Record<string, string>>, section = "sshd"): Release {
  return withText(release, "/etc/fail2ban/jail.d/90-stillroom.local", (text) => {
    const others = text.split("\n").filter((line) => !Object.keys(limits).includes(line.split("=")[0]?.trim() ?? ""));
    const said = Object.entries(limits).map(([key, value]) => `${key} = ${value}`);
    return `${others.join("\n").trimEnd()}\n[${section}]\n${said.join("\n")}\n`;
  });
}

/** Values that are exactly as far as they may go, and every unit in which they can be written. */
export const TREES: readonly GoodTree[] = [
  {
    how: "one wrong try at SSH is enough, and who tries slowly is seen for five minutes",
    apply: (release) => jail(release, { maxretry: "1", findtime: "300", bantime: "600" }),
  },
  {
    how: "ten wrong tries are taken, for whatever jail there is",
    apply: (release) => jail(release, { maxretry: "10", findtime: "300s", bantime: "600s" }, "DEFAULT"),
  },
  {
    how: "administrators' networks are never shut out of any jail, in another order and spelling",
    apply: (release) => jail(release, { ignoreip: "2001:DB8:51:0::/64, 198.51.100.0/24" }, "DEFAULT"),
  },
  {
    how: "who tries too often at SSH is shut out for days, and watched for weeks",
    apply: (release) => jail(release, { findtime: "2w", bantime: "2d" }),
  },
  ...[0, 600].map((seconds) => ({
    how: `a session that was cut off waits for ${seconds} seconds`,
    apply: (release: Release) =>
      replaced(release, ENTRY.prosody, "smacks_hibernation_time = 60", `smacks_hibernation_time = ${seconds}`),
  })),
  {
    how: "a comment speaks of a session that waits for an hour",
    apply: (release) => appended(release, ENTRY.prosody, "-- smacks_hibernation_time = 3600"),
  },
];
