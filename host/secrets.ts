import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Secret } from "../services/service.ts";
import { writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import type { Places } from "./places.ts";

/** Makes each secret that isn't there yet; one that is there is never changed. 0600, root. */
export function bearSecrets(places: Places, secrets: readonly Secret[]): void {
  mkdirSync(places.secrets, { recursive: true, mode: 0o700 });
  for (const secret of secrets) {
    const path = join(places.secrets, secret.name);
    if (!existsSync(path)) writeDurably(path, newSecret(secret.kind));
  }
}

/** @throws StepFailed where it is empty, as a damaged disk may leave it */
export function secretOf(places: Places, name: string): string {
  const path = join(places.secrets, name);
  const value = readFileSync(path, "utf8");
  if (value !== "") return value;
  throw new StepFailed(
    "secrets",
    `The secret in ${path} is empty.`,
    `Look at the disk (journalctl --dmesg). "sudo rm ${path}" on the machine lets the next delivery make a new one.`,
  );
}

/** Takes every secret of the machine out of a text that shall be seen: programs quote their configuration when they complain. */
export function withoutSecrets(places: Places, text: string): string {
  if (!existsSync(places.secrets)) return text;
  let clean = text;
  for (const name of readdirSync(places.secrets).filter((entry) => /^[a-z0-9_]+$/.test(entry))) {
    const value = readFileSync(join(places.secrets, name), "utf8");
    // A damaged one hides nothing, and would stand between all characters.
    if (value !== "") clean = clean.replaceAll(value, `@@secret:${name}@@`);
  }
  return clean;
}

/** A value that nobody has ever seen. */
export function newSecret(kind: Secret["kind"]): string {
  switch (kind) {
    case "token":
      return randomBytes(32).toString("base64url");
    case "wireguard":
      return wireguardPrivateKey();
  }
}

/** wg(8), `genkey`: 32 bytes of an X25519 private key in base64. RFC 8410, section 7: they end the PKCS #8 form. */
function wireguardPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("x25519");
  return privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32).toString("base64");
}
