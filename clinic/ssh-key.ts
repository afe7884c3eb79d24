/** A public key's type and strength, or why the line is no key that we accept. */
export type SshKey =
  | { readonly kind: "key"; readonly type: string; readonly bits: number }
  | { readonly kind: "unusable"; readonly why: string };

/**
 * The types with which an administrator may log in, weakest last. Keys on a security token (`sk-`) count as well.
 * Source: sshd_config(5) of OpenSSH 10.0, PubkeyAcceptedAlgorithms; the least size for RSA is NIST SP 800-57 part 1 rev. 5,
 * table 2 (3072 bits for 128 bits of strength).
 */
export const SSH_KEY_TYPES = [
  "ssh-ed25519",
  "sk-ssh-ed25519@openssh.com",
  "sk-ecdsa-sha2-nistp256@openssh.com",
  "ssh-rsa",
] as const;

const LEAST_RSA_BITS = 3072;

/** sshd(8), "AUTHORIZED_KEYS FILE FORMAT": the token must have asked for its PIN or a fingerprint; only such keys can say so. */
const SECOND_FACTOR = /^verify-required (?=sk-)/;

/**
 * Reads one line of an OpenSSH public key file: type, base64 and perhaps a comment; before a key on a token perhaps `verify-required`.
 *
 * Source of the blob's layout: RFC 4253 section 6.6 (ssh-rsa), RFC 8709 section 4 (ssh-ed25519), OpenSSH PROTOCOL.u2f (the
 * `sk-` types); lengths are big-endian 32-bit numbers before each field.
 */
export function readSshKey(line: string): SshKey {
  if (line.includes("PRIVATE KEY")) {
    return unusable(
      "it is a private key: take it out of the file at once, and make a new pair, since this one is known now",
    );
  }
  const [type = "", base64 = ""] = line.replace(SECOND_FACTOR, "").split(" ");
  if (!isAccepted(type)) return unusable(refusalOf(type));
  const blob = Buffer.from(base64, "base64");
  if (blob.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, "")) {
    return unusable("its second word is not whole base64");
  }
  const fields = fieldsOf(blob);
  if (fields === undefined) return unusable("the key is cut off or has something after its end");
  const [inner, ...parts] = fields;
  if (inner?.toString("latin1") !== type) {
    return unusable(`it calls itself ${type}, but holds a key of type ${inner?.toString("latin1") ?? "unknown"}`);
  }
  return strengthOf(type, parts);
}

function isAccepted(type: string): type is (typeof SSH_KEY_TYPES)[number] {
  return (SSH_KEY_TYPES as readonly string[]).includes(type);
}

function refusalOf(type: string): string {
  if (type === "ssh-dss") return "DSA keys are broken and no longer work; make a new one with ssh-keygen -t ed25519";
  if (type.startsWith("ecdsa-"))
    return "ECDSA keys are accepted on a security token only; make one with ssh-keygen -t ed25519";
  return `it does not start with a key type that we accept (${SSH_KEY_TYPES.join(", ")})`;
}

/** The length-prefixed fields of a key blob, or undefined when they do not fill it exactly. */
function fieldsOf(blob: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function strengthOf(type: (typeof SSH_KEY_TYPES)[number], parts: readonly Buffer[]): SshKey {
  switch (type) {
    case "ssh-ed25519":
      return parts.length === 1 && parts[0]?.length === 32 ? { kind: "key", type, bits: 256 } : misshapen(type);
    case "sk-ssh-ed25519@openssh.com":
      return parts.length === 2 && parts[0]?.length === 32 ? { kind: "key", type, bits: 256 } : misshapen(type);
    case "sk-ecdsa-sha2-nistp256@openssh.com":
      return parts.length === 3 && parts[0]?.toString("latin1") === "nistp256" && parts[1]?.length === 65
        ? { kind: "key", type, bits: 256 }
        : misshapen(type);
    case "ssh-rsa": {
      const modulus = parts[1];
      if (parts.length !== 2 || modulus === undefined) return misshapen(type);
      const bits = bitsOf(modulus);
      if (bits < LEAST_RSA_BITS) {
        return unusable(
          `it is an RSA key of ${bits} bits, and ${LEAST_RSA_BITS} are the least; make one with ssh-keygen -t ed25519`,
        );
      }
      return { kind: "key", type, bits };
    }
  }
}

function bitsOf(number: Buffer): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (number.length - first - 1) * 8 + (32 - Math.clz32(number[first] ?? 0));
}

function misshapen(type: string): SshKey {
  return unusable(`the parts inside are not those of a key of type ${type}`);
}

function unusable(why: string): SshKey {
  return { kind: "unusable", why };
}
