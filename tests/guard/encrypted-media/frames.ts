import assert from "node:assert/strict";
import { randomBytes, webcrypto } from "node:crypto";

/** An encoded frame as a page noted it. */
export type Frame = Readonly<{ type: "key" | "delta" | "audio"; timestamp: number; data: Buffer }>;

/** Frames as a page hands them out, their bytes in base64. */
export function framesFrom(noted: readonly (Omit<Frame, "data"> & { readonly data: string })[]): readonly Frame[] {
  return noted.map((frame) => ({ ...frame, data: Buffer.from(frame.data, "base64") }));
}

/** Bytes that lib-jitsi-meet leaves in clear at a frame's start, so that a bridge knows key frames (modules/e2ee/Context.ts). */
const CLEAR = { key: 10, delta: 3, audio: 1 } as const;
/** AES-GCM's tag and its initialisation vector, in bytes; after the latter come its length and the key's index. */
const TAG = 16;
const VECTOR = 12;

type Parts = Readonly<{ head: Buffer; sealed: Buffer; vector: Buffer; timestamp: number }>;

/** An encrypted frame's parts: clear head, sealed rest with its tag, initialisation vector (source, time, count). */
function partsOf({ type, data }: Frame): Parts {
  const end = data.length - 2;
  const vector = data.subarray(end - VECTOR, end);
  return {
    head: data.subarray(0, CLEAR[type]),
    sealed: data.subarray(CLEAR[type], end - VECTOR),
    vector,
    timestamp: vector.readUInt32BE(4),
  };
}

/**
 * The frame as it was before it was encrypted: AES-GCM with 128 bits, the key derived by HKDF, the head authenticated
 * (lib-jitsi-meet modules/e2ee/crypto-utils.ts and Context.ts at 01daa07c). Rejects where the key is another.
 */
async function unsealed({ head, sealed, vector }: Parts, key: Buffer): Promise<Buffer> {
  const material = await webcrypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  const derived = await webcrypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: Buffer.from("JFrameEncryptionKey"), info: Buffer.alloc(0) },
    material,
    { name: "AES-GCM", length: 128 },
    false,
    ["decrypt"],
  );
  const rest = await webcrypto.subtle.decrypt({ name: "AES-GCM", iv: vector, additionalData: head }, derived, sealed);
  return Buffer.concat([head, Buffer.from(rest)]);
}

/** How unevenly a text's byte values are spread: Pearson's chi-squared against all 256 being as frequent. */
function unevenness(bytes: Buffer): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = bytes.length / 256;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/**
 * Holds what was carried against what came into the encryption at the other end: of each frame the bytes that are known to stay in clear do, the
 * rest opens with the key and with no other, and can't be told from random bytes.
 *
 * @throws where one of it is not so, or too little was carried to say so
 */
export async function assertSealed(all: readonly Frame[], before: readonly Frame[], key: Buffer): Promise<void> {
  assert.ok(
    all.every(({ data }) => data.at(-2) === VECTOR),
    "each frame ends as an encrypted one does",
  );
  const plain = new Map(before.map((frame) => [`${frame.type} ${frame.timestamp}`, frame]));
  const carried = all.flatMap((frame) => {
    const parts = partsOf(frame);
    const known = plain.get(`${frame.type} ${parts.timestamp}`);
    return known === undefined ? [] : [{ frame, parts, known }];
  });
  for (const type of ["key", "delta", "audio"] as const) {
    assert.ok(
      carried.some(({ frame }) => frame.type === type),
      `a frame of type ${type} was followed`,
    );
  }
  assert.ok(carried.length > 60, `${carried.length} frames were followed`);

  for (const { parts, known } of carried) {
    assert.deepEqual(parts.head, known.data.subarray(0, parts.head.length));
    assert.equal(parts.sealed.length, known.data.length - parts.head.length + TAG);
    assert.deepEqual(await unsealed(parts, key), known.data);
    await assert.rejects(unsealed(parts, randomBytes(32)), { name: "OperationError" });
  }
  // Firefox hands a key frame over more than once; the same bytes twice are not more even for it.
  const sealed = Buffer.concat([
    ...new Map(carried.map(({ parts }) => [parts.sealed.toString("hex"), parts.sealed])).values(),
  ]);
  const rest = Buffer.concat(carried.map(({ known, parts }) => known.data.subarray(parts.head.length)));
  assert.ok(sealed.length > 10_000, `${sealed.length} bytes`);
  // 255 degrees of freedom: 255 is expected of random bytes, and more than 400 once in a hundred million times.
  assert.ok(unevenness(sealed) < 400, `${unevenness(sealed)}`);
  assert.ok(unevenness(rest) > 1000, "what was encoded can be told from random bytes");
}
