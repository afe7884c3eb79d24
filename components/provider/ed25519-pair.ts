import ssh2 from "ssh2";

/** Bytes of an ed25519 public key on the wire: two lengths, `ssh-ed25519`, and 32 (RFC 8709, section 4). */
const PUBLIC_BYTES = 4 + "ssh-ed25519".length + 4 + 32;

/**
 * A fresh pair as OpenSSH writes it. ssh2 1.17.0 cuts leading zero bytes off the public half (lib/keygen.js), and nothing can read
 * such a pair: one in 256 is thrown away here.
 */
export function ed25519Pair(): { readonly public: string; readonly private: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519");
    if (Buffer.from(pair.public.split(" ")[1] ?? "", "base64").length === PUBLIC_BYTES) return pair;
  }
}
