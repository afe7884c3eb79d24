import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import { syncDirectory, writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import { inside, type Places } from "./places.ts";

/** Where sshd's keys lie; the one that our sshd_config names is its ed25519 key. */
const FOLDER = "/etc/ssh";
const SERVED = `${FOLDER}/ssh_host_ed25519_key`;

/** The machine's own key until sshd serves it. */
function waitingKey(places: Places): string {
  return join(places.state, "host-key", "key");
}

/**
 * Makes the host key that shall take the place of the one with which the machine was born, and gives out its public half. sshd
 * goes on with the old one until `takeUpHostKey`; asked again before that, it names the same key.
 *
 * @returns `ssh-ed25519 AAAA…`
 */
export async function bearHostKey(places: Places): Promise<string> {
  const key = waitingKey(places);
  if (!existsSync(key)) {
    const fresh = `${key}.fresh`;
    mkdirSync(join(key, ".."), { recursive: true, mode: 0o700 });
    rmSync(fresh, { force: true });
    // ssh-keygen(1): -t type, -N passphrase, -C comment, -f file.
    await must(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", fresh], "A host key can't be made");
    writeDurably(key, readFileSync(fresh, "utf8"));
    for (const file of [fresh, `${fresh}.pub`]) rmSync(file, { force: true });
  }
  return publicHalf(key);
}

/**
 * Lets sshd serve the machine's own key from now on and lays down all others. It may be repeated, and stopped and repeated. Only
 * called when the one who delivers has the new key written down: from the restart on no other is shown.
 *
 * @param publicKey the key that was written down
 * @throws StepFailed when it is another key, or sshd does not start with it; then the old one is served on
 */
export async function takeUpHostKey(places: Places, publicKey: string): Promise<void> {
  const served = inside(places, SERVED);
  const waiting = waitingKey(places);
  const key = existsSync(waiting) ? waiting : served;
  if (!existsSync(key) || (await publicHalf(key)) !== publicKey) {
    throw new StepFailed(
      "host key",
      "The machine has no host key of its own with the public half that is written down for it.",
      "It was rebuilt since. Let it make a key anew: pulumi up --replace '**-own-host-key'.",
    );
  }
  const before = readIfThere(served);
  const publicBefore = readIfThere(`${served}.pub`);
  const restart = ["systemctl", "try-restart", "ssh.service"];
  const putBack = (): void => {
    if (before !== undefined && publicBefore !== undefined) putKey(served, before, publicBefore);
  };
  putKey(served, readFileSync(key, "utf8"), `${publicKey}\n`);
  try {
    // sshd(8), -t: configuration and keys. What runs is not touched before it is good: a restart stops it first.
    await must(["sshd", "-t"], "sshd does not take its new host key");
  } catch (error) {
    putBack();
    throw error;
  }
  try {
    // systemctl(1): it waits until the new sshd listens. Open sessions stay (Debian's ssh.service, KillMode=process).
    await must(restart, "sshd does not start with its new host key");
  } catch (error) {
    putBack();
    await run(restart, { seconds: 60 });
    throw error;
  }
  await removeUnnamedKeys(places);
  rmSync(join(waiting, ".."), { recursive: true, force: true });
}

/** The public half is only for people to look at: sshd makes its own from the private one. */
function putKey(path: string, privateKey: string, publicKey: string): void {
  // One that a stopped run left would keep its own mode.
  for (const left of [`${path}.pub.next`, `${path}.next`]) rmSync(left, { force: true });
  writeDurably(`${path}.pub`, publicKey, 0o644);
  writeDurably(path, privateKey);
}

/** Keys of other types, and what a stopped run left: whatever sshd does not name (sshd(8), -T: the configuration in force). */
async function removeUnnamedKeys(places: Places): Promise<void> {
  const told = await must(["sshd", "-T"], "sshd does not say which host keys it has");
  const named = [...told.matchAll(/^hostkey (.+)$/gm)].flatMap(([, path = ""]) => [path, `${path}.pub`]);
  const folder = inside(places, FOLDER);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith("ssh_host_"))) {
    if (!named.includes(`${FOLDER}/${name}`)) rmSync(join(folder, name));
  }
  syncDirectory(folder);
}

/** ssh-keygen(1), -y: the public half of a private key, with its comment. */
async function publicHalf(key: string): Promise<string> {
  const told = await must(["ssh-keygen", "-y", "-f", key], "The host key can't be read");
  return told.trim().split(/\s+/).slice(0, 2).join(" ");
}

async function must(argv: readonly string[], otherwise: string): Promise<string> {
  const ended = await run(argv, { seconds: 60 });
  if (ended.status === 0) return ended.stdout;
  throw new StepFailed(
    "host key",
    `${otherwise}: ${ended.words}`,
    "Mend what the message names on the machine and run it again.",
  );
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
