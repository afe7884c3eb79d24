import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StepFailed } from "./failure.ts";
import type { Places } from "./places.ts";
import type { AgentMessage } from "./protocol.ts";

/** What decides whether the administrator gets in: packet filter and bans, SSH server, sudo, sign-in, the kernel's network, mounts. */
const GATES = [
  "/etc/fail2ban/",
  "/etc/iptables/",
  "/etc/modprobe.d/",
  "/etc/pam.d/",
  "/etc/profile.d/",
  "/etc/security/",
  "/etc/ssh/",
  "/etc/sudoers",
  "/etc/sysctl.d/",
  "/etc/systemd/network/",
  "/etc/systemd/resolved.conf.d/",
  "/etc/systemd/system.conf.d/",
  "/etc/wireguard/",
  "/usr/local/lib/stillroom/keep-",
  "/usr/local/lib/stillroom/load-firewall",
  "/usr/local/lib/stillroom/narrow-mounts",
];

/** Units on the way in, and drop-ins to them; any mount may hide what a sign-in needs. */
const UNITS_ON_THE_WAY =
  /^\/etc\/systemd\/system\/(?:(?:fail2ban|ssh|stillroom-firewall|stillroom-mounts|systemd-|user@|wg-quick)|[^/]*\.mount\b)/;

/** Whether a changed file can shut the administrator out. */
export function guardsAccess(path: string): boolean {
  return GATES.some((gate) => path.startsWith(gate)) || UNITS_ON_THE_WAY.test(path);
}

/**
 * Asks the deliverer for a word over a new connection and waits for it.
 *
 * @throws StepFailed when it does not come in time
 */
export async function awaitAccess(
  places: Places,
  seconds: number,
  send: (message: AgentMessage) => void,
): Promise<void> {
  mkdirSync(places.volatile, { recursive: true, mode: 0o700 });
  // The deliverer writes it with a shell, so that it costs no second start of Node.js.
  const confirmation = join(places.volatile, "confirmation");
  const token = randomBytes(16).toString("hex");
  rmSync(confirmation, { force: true });
  send({ kind: "confirm-access", token, seconds });
  // Not the wall clock: a machine sets it right while it comes up.
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (existsSync(confirmation) && readFileSync(confirmation, "utf8").trim() === token) {
      rmSync(confirmation, { force: true });
      return;
    }
    await sleep(50);
  }
  throw new StepFailed(
    "access",
    `No new SSH connection got in within ${seconds} seconds after something changed that decides who gets in (packet filter, SSH server, sudo, network …); it is as before.`,
    "The network that you deliver from is probably missing in administrationFrom of the stack file, or your key among the administrators': add it and deliver again.",
  );
}
