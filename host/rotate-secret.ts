import { createPrivateKey, createPublicKey } from "node:crypto";
import type { Release } from "../render/release.ts";
import type { Secret } from "../services/service.ts";
import type { Send } from "./apply.ts";
import { StepFailed } from "./failure.ts";
import { gatherFacts } from "./facts.ts";
import { fillFrom } from "./placeholders.ts";
import type { Places } from "./places.ts";
import { proveAll } from "./proofs/prove.ts";
import type { Outcome, Patience } from "./protocol.ts";
import { newSecret, secretOf } from "./secrets.ts";
import { settle } from "./settle.ts";
import { privateFile, stage, stagedTree } from "./staging.ts";
import type { Change } from "./switch.ts";
import { concerns } from "./units.ts";
import { carryOut } from "./undertaking.ts";
import { validate } from "./validators.ts";

const FOLDER = "rotation";

/**
 * Gives a secret a new value, in every file that holds it, restarts the units that read those, and proves that all still works;
 * otherwise the old value is back in all of them. The files are the only places that hold a secret of ours: no program keeps a copy of
 * its own. The caller holds the lock and has recovered.
 *
 * @throws StepFailed where the release has no such secret
 */
export async function rotateSecret(
  places: Places,
  release: Release,
  name: string,
  patience: Patience,
  send: Send,
): Promise<Outcome> {
  const secret = release.secrets.find((one) => one.name === name);
  if (secret === undefined) throw unknown(release, name);
  const values = { before: secretOf(places, name), after: newSecret(secret.kind) };
  // Either may stand in what a program says, and the machine's own secrets are only one of them at a time.
  const clean = <Said>(said: Said): Said => {
    const text = Object.values(values).reduce(
      (it, value) => it.replaceAll(value, placeholderOf(name)),
      JSON.stringify(said),
    );
    return JSON.parse(text) as Said; // the same shape: a placeholder stands for a value inside of a string
  };
  const files = release.files.filter((file) => file.text.includes(placeholderOf(name)));
  const concerned = release.units.filter((unit) => files.some((file) => concerns(unit, file.path)));
  const outcome = await carryOut(
    places,
    {
      about: `The rotation of the secret ${name}`,
      cause: "rotation",
      folder: FOLDER,
      release,
      changes: () => newFiles(places, release, files, { name, value: values.after }, patience),
      prove: async (say) => {
        say("prove", `${release.proofs.length} proofs`);
        const { results, notes } = await proveAll(places, release, patience.proofSeconds);
        const names = concerned.map((unit) => unit.name);
        if (places.live)
          await settle(names, patience.settleSeconds, (detail) => {
            say("settle", detail);
          });
        return { proofs: results, notes: [...notes, ...farEnd(secret, values.after)] };
      },
    },
    patience,
    (message) => {
      send(clean(message));
    },
  );
  return clean(outcome);
}

function unknown(release: Release, name: string): StepFailed {
  const names = release.secrets.map((one) => one.name);
  return new StepFailed(
    "rotate",
    `This machine has no secret ${name}. It has ${names.length === 0 ? "none" : names.join(", ")}.`,
    "Name one of these; or deliver the release that brings it.",
  );
}

/** The secret's own file, and every file of the release that holds it, as they shall be. */
async function newFiles(
  places: Places,
  release: Release,
  files: Release["files"],
  secret: { readonly name: string; readonly value: string },
  patience: Patience,
): Promise<readonly Change[]> {
  const fill = fillFrom(places, await gatherFacts(places));
  const staged = stage(places, FOLDER, files, (text, path) =>
    fill(
      text.replaceAll(placeholderOf(secret.name), () => secret.value),
      path,
    ),
  );
  const paths = files.map((file) => file.path);
  if (places.live) {
    await validate(places, stagedTree(places, FOLDER), paths, [], release.validators, patience.validatorSeconds);
  }
  const own = privateFile(`/var/lib/stillroom/secrets/${secret.name}`, secret.value);
  return [...stage(places, FOLDER, [own], (text) => text), ...staged];
}

function placeholderOf(name: string): string {
  return `@@secret:${name}@@`;
}

/** A tunnel's other end knows the public half, and nobody but a person can tell it the new one. */
function farEnd(secret: Secret, value: string): readonly string[] {
  if (secret.kind !== "wireguard") return [];
  return [
    `The tunnel's public key is now ${wireguardPublicKey(value)}. Until the other end of the tunnel has it as this machine's, nothing goes through the tunnel${secret.name === "wireguard_key" ? ", and so nothing leaves this machine but answers to its visitors" : ""}.`,
  ];
}

/** wg(8), `pubkey`. RFC 8410, section 7: the PKCS #8 form of an X25519 private key is this prefix and its 32 bytes. */
function wireguardPublicKey(privateKey: string): string {
  const key = Buffer.concat([
    Buffer.from("302e020100300506032b656e04220420", "hex"),
    Buffer.from(privateKey, "base64"),
  ]);
  const open = createPublicKey(createPrivateKey({ key, format: "der", type: "pkcs8" }));
  return open.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
}
