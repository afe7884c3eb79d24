import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { configurationOf } from "../../policies/configuration.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const TODAY = "2026-01-15";

/** Clinics of every kind that a stack file can ask for, each keeping every promise. */
const GOOD: Readonly<Record<string, Clinic>> = {
  "on Hetzner": CLINIC,
  "behind a VPN": {
    ...CLINIC,
    egress: {
      kind: "vpn-only",
      wireguard: {
        endpoint: { address: "198.51.100.9", port: 51820 },
        publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
        addresses: ["10.9.0.2/32", "fd00:9::2/128"],
        resolvers: ["10.9.0.1"],
      },
    },
  },
  "on AWS": {
    ...CLINIC,
    law: { jurisdiction: "AU-NSW", hipaaCovered: false },
    machine: { ...CLINIC.machine, provider: "aws", size: "m7a.large", region: "ap-southeast-2", dataVolumeGb: 40 },
  },
  "on a machine of its own": {
    ...CLINIC,
    machine: {
      provider: "existing",
      address: "198.51.100.20",
      sshPort: 2222,
      sshUser: "deliverer",
      hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d",
      publicAddresses: ["198.51.100.20"],
      cpus: 4,
      memoryGb: 8,
      diskEncryption: "luks2",
      debian: 12,
      protected: true,
      dns: { kind: "elsewhere" },
    },
  },
  "without messaging": { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
  "with certificates of its own": {
    ...CLINIC,
    certificates: {
      issuer: "practice",
      chain: undefined,
      root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
    },
  },
};

function breachesOf(rule: Rule, release: Release) {
  return rule.check(release, configurationOf(release, TODAY));
}

for (const rule of RULES) {
  describe(`the rule ${rule.id}`, () => {
    for (const [kind, clinic] of Object.entries(GOOD)) {
      it(`has nothing to say about a good clinic ${kind}`, () => {
        assert.deepEqual(breachesOf(rule, render(clinic)), []);
      });
    }
    it("has at least three examples that break it", () => {
      assert.ok(rule.breaks.length >= 3, `${rule.breaks.length}`);
    });
    for (const { how, apply } of rule.breaks) {
      it(`speaks when ${how}`, () => {
        const [breach] = breachesOf(rule, apply(render(CLINIC)));
        assert.ok(breach !== undefined, "nothing was found");
        assert.match(breach.what, /^.{20,}[.)]$/s);
      });
    }
  });
}
