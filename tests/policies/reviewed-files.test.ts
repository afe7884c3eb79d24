import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { appended, replaced } from "../../policies/breaking.ts";
import { hashOf, programDoubts, REVIEWED } from "../../policies/reviewed-files.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../fixtures/good-clinics.ts";

const OURS = "/usr/local/lib/stillroom/";

/** A practice that signs its certificates itself has a program that another has not; one without messages restarts itself. */
function textOf(path: string, clinic: Clinic): { readonly text: string; readonly clinic: Clinic } {
  const signing: Clinic = { ...clinic, certificates: { issuer: "practice", chain: undefined, root: "" } };
  const silent: Clinic = { ...clinic, messaging: { ...clinic.messaging, enabled: false } };
  const inviting: Clinic = { ...clinic, desk: { ...clinic.desk, enabled: true } };
  for (const one of [clinic, signing, silent, inviting]) {
    const file = render(one).files.find((candidate) => candidate.path === path);
    if (file !== undefined) return { text: file.text, clinic: one };
  }
  throw new Error(`No clinic has ${path}.`);
}

describe("the reviewed programs", () => {
  const { files } = render(CLINIC);
  const hashes = {
    ...REVIEWED.encryption,
    ...REVIEWED.firewall,
    ...REVIEWED.invitation,
    ...REVIEWED.administration,
    ...REVIEWED.bundled,
  };
  for (const [path, hash] of Object.entries(hashes)) {
    it(`${path} is the text that was reviewed; after a reviewed change run node scripts/rules/reviewed-files.ts`, () => {
      const { text, clinic } = textOf(path, CLINIC);
      assert.equal(hashOf(text, clinic), hash);
    });
  }
  it("are the same for every practice, but for its own values", () => {
    const names = {
      ...CLINIC.names,
      video: "call.elm-court.example",
      relay: "way.elm-court.example",
      messaging: "words.elm-court.example",
      homeserver: "server.elm-court.example",
    };
    const administrators = ["ada", "grace"].map((name) => ({ name, sshKeys: CLINIC.administrators[0]?.sshKeys ?? [] }));
    const branding = { title: "Elm Court", colour: "#123456", language: "fr" } as const;
    const other: Clinic = { ...CLINIC, names, administrators, branding };
    for (const [path, hash] of Object.entries(hashes)) {
      const { text, clinic } = textOf(path, other);
      assert.equal(hashOf(text, clinic), hash, path);
    }
  });
  it("are not taken for reviewed with another site in them", () => {
    const path = `${OURS}video-link`;
    const text = files.find((file) => file.path === path)?.text ?? "";
    const elsewhere = text.replace(`https://${CLINIC.names.video}`, `https://${CLINIC.names.video}.elsewhere.example`);
    assert.notEqual(elsewhere, text);
    assert.notEqual(hashOf(elsewhere, CLINIC), hashes[path]);
  });
  it("include every module of ours that Prosody loads", () => {
    const modules = files.map(({ path }) => path).filter((path) => path.startsWith(`${OURS}prosody/`));
    assert.deepEqual(
      modules,
      Object.keys(REVIEWED.encryption)
        .filter((path) => path.endsWith(".lua"))
        .sort(),
    );
  });
  for (const { kind, clinic } of GOOD_CLINICS) {
    it(`are all that a machine ${kind} has below ${OURS}`, () => {
      const release = render(clinic);
      assert.deepEqual(programDoubts(release), []);
      const unknown = release.files
        .map(({ path }) => path)
        .filter((path) => path.startsWith(OURS) && !Object.hasOwn(hashes, path) && path !== `${OURS}data-volume`);
      assert.deepEqual(unknown, []);
    });
  }
});

describe("a program that nobody reviewed", () => {
  const release = render(CLINIC);
  const doubted = (path: string) => [
    {
      where: path,
      what: "The program is not the one that was reviewed, so what it does on the machine can't be told.",
    },
  ];
  for (const path of Object.keys(REVIEWED.administration)) {
    it(`is doubted: one more line in ${path}`, () => {
      const { clinic } = textOf(path, CLINIC);
      const changed = programDoubts(appended(render(clinic), path, "true"));
      assert.deepEqual(
        changed.map(({ where, what }) => ({ where, what })),
        doubted(path),
      );
    });
  }
  for (const [path, from, to] of [
    [`${OURS}keep-administrators`, /for name in '/, "for name in 'eve' '"],
    [`${OURS}messaging-account`, /page='https:\/\/[^/]*/, "page='https://elsewhere.example"],
    [`${OURS}messaging-account`, /listener='[^']*'/, "listener='http://192.168.7.9:8008'"],
    [`${OURS}certificate-state`, "issuer='acme'", "issuer='practice'"],
    [`${OURS}certificate-state`, /\nnames='[^']*'/, "\nnames='elsewhere.example'"],
    [`${OURS}certificate-state`, /\nauthority='[^']*'/, "\nauthority='elsewhere.example'"],
  ] as const) {
    it(`is doubted: ${to} in ${path}`, () => {
      const changed = programDoubts(replaced(release, path, from, to));
      assert.deepEqual(
        changed.map(({ where, what }) => ({ where, what })),
        doubted(path),
      );
    });
  }
});
