import { createHash } from "node:crypto";

/**
 * The fingerprints of all primary keys in an OpenPGP keyring, armored or not: apt trusts every key that the file holds,
 * so each one counts. Read here because a fresh Debian has no gpg.
 *
 * Packets: RFC 9580, sections 4.2 (headers) and 5.5 (keys); fingerprints: section 5.5.4. Versions 4 and 6.
 *
 * @returns upper-case hexadecimal, in file order; empty for something that is no keyring
 */
export function fingerprintsIn(keyring: Buffer): readonly string[] {
  const fingerprints: string[] = [];
  for (const packet of packetsOf(unarmored(keyring))) {
    if (packet.tag === PUBLIC_KEY) fingerprints.push(fingerprintOf(packet.body));
  }
  return fingerprints;
}

const PUBLIC_KEY = 6;

interface Packet {
  readonly tag: number;
  readonly body: Buffer;
}

function* packetsOf(bytes: Buffer): Generator<Packet> {
  let at = 0;
  while (at < bytes.length) {
    const header = headerAt(bytes, at);
    if (header === undefined || header.end > bytes.length) return;
    yield { tag: header.tag, body: bytes.subarray(header.start, header.end) };
    at = header.end;
  }
}

function headerAt(bytes: Buffer, at: number): { tag: number; start: number; end: number } | undefined {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  return (first & 0x40) === 0 ? legacyHeader(bytes, at, first) : header(bytes, at, first);
}

function header(bytes: Buffer, at: number, first: number): { tag: number; start: number; end: number } | undefined {
  const tag = first & 0x3f;
  const one = bytes[at + 1] ?? 0;
  if (one < 192) return { tag, start: at + 2, end: at + 2 + one };
  if (one < 224) {
    const length = ((one - 192) << 8) + (bytes[at + 2] ?? 0) + 192;
    return { tag, start: at + 3, end: at + 3 + length };
  }
  // Partial lengths are for data, never for keys.
  if (one !== 255 || at + 6 > bytes.length) return undefined;
  return { tag, start: at + 6, end: at + 6 + bytes.readUInt32BE(at + 2) };
}

function legacyHeader(
  bytes: Buffer,
  at: number,
  first: number,
): { tag: number; start: number; end: number } | undefined {
  const tag = (first >> 2) & 0x0f;
  const size = [1, 2, 4][first & 0x03];
  if (size === undefined || at + 1 + size > bytes.length) return undefined;
  const start = at + 1 + size;
  return { tag, start, end: start + bytes.readUIntBE(at + 1, size) };
}

function fingerprintOf(body: Buffer): string {
  const prefix = Buffer.alloc(body[0] === 6 ? 5 : 3);
  if (body[0] === 6) {
    prefix.writeUInt8(0x9b, 0);
    prefix.writeUInt32BE(body.length, 1);
  } else {
    prefix.writeUInt8(0x99, 0);
    prefix.writeUInt16BE(body.length, 1);
  }
  const hash = createHash(body[0] === 6 ? "sha256" : "sha1");
  return hash.update(prefix).update(body).digest("hex").toUpperCase();
}

/** RFC 9580, section 6.2: header lines, a blank line, base64, an optional checksum line that starts with `=`. */
function unarmored(keyring: Buffer): Buffer {
  const text = keyring.toString("latin1").replaceAll("\r", "");
  const blocks = [...text.matchAll(/-----BEGIN PGP PUBLIC KEY BLOCK-----\n([^]*?)-----END PGP PUBLIC KEY BLOCK-----/g)];
  if (blocks.length === 0) return keyring;
  return Buffer.concat(
    blocks.map((block) => {
      const [, body = ""] = /^(?:[^\n]+\n)*?\n([^]*)$/.exec(block[1] ?? "") ?? [];
      return Buffer.from(body.replace(/^=.*$/m, ""), "base64");
    }),
  );
}
