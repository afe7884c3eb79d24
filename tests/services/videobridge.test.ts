import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { render } from "../../render/render.ts";
import { JICOFO_CONFIGURATION } from "../../services/jicofo.ts";
import { hoconValidator, VIDEOBRIDGE_CONFIGURATION } from "../../services/videobridge.ts";
import type { Clinic } from "../../clinic/clinic.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, failureOf, type PlacedFile } from "./debian-programs.ts";

/** The rendered file as on a machine, placeholders filled. */
function placed(clinic: Clinic, path: string): PlacedFile {
  const text = render(clinic).files.find((file) => file.path === path)?.text ?? "";
  const filled = text
    .replaceAll("@@fact:interface@@", "eth0")
    .replaceAll("@@fact:address4@@", "10.0.0.5")
    .replaceAll(/@@secret:[a-z_]+@@/g, "s".repeat(43));
  return { path, text: filled };
}

const TRANSLATED: Clinic = {
  ...CLINIC,
  machine: {
    provider: "existing",
    debian: 13,
    protected: true,
    dns: { kind: "elsewhere" },
    address: "198.51.100.7",
    sshPort: 22,
    sshUser: "ops",
    hostKey: "ssh-ed25519 AAAA",
    publicAddresses: ["2001:db8::7", "198.51.100.7"],
    cpus: 4,
    memoryGb: 8,
    diskEncryption: "luks2",
  },
};

describe(
  "The videobridge's and jicofo's configuration, as Debian's own HOCON reader sees it",
  { skip: CANNOT_RUN_DEBIAN },
  () => {
    /** The value at `key`, or what the reader says instead. */
    async function valuesOf(clinic: Clinic, path: string, keys: readonly string[]): Promise<Record<string, unknown>> {
      const land = await debianWith(13, [placed(clinic, path)]);
      try {
        const values: Record<string, unknown> = {};
        for (const key of keys) values[key] = JSON.parse(await land.run(["hocon", "-j", "-f", path, "get", key]));
        await land.run(hoconValidator(path).argv);
        return values;
      } finally {
        await land.stop();
      }
    }

    it("lets the bridge ask nobody for its address and listen for control on loopback alone", async () => {
      assert.deepEqual(
        await valuesOf(CLINIC, VIDEOBRIDGE_CONFIGURATION, [
          "ice4j.harvest.mapping.aws.enabled",
          "ice4j.harvest.mapping.stun.addresses",
          "ice4j.harvest.mapping.static-mappings",
          "ice4j.harvest.allowed-interfaces",
          "videobridge.apis.rest.enabled",
          "videobridge.http-servers.private.host",
          "videobridge.websockets.enabled",
          "videobridge.ice.advertise-private-candidates",
          "videobridge.health.require-valid-address",
        ]),
        {
          "ice4j.harvest.mapping.aws.enabled": false,
          "ice4j.harvest.mapping.stun.addresses": [],
          "ice4j.harvest.mapping.static-mappings": [],
          "ice4j.harvest.allowed-interfaces": ["eth0"],
          "videobridge.apis.rest.enabled": false,
          "videobridge.http-servers.private.host": "127.0.0.1",
          "videobridge.websockets.enabled": false,
          "videobridge.ice.advertise-private-candidates": false,
          "videobridge.health.require-valid-address": true,
        },
      );
    });

    it("names the public address of a machine behind an address translation", async () => {
      const mappings = "ice4j.harvest.mapping.static-mappings";
      // The bridge would call itself unhealthy for want of a public address of its own.
      const health = "videobridge.health.require-valid-address";
      assert.deepEqual(await valuesOf(TRANSLATED, VIDEOBRIDGE_CONFIGURATION, [mappings, health]), {
        [mappings]: [{ "local-address": "10.0.0.5", "public-address": "198.51.100.7", name: "public" }],
        [health]: false,
      });
    });

    it("leaves jicofo nothing that records, transcribes or dials, and no trusted stranger", async () => {
      const { jicofo } = (await valuesOf(CLINIC, JICOFO_CONFIGURATION, ["jicofo"])) as {
        jicofo: { xmpp: Record<string, unknown>; conference: Record<string, unknown>; rest: Record<string, unknown> };
      };
      assert.deepEqual(jicofo.xmpp["trusted-domains"], []);
      assert.equal(jicofo.conference["enable-auto-owner"], false);
      assert.deepEqual(jicofo.rest["conference-request"], { enabled: false });
      for (const key of ["jibri", "jibri-sip", "jigasi", "transcription", "translation"])
        assert.ok(!(key in jicofo), key);
    });

    it("is refused by the validator when it is broken", async () => {
      const land = await debianWith(13, [{ path: JICOFO_CONFIGURATION, text: "jicofo { rest { enabled = \n" }]);
      try {
        await failureOf(land.run(hoconValidator(JICOFO_CONFIGURATION).argv));
      } finally {
        await land.stop();
      }
    });
  },
);
