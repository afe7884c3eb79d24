import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { repositoriesOf } from "../../services/repositories.ts";
import { sources } from "../../services/sources.ts";
import { time } from "../../services/time.ts";
import { updates } from "../../services/updates.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { renderedFiles, renderedText } from "./rendered.ts";

const MIRRORED: Clinic = {
  ...CLINIC,
  packages: {
    mirror: {
      uri: "http://packages.quiet-harbour.example/all",
      suite: "trixie",
      fingerprint: "0123456789ABCDEF0123456789ABCDEF01234567",
      key: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n",
    },
  },
};

describe("package sources", () => {
  it("name every repository that a package of the clinic can come from, each with a key of 40 digits", () => {
    const named = new Set(repositoriesOf(CLINIC).map((repository) => repository.name));
    assert.deepEqual([...named], ["debian", "jitsi", "matrix", "element"]);
    for (const { name, fingerprint, keyUri, keyring } of repositoriesOf(CLINIC)) {
      assert.match(fingerprint, /^[0-9A-F]{40}$/, name);
      // Debian's keyring is on the machine; the agent fetches the others.
      assert.equal(keyUri === undefined, name === "debian");
      assert.ok(keyring.startsWith(name === "debian" ? "/usr/share/keyrings/" : "/etc/apt/keyrings/"));
    }
    const without = repositoriesOf({ ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } });
    assert.deepEqual([...new Set(without.map((repository) => repository.name))], ["debian", "jitsi"]);
  });

  it("at birth hold only what is signed by a key that is already on the machine", () => {
    const atBirth = (clinic: Clinic) =>
      sources
        .declare(clinic, [])
        .files.filter((file) => file.birth)
        .map((file) => file.path);
    assert.deepEqual(atBirth(CLINIC), [
      "/etc/apt/apt.conf.d/90stillroom-sources",
      "/etc/stillroom/sources.list.d/debian.sources",
    ]);
    assert.deepEqual(atBirth(MIRRORED), [
      "/etc/apt/apt.conf.d/90stillroom-sources",
      "/etc/stillroom/sources.list.d/mirror.sources",
      "/etc/apt/keyrings/mirror.asc",
    ]);
  });

  it("with a mirror there is no other", () => {
    assert.deepEqual(
      repositoriesOf(MIRRORED).map((repository) => repository.uri),
      ["http://packages.quiet-harbour.example/all"],
    );
    assert.equal(renderedText(sources, MIRRORED, "/etc/apt/keyrings/mirror.asc"), MIRRORED.packages.mirror?.key);
    const all = [...renderedFiles(sources, MIRRORED), ...renderedFiles(updates, MIRRORED)]
      .map((file) => file.text)
      .join("\n");
    assert.doesNotMatch(all, /debian\.org|jitsi\.org|matrix\.org|element\.io/);
    assert.match(
      renderedText(updates, MIRRORED, "/etc/apt/apt.conf.d/90stillroom-updates"),
      /"site=packages\.quiet-harbour\.example";/,
    );
  });

  it("a suite that is a path has no components", () => {
    const text = renderedText(sources, CLINIC, "/etc/stillroom/sources.list.d/projects.sources");
    assert.match(
      text,
      /URIs: https:\/\/download\.jitsi\.org\nSuites: stable\/\nSigned-By: \/etc\/apt\/keyrings\/jitsi\.asc\n/,
    );
  });
});

describe("the clock", () => {
  it("asks exactly the servers to which packets may leave", () => {
    const aws: Clinic = {
      ...CLINIC,
      machine: {
        provider: "aws",
        size: "t3a.medium",
        region: "eu-central-1",
        dataVolumeGb: 40,
        debian: 12,
        protected: true,
        dns: { kind: "elsewhere" },
      },
    };
    for (const clinic of [CLINIC, aws]) {
      const text = renderedText(time, clinic, "/etc/chrony/chrony.conf");
      const asked = [...text.matchAll(/^(?:server|pool|peer) (\S+)/gm)].map(([, name]) => name);
      const allowed = (time.declare(clinic, []).egress ?? []).flatMap(({ to }) =>
        to.kind === "names" ? to.names : to.kind === "addresses" ? to.cidrs.map((cidr) => cidr.replace("/32", "")) : [],
      );
      assert.deepEqual(asked, [...new Set(allowed)]);
      assert.ok(asked.length > 0);
    }
  });
});
