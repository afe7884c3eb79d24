import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.ts";

export interface KeyPair {
  /** OpenSSH private key file. */
  readonly file: string;
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA… comment`. */
  readonly publicKey: string;
}

/** An Ed25519 key pair for SSH, without a passphrase, born for one sandbox. */
export async function makeKeyPair(folder: string, name: string): Promise<KeyPair> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
  return {
    file,
    privateKey: await readFile(file, "utf8"),
    publicKey: (await readFile(`${file}.pub`, "utf8")).trim(),
  };
}
