import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Debian } from "../../sandbox/image.ts";
import type { Machine } from "../../sandbox/machine.ts";
import { makeMirror, makeSigner } from "../../sandbox/repository.ts";
import { run } from "../../sandbox/command.ts";

const FOLDER = "/root/tools";

/** Installs Debian packages on a machine that reaches no archive: fetched here, handed over as files. */
export async function installTools(machine: Machine, debian: Debian, packages: readonly string[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "stillroom-tools-"));
  try {
    const signer = await makeSigner(join(scratch, "signer"));
    const mirror = join(scratch, "mirror");
    await mkdir(mirror);
    await makeMirror(debian, packages, [], signer, mirror);
    await run(["gpgconf", "--homedir", signer.keyring, "--kill", "all"]);
    const target = join(machine.folder, "root", FOLDER);
    await mkdir(target, { recursive: true });
    for (const name of await readdir(join(mirror, "pool")))
      await copyFile(join(mirror, "pool", name), join(target, name));
    const install = `cd / && apt-get --quiet --yes --no-install-recommends install ${FOLDER}/*.deb`;
    await machine.exec(["env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", install]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What a command inside printed, whatever status it ended with: auditors end with how much they found. */
export async function printed(machine: Machine, script: string): Promise<string> {
  return machine.exec(["sh", "-c", `cd /; { ${script}\n} 2>&1 || :`], { timeout: 15 * 60_000 });
}
