import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { PasskeyCreation, PasskeyRequest } from "../../../desk/staff/passkeys.ts";

/** How it behaves otherwise than a good one would. */
export interface Behaviour {
  /** The page that asks; default: the desk's own. */
  readonly origin?: string;
  /** Whether it saw who the person is; default true. */
  readonly verifies?: boolean;
  /** How often it says that it was used; default: once more than before. */
  readonly counter?: number;
  /** In place of the challenge that it was given. */
  readonly challenge?: string;
}

/** A stand-in for a security key and the browser before it: signs with ES256 as WebAuthn level 2 says (6.1, 6.3.3, 6.5.2), in this process. */
export interface Authenticator {
  readonly create: (creation: PasskeyCreation, behaviour?: Behaviour) => unknown;
  readonly get: (request: PasskeyRequest, behaviour?: Behaviour) => unknown;
}

export function standInAuthenticator(origin: string): Authenticator {
  const id = randomBytes(32);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  let used = 0;
  const count = (counter: number | undefined): number => (used = counter ?? used + 1);
  const common = {
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
  };

  return {
    create: (creation, { verifies = true, counter, challenge = creation.challenge, origin: from = origin } = {}) => {
      const clientData = clientDataOf("webauthn.create", challenge, from);
      const attested = Buffer.concat([Buffer.alloc(16), uint(id.length, 2), id, coseKey(publicKey)]);
      const data = Buffer.concat([authenticatorData(creation.rp.id ?? "", verifies, count(counter), true), attested]);
      // RFC 8949: a map of three; "none" is the attestation that says nothing of the maker.
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text("fmt"),
        text("none"),
        text("attStmt"),
        Buffer.from([0xa0]),
        text("authData"),
        bytes(data),
      ]);
      const response = {
        clientDataJSON: clientData.toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["usb"],
      };
      return { ...common, response };
    },
    get: (request, { verifies = true, counter, challenge = request.challenge, origin: from = origin } = {}) => {
      const clientData = clientDataOf("webauthn.get", challenge, from);
      const data = authenticatorData(request.rpId ?? "", verifies, count(counter), false);
      const signature = sign("sha256", Buffer.concat([data, sha256(clientData)]), privateKey);
      const response = {
        ...{ clientDataJSON: clientData.toString("base64url"), authenticatorData: data.toString("base64url") },
        signature: signature.toString("base64url"),
      };
      return { ...common, response };
    },
  };
}

/** 5.8.1. */
function clientDataOf(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** 6.1: hash of the desk's name, flags (person there 1, verified 4, key attached 64), counter. */
function authenticatorData(rpId: string, verified: boolean, counter: number, attached: boolean): Buffer {
  const flags = 1 + (verified ? 4 : 0) + (attached ? 64 : 0);
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), uint(counter, 4)]);
}

/** RFC 9052, 7 and RFC 9053, 7.1.1: kty EC2, alg ES256, crv P-256, x, y. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const point = (coordinate: string): Buffer => bytes(Buffer.from(coordinate, "base64url"));
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
  return Buffer.concat([head, Buffer.from([0x21]), point(x), Buffer.from([0x22]), point(y)]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

/** A byte string of 24 to 255. */
function bytes(value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x58, value.length]), value]);
}

function uint(value: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntBE(value, 0, length);
  return buffer;
}

function sha256(value: Buffer): Buffer {
  return createHash("sha256").update(value).digest();
}
