import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readSshKey } from "../../clinic/ssh-key.ts";
import { ECDSA, ED25519, RSA_2048, RSA_3072 } from "../fixtures/stacks/stacks.ts";

/** A public key line with these fields, each with its length before it. */
function keyLine(type: string, ...fields: readonly (Buffer | string)[]): string {
  const blob = [type, ...fields].flatMap((field) => {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return `${type} ${Buffer.concat(blob).toString("base64")} somebody`;
}

function whyNot(line: string): string {
  const key = readSshKey(line);
  return key.kind === "unusable" ? key.why : "it is accepted";
}

describe("an administrator's key", () => {
  it("may be Ed25519, or RSA of 3072 bits and more", () => {
    assert.deepEqual(readSshKey(ED25519), { kind: "key", type: "ssh-ed25519", bits: 256 });
    assert.deepEqual(readSshKey(RSA_3072), { kind: "key", type: "ssh-rsa", bits: 3072 });
  });

  it("may live on a security token", () => {
    const ed = keyLine("sk-ssh-ed25519@openssh.com", Buffer.alloc(32, 7), "ssh:");
    const ecdsa = keyLine("sk-ecdsa-sha2-nistp256@openssh.com", "nistp256", Buffer.alloc(65, 4), "ssh:");
    assert.equal(readSshKey(ed).kind, "key");
    assert.equal(readSshKey(ecdsa).kind, "key");
  });

  it("may ask for a second factor where it lives on a token", () => {
    const line = keyLine("sk-ssh-ed25519@openssh.com", Buffer.alloc(32, 7), "ssh:");
    assert.equal(readSshKey(`verify-required ${line}`).kind, "key");
    assert.match(whyNot(`verify-required ${ED25519}`), /does not start with a key type/);
    assert.match(whyNot(`no-touch-required ${line}`), /does not start with a key type/);
  });

  it("may not be weak, of another kind, or another than it says", () => {
    assert.match(whyNot(RSA_2048), /RSA key of 2048 bits/);
    assert.match(whyNot(ECDSA), /on a security token only/);
    assert.match(whyNot(keyLine("ssh-dss", "x")), /DSA keys are broken/);
    assert.match(
      whyNot(ED25519.replace("ssh-ed25519", "ssh-rsa")),
      /calls itself ssh-rsa, but holds a key of type ssh-ed25519/,
    );
    assert.match(whyNot("-----BEGIN OPENSSH PRIVATE KEY-----"), /^it is a private key/);
  });

  it("may not count leading zeros as strength", () => {
    const padded = keyLine(
      "ssh-rsa",
      Buffer.from([1, 0, 1]),
      Buffer.concat([Buffer.alloc(300), Buffer.alloc(128, 255)]),
    );
    assert.match(whyNot(padded), /RSA key of 1024 bits/);
  });

  it("must have the right parts", () => {
    assert.match(whyNot(keyLine("ssh-ed25519", Buffer.alloc(31))), /parts inside/);
    assert.match(whyNot(keyLine("ssh-ed25519", Buffer.alloc(32), "more")), /parts inside/);
    assert.match(whyNot(keyLine("sk-ssh-ed25519@openssh.com", Buffer.alloc(32))), /parts inside/);
    assert.match(
      whyNot(keyLine("sk-ecdsa-sha2-nistp256@openssh.com", "nistp384", Buffer.alloc(65), "ssh:")),
      /parts inside/,
    );
  });

  it("must be whole: cut off anywhere it is refused", () => {
    const [type = "", base64 = ""] = ED25519.split(" ");
    fc.assert(
      fc.property(
        fc.nat(base64.length - 1),
        (length) => readSshKey(`${type} ${base64.slice(0, length)}`).kind === "unusable",
      ),
    );
  });

  it("must be whole, also where what is left would be strong enough", () => {
    const [type = "", base64 = ""] = keyLine("ssh-rsa", Buffer.from([1, 0, 1]), Buffer.alloc(512, 255)).split(" ");
    assert.equal(readSshKey(`${type} ${base64}`).kind, "key");
    assert.match(whyNot(`${type} ${base64.slice(0, -16)}`), /cut off/);
  });

  it("never makes the reader stumble", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const line = `ssh-ed25519 ${Buffer.from(bytes).toString("base64")}`;
        return ["key", "unusable"].includes(readSshKey(line).kind);
      }),
    );
  });
});
