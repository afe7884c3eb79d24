import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StepFailed } from "./failure.ts";
import type { Places } from "./places.ts";
import type { AgentMessage } from "./protocol.ts";

/** What decides whether the administrator gets in: packet filter, SSH server, sudo, sign-in. */
const GATES = ["/etc/iptables/", "/etc/ssh/", "/etc/sudoers", "/etc/pam.d/", "/etc/security/"];

/** Whether a changed file can shut the administrator out. */
export function guardsAccess(path: string): boolean {
  return GATES.some((gate) => path.startsWith(gate));
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
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (existsSync(confirmation) && readFileSync(confirmation, "utf8").trim() === token) {
      rmSync(confirmation, { force: true });
      return;
    }
    await sleep(50);
  }
  throw new StepFailed(
    "access",
    `No new SSH connection got in within ${seconds} seconds after packet filter, SSH server or sudo changed; they are as before.`,
    "The network that you deliver from is probably missing in administrationFrom of the stack file, or your key among the administrators': add it and deliver again.",
  );
}
