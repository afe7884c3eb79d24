import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parseDocument } from "yaml";
import { loadStackFile } from "../../clinic/load.ts";
import { judge } from "../../policies/judge.ts";
import { RULES } from "../../policies/rules/index.ts";
import { render } from "../../render/render.ts";

const REFERENCE = readFileSync(new URL("../../Pulumi.prod.yaml", import.meta.url), "utf8");
const TODAY = "2026-11-23";

const EXISTING = {
  provider: "existing",
  address: "198.51.100.7",
  sshUser: "ops",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d",
  publicAddresses: ["198.51.100.7"],
  cpus: 4,
  memoryGb: 8,
};

interface BadStackFile {
  readonly rule: string;
  readonly change: Readonly<Record<string, unknown>>;
  readonly where: string;
  readonly what: string;
}

/** What the schema lets through and a rule must not. */
const BAD: readonly BadStackFile[] = [
  {
    rule: "neutral-names",
    change: { "stillroom:names": { domain: "mindful-therapy.example" } },
    where: "stillroom:names.domain",
    what: 'The name "mindful-therapy.example" tells what the practice does: "mindful" at character 1 (English); and "therapy" at character 9 (English).',
  },
  {
    rule: "neutral-names",
    change: { "stillroom:branding": { title: "Praxis für Psychotherapie" } },
    where: "stillroom:branding.title",
    what: 'The name "Praxis für Psychotherapie" tells what the practice does: "praxis" at character 1 (German); "praxisnah" would pass, where the letters are another word\'s; and "psychotherapie" at character 12 (German).',
  },
  {
    rule: "region-under-law",
    change: { "stillroom:machine": { provider: "hetzner", size: "cpx31", region: "ash" } },
    where: "stillroom:machine.region",
    what: "hetzner ash, for a practice under the law of DE: The machine would stand outside the European Economic Area",
  },
  {
    rule: "region-under-law",
    change: { "stillroom:law": { jurisdiction: "US-NY", hipaaCovered: false } },
    where: "stillroom:machine.region",
    what: "hetzner nbg1, for a practice under the law of US-NY: The machine would stand abroad; write down why.",
  },
  {
    rule: "region-under-law",
    change: { "stillroom:law": { jurisdiction: "DE", payers: ["public"] } },
    where: "stillroom:machine.region",
    what: "hetzner nbg1, for a practice under the law of DE: For what statutory insurers pay, a host has to show a C5 attestation",
  },
  {
    rule: "no-secrets-in-files",
    change: { "stillroom:administrators": [administratorOf("ops", "password=correct-horse-battery")] },
    where: "/etc/ssh/authorized_keys.d/ops",
    what: "password is written out in this file instead of being born on the machine.",
  },
  {
    rule: "no-third-party",
    change: { "stillroom:branding": { title: "https://elsewhere.example" } },
    where: "/etc/jitsi/meet/config.js",
    what: "defaultRemoteDisplayName names elsewhere.example, which is not the practice's.",
  },
  {
    rule: "recording-impossible",
    change: { "stillroom:administrators": [administratorOf("jibri", "ops")] },
    where: "/etc/ssh/authorized_keys.d/jibri",
    what: "The file belongs to a program that records.",
  },
  {
    rule: "encryption-at-rest",
    change: { "stillroom:machine": { ...EXISTING, diskEncryption: "none" } },
    where: "stillroom:machine.diskEncryption",
    what: 'Data at rest is under "none"; on existing it must be luks2 or hypervisor.',
  },
  {
    rule: "waivers",
    change: { "stillroom:waivers": [waiverOf("neutral-names", "2027-03-31")] },
    where: "stillroom:waivers[0].rule",
    what: 'A waiver names the rule "neutral-names", which nobody can waive.',
  },
  {
    rule: "waivers",
    change: { "stillroom:waivers": [waiverOf("region-under-law", "2026-01-31")] },
    where: "stillroom:waivers[0].until",
    what: 'The waiver of "region-under-law" by A. Weaver ended on 2026-01-31.',
  },
];

/** Rules over what our templates and services make of a stack file: no stack file has a key that could break them. */
const OUT_OF_REACH = [
  "as-rendered",
  "certificate-issued",
  "clock-kept",
  "database-closed",
  "delivery-complete",
  "desk-closed",
  "directory-closed",
  "e2ee-required",
  "federation-closed",
  "firewall-default-deny",
  "devices-inside",
  "firewall-matches-ports",
  "kernel-hardened",
  "kill-switch",
  "listens-as-declared",
  "log-retention",
  "machine-narrowed",
  // The loader refuses a machine that is too small, with the sizes that would do.
  "machine-size",
  "meetings-by-invitation",
  "message-retention",
  "only-its-service-reads",
  "only-root-writes",
  "packages-signed",
  "registration-closed",
  "relay-closed",
  "services-sandboxed",
  "ssh-hardened",
  "tls",
  "understood",
  "web-closed",
];

function administratorOf(name: string, comment: string): object {
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d";
  return { name, sshKeys: [`${key} ${comment}`] };
}

function waiverOf(rule: string, until: string): object {
  return { rule, reason: "Our lawyer has looked at it.", by: "A. Weaver", until };
}

describe("a stack file that loads and is refused by a rule", () => {
  for (const { rule, change, where, what } of BAD) {
    it(`${rule}: ${JSON.stringify(change)}`, () => {
      const document = parseDocument(REFERENCE);
      for (const [key, value] of Object.entries(change)) document.setIn(["config", key], document.createNode(value));
      const loaded = loadStackFile(document.toString(), "Pulumi.prod.yaml", "prod");
      assert.ok(loaded.kind === "clinic", JSON.stringify(loaded));
      const [finding] = judge(render(loaded.clinic), TODAY).findings;
      assert.deepEqual([finding?.rule, finding?.where], [rule, where]);
      assert.ok(finding?.what.startsWith(what), finding?.what);
    });
  }

  it("exists for every rule that a stack file can break", () => {
    const all = [...new Set(BAD.map(({ rule }) => rule)), ...OUT_OF_REACH].sort();
    assert.deepEqual(all, RULES.map(({ id }) => id).sort());
  });
});
