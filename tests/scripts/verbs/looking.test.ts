import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Clinic } from "../../../clinic/clinic.ts";
import type { Difference } from "../../../host/difference.ts";
import type { HistoryEntry } from "../../../host/history.ts";
import { placesIn } from "../../../host/places.ts";
import { certificateStatus, disksIn, pendingIn, unitIn, type MachineStatus } from "../../../host/status.ts";
import { render } from "../../../render/render.ts";
import { acceptedRelease } from "../../../scripts/practice/accepted-release.ts";
import { historyText } from "../../../scripts/verbs/history.ts";
import { endingOf } from "../../../scripts/verbs/rollback.ts";
import { agoText, needsOf, statusText, tunnelNeeds } from "../../../scripts/verbs/status.ts";
import { run } from "../../../scripts/stillroom.ts";
import { findingsOnStored } from "../../../scripts/practice/stored-findings.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

const NOW = new Date("2026-11-23T10:00:00.000Z");
const DIGEST = "a".repeat(64);

const KEPT: HistoryEntry = {
  at: "2026-11-20T09:30:00.000Z",
  cause: "delivery",
  by: "ops",
  stack: "prod",
  digest: DIGEST,
  result: "kept",
  running: DIGEST,
  seconds: 44,
  changed: ["/etc/one.conf"],
  changes: 1,
  failure: undefined,
};

const WELL: MachineStatus = {
  kind: "status",
  at: NOW.toISOString(),
  host: "h1.quiet-harbour.example",
  digest: DIGEST,
  delivered: KEPT,
  interrupted: false,
  isolation: undefined,
  busy: false,
  units: [
    {
      name: "nginx.service",
      active: "active",
      sub: "running",
      since: "2026-11-20T09:30:00.000Z",
      held: false,
      needsVolume: false,
    },
  ],
  certificates: [
    {
      file: "/etc/stillroom/chain.pem",
      names: ["meet.quiet-harbour.example"],
      issuer: "R3",
      until: "2027-01-22T10:00:00.000Z",
    },
  ],
  disks: [{ mount: "/", bytes: 40 * 1024 ** 3, free: 30 * 1024 ** 3, usedPercent: 25, filesPercent: 2 }],
  updates: {
    pending: [],
    trouble: undefined,
    listsFetched: "2026-11-23T06:00:00.000Z",
    lastRun: "2026-11-23T07:00:00.000Z",
    restartNeeded: undefined,
  },
  proved: {
    at: "2026-11-20T09:30:00.000Z",
    digest: DIGEST,
    results: [{ name: "it", passed: true, seen: "" }],
    notes: [],
  },
  clock: "synchronised",
  tunnel: undefined,
};

const needs = (more: Partial<MachineStatus>): string => needsOf({ ...WELL, ...more }, NOW).join("\n");

describe("what needs a hand on a machine", () => {
  const [unit] = WELL.units;
  const [certificate] = WELL.certificates;
  const [disk] = WELL.disks;
  assert.ok(unit && certificate && "until" in certificate && disk);

  it("is nothing where all is well", () => {
    assert.equal(needs({}), "");
  });

  it("is a machine without a release, isolated, or stopped half-way", () => {
    assert.match(needs({ digest: undefined }), /^The machine runs no release: deliver one with pulumi up\.$/);
    assert.match(needs({ interrupted: true }), /stopped half-way: deliver again/);
    const isolation = { since: "2026-11-23T08:00:00.000Z", by: "ops", evidence: "/var/lib/stillroom/evidence/x" };
    assert.match(
      needs({ isolation }),
      /isolated since 2026-11-23 08:00 UTC: .*evidence\/x; "stillroom release STACKFILE" ends it/,
    );
  });

  it("is a unit that does not run, but for one that a condition holds; one that waits for its data has its own word", () => {
    assert.match(
      needs({ units: [{ ...unit, active: "failed" }] }),
      /^nginx\.service is failed: "journalctl --unit nginx\.service"/,
    );
    assert.equal(needs({ units: [{ ...unit, active: "inactive", held: true }] }), "");
    assert.match(
      needs({ units: [{ ...unit, active: "inactive", held: true, needsVolume: true }] }),
      /waits for the data volume: "stillroom unlock STACKFILE" opens it\.$/,
    );
    assert.equal(needs({ units: [{ ...unit, active: "activating" }] }), "");
  });

  it("is a certificate with less than 14 days, over, a placeholder, or unreadable", () => {
    const until = (days: number): string => new Date(NOW.getTime() + days * 86_400_000).toISOString();
    assert.equal(needs({ certificates: [{ ...certificate, until: until(14) }] }), "");
    assert.match(
      needs({ certificates: [{ ...certificate, until: until(13.9) }] }),
      /ends in 13 days and was not renewed/,
    );
    assert.match(needs({ certificates: [{ ...certificate, until: until(-1) }] }), /is over since 2026-11-22/);
    assert.match(needs({ certificates: [{ ...certificate, issuer: undefined }] }), /still the placeholder/);
    assert.match(
      needs({ certificates: [{ file: "/etc/x.pem", trouble: "It is empty." }] }),
      /\/etc\/x\.pem can't be read: It is empty\./,
    );
  });

  it("is a disk from 90 % on, of its room or of its files", () => {
    assert.equal(needs({ disks: [{ ...disk, usedPercent: 89, filesPercent: 89 }] }), "");
    assert.match(needs({ disks: [{ ...disk, usedPercent: 90 }] }), /^The disk under \/ is 90 % full/);
    assert.match(needs({ disks: [{ ...disk, filesPercent: 90 }] }), /used 90 % of the files it can hold/);
  });

  it("is updates that have not run for three days, or a restart that is due", () => {
    const updates = (more: Partial<MachineStatus["updates"]>): Partial<MachineStatus> => ({
      updates: { ...WELL.updates, ...more },
    });
    const pending = [{ name: "openssl", version: "3.5.1-1", security: true }];
    assert.equal(needs(updates({ pending })), "");
    assert.equal(needs(updates({ lastRun: "2026-11-20T10:00:01.000Z" })), "");
    assert.match(
      needs(updates({ pending, lastRun: "2026-11-20T10:00:00.000Z" })),
      /not run for 3 days\. Waiting: 1 security update\./,
    );
    // A machine that is younger had no chance yet.
    const young = { ...KEPT, at: "2026-11-21T09:30:00.000Z" };
    assert.equal(needs({ ...updates({ lastRun: undefined }), delivered: young }), "");
    assert.match(
      needs({ ...updates({ lastRun: undefined }), delivered: { ...KEPT, at: "2026-11-19T09:30:00.000Z" } }),
      /not run for 4 days/,
    );
    assert.match(needs(updates({ restartNeeded: "2026-11-22T10:00:00.000Z" })), /waits for a restart since 2026-11-22/);
    assert.match(needs(updates({ trouble: "E: broken" })), /can't be told: E: broken/);
  });

  it("is a proof that was not seen, and a clock that nobody sets", () => {
    const results = [{ name: "the certificate", passed: false, seen: "DNS has no record." }];
    assert.ok(WELL.proved);
    assert.equal(
      needs({ proved: { ...WELL.proved, results } }),
      "Not seen at the last delivery: the certificate. DNS has no record.",
    );
    assert.match(needs({ clock: "not synchronised" }), /^The clock is not synchronised/);
    assert.equal(needs({ clock: "hosts" }), "");
  });
});

describe("the tunnel of a machine", () => {
  const [its, other] = ["A", "B"].map((letter) => `${letter.repeat(43)}=`) as [string, string]; // of two
  const tunnel = { interface: "wg1", publicKey: its };
  const devices = (publicKey: string): Clinic["devices"] => ({
    inside: "nothing",
    machine: { address: "198.51.100.7", publicKey },
    list: [],
  });

  it("is known by a key, or says why that can't be had", () => {
    assert.match(statusText({ ...WELL, tunnel }, []), new RegExp(`^tunnel {7}wg1, public key ${its}$`, "m"));
    const down = { interface: "wg1", trouble: "Unable to access interface: No such device" };
    assert.match(
      statusText({ ...WELL, tunnel: down }, []),
      /^tunnel {7}wg1, Unable to access interface: No such device$/m,
    );
  });

  it("needs a hand where the stack file names another key", () => {
    assert.match(
      tunnelNeeds({ ...WELL, tunnel }, devices(other)).join(),
      /^The tunnel's key is A+=, and the stack file has another/,
    );
    for (const known of [devices(its), undefined, { inside: "nothing", machine: undefined, list: [] } as const])
      assert.deepEqual(tunnelNeeds({ ...WELL, tunnel }, known), []);
    assert.deepEqual(tunnelNeeds(WELL, devices(other)), []);
  });
});

describe("a machine's status for people", () => {
  it("is aligned, with what needs a hand at its end", () => {
    assert.equal(
      statusText(WELL, []),
      `machine      h1.quiet-harbour.example
release      aaaaaaaaaaaa
             since 2026-11-20 09:30 UTC, delivered, by ops, stack prod
units        nginx.service  active (running)      for 3 days
certificate  meet.quiet-harbour.example; from R3; until 2027-01-22, 60 days left
disks        /              25 % of 40.0 GiB used, 30.0 GiB free
updates      none waits
             lists fetched 4 hours ago, updates ran 3 hours ago
proofs       1 of 1 seen at the last delivery, 2026-11-20 09:30 UTC
clock        synchronised
needs        nothing: all is well`,
    );
  });

  it("hides nothing that a terminal would obey", () => {
    assert.match(statusText({ ...WELL, host: "h1\u001b[2J" }, []), /^machine {6}h1\\u\{1b\}\[2J$/m);
  });

  it("counts time in the largest unit that fits twice", () => {
    const ago = (seconds: number): string => agoText(new Date(NOW.getTime() - seconds * 1000).toISOString(), NOW);
    assert.deepEqual([0, 1, 119, 120, 7199, 7200, 172_799, 172_800].map(ago), [
      "0 seconds",
      "1 second",
      "119 seconds",
      "2 minutes",
      "119 minutes",
      "2 hours",
      "47 hours",
      "2 days",
    ]);
  });
});

describe("what programs on the machine print", () => {
  it("becomes a unit's state", () => {
    const block =
      "ActiveState=inactive\nSubState=dead\nStateChangeTimestamp=@1795428299\nConditionResult=no\nConditionTimestamp=@1795428346\n";
    assert.deepEqual(unitIn("chrony.service", block), {
      name: "chrony.service",
      active: "inactive",
      sub: "dead",
      since: "2026-11-23T10:04:59.000Z",
      held: true,
    });
    assert.equal(unitIn("x.service", "").active, "unknown");
    assert.equal(unitIn("x.service", block.replace("=@1795428346", "=")).held, false);
  });

  it("becomes disks, each once", () => {
    const table =
      "Mounted on     1B-blocks      Avail Use% IUse%\n/          6442450944 5504860160  15%    1%\n/          6442450944 5504860160  15%    1%\n/srv/data  100 50  50%    -\n";
    assert.deepEqual(disksIn(table), [
      { mount: "/", bytes: 6_442_450_944, free: 5_504_860_160, usedPercent: 15, filesPercent: 1 },
      { mount: "/srv/data", bytes: 100, free: 50, usedPercent: 50, filesPercent: undefined },
    ]);
  });

  it("becomes the updates that wait, those for security apart", () => {
    const text =
      "Inst tzdata [2025a-2] (2025b-4 Debian-Security:13/stable-security [all])\nInst hello (2.12-1 Debian:13.1/stable [amd64])\nConf hello (2.12-1 Debian:13.1/stable [amd64])\n";
    assert.deepEqual(pendingIn(text), [
      { name: "tzdata", version: "2025b-4", security: true },
      { name: "hello", version: "2.12-1", security: false },
    ]);
  });

  it("becomes a certificate's names, issuer and last day", (test) => {
    const folder = mkdtempSync(join(tmpdir(), "stillroom-certificate-"));
    mkdirSync(join(folder, "etc"));
    const file = join(folder, "etc/chain.pem");
    const made = spawnSync("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9"],
      ...[
        "-subj",
        "/CN=meet.quiet-harbour.example",
        "-addext",
        "subjectAltName=DNS:meet.quiet-harbour.example,DNS:chat.quiet-harbour.example",
      ],
      ...["-keyout", join(folder, "key.pem"), "-out", file],
    ]);
    if (made.error !== undefined) test.skip("openssl is not installed");
    else {
      assert.deepEqual(certificateStatus(placesIn(folder), "/etc/chain.pem"), {
        file: "/etc/chain.pem",
        names: ["meet.quiet-harbour.example", "chat.quiet-harbour.example"],
        issuer: undefined,
        until: new Date(new X509Certificate(readFileSync(file)).validTo).toISOString(),
      });
      writeFileSync(file, "");
      assert.ok("trouble" in certificateStatus(placesIn(folder), "/etc/chain.pem"));
    }
    rmSync(folder, { recursive: true });
  });
});

describe("a machine's history for people", () => {
  it("is a line for each end, and what can be gone back to", () => {
    const failure = { step: "validate", what: "nginx says\nno.", mend: "Mend it." };
    const bad: HistoryEntry = { ...KEPT, result: "went-back", digest: "b".repeat(64), seconds: 9, failure, changes: 0 };
    const decided: HistoryEntry = {
      ...KEPT,
      cause: "interrupted",
      by: undefined,
      stack: undefined,
      seconds: undefined,
    };
    const [result, cause, interrupted] = ["went-back", "rotation", true] as const;
    const rotation: HistoryEntry = { ...decided, result, cause, interrupted, by: "ops" };
    assert.equal(
      historyText({ kind: "history", entries: [rotation, bad, decided, KEPT], stored: ["c".repeat(64)] }),
      `2026-11-20 09:30 UTC  aaaaaaaaaaaa  went back  a secret rotated; decided after an interruption, by ops
2026-11-20 09:30 UTC  bbbbbbbbbbbb  went back  delivered; 9 s, by ops, stack prod
    validate: nginx says no. (aaaaaaaaaaaa ran on)
    Mend it.
2026-11-20 09:30 UTC  aaaaaaaaaaaa  kept       decided after an interruption
2026-11-20 09:30 UTC  aaaaaaaaaaaa  kept       delivered; 1 file, 44 s, by ops, stack prod

To go back to:
  rollback 1   cccccccccccc`,
    );
    assert.equal(
      historyText({ kind: "history", entries: [], stored: [] }),
      "Nothing was ever delivered to this machine.",
    );
  });
});

describe("a rollback", () => {
  it("says what came of it, and what Pulumi makes of that", () => {
    const kept = endingOf(
      { kind: "kept", digest: DIGEST, changed: ["/etc/one"], proofs: [], notes: ["A note."] },
      "Pulumi.prod.yaml",
    );
    assert.equal(kept.exit, 0);
    assert.match(
      kept.text,
      /^Release aaaaaaaaaaaa runs again: 1 file changed.*\nA note\.\nPulumi does not know it yet: "pulumi up --refresh"/,
    );
    const failure = { step: "prove", what: "No page.", mend: "Mend it." };
    const back = endingOf({ kind: "went-back", digest: DIGEST, running: "b".repeat(64), failure }, "Pulumi.prod.yaml");
    assert.deepEqual(
      [back.exit, back.text],
      [1, "It did not work out, and the machine runs what it ran before (bbbbbbbbbbbb).\nNo page.\nMend it."],
    );
  });

  it("is judged by every rule but the one on what these templates render", () => {
    const release = render(CLINIC);
    assert.deepEqual(findingsOnStored({ ...release, digest: DIGEST }, "2026-11-23"), []);
    const files = release.files.map((file) =>
      file.path === "/etc/nginx/nginx.conf"
        ? { ...file, text: file.text.replace("server_tokens off", "server_tokens on") }
        : file,
    );
    assert.deepEqual(
      findingsOnStored({ ...release, files }, "2026-11-23").map((finding) => finding.rule),
      ["web-closed"],
    );
  });
});

describe("a release with differences that a person accepts", () => {
  const release = render(CLINIC);
  const file = release.files.find((it) => it.text.includes("@@fact:address4@@"));
  assert.ok(file);
  const common = { state: "", what: "It differs.", path: file.path };
  const standing = { mode: "0600", owner: "root", group: "root" };
  const found = { ...standing, type: "file", otherSecret: false } as const;
  const filled = file.text.replaceAll("@@fact:address4@@", "198.51.100.7");
  const released = { mode: file.mode, owner: file.owner, group: file.group, text: filled };

  function accepted(...differences: readonly Difference[]) {
    const made = acceptedRelease(release, differences);
    assert.ok(made.kind === "release");
    return made.release;
  }

  it("has the text as found, with the machine's own address as the placeholder that it was", () => {
    const text = `${filled}# more\n`;
    const difference: Difference = { ...common, kind: "file", id: "1", released, found: { ...found, text } };
    const changed = accepted(difference).files.find((it) => it.path === file.path);
    assert.deepEqual([changed?.text, changed?.mode], [`${file.text}# more\n`, "0600"]);
  });

  it("has no file, unit or package that is gone, and a foreign one that was found", () => {
    const gone: Difference = { ...common, kind: "file", id: "1", released, found: undefined };
    assert.ok(!accepted(gone).files.some((it) => it.path === file.path));
    const unit: Difference = { ...common, kind: "unit", id: "2", unit: "nginx.service", trouble: "disabled" };
    assert.ok(!accepted(unit).units.some((it) => it.name === "nginx.service"));
    const missing: Difference = { ...common, kind: "package", id: "3", package: "nginx", trouble: "missing" };
    assert.ok(!accepted(missing).packages.some((it) => it.name === "nginx"));
    const foreign: Difference = {
      ...common,
      kind: "foreign-file",
      id: "4",
      path: "/etc/cron.d/a",
      found: { ...found, text: "x" },
    };
    const named = accepted(foreign).files.map((it) => it.path);
    assert.ok(named.includes("/etc/cron.d/a"));
    assert.deepEqual(named, [...named].sort());
    assert.ok(findingsOnStored(accepted(foreign), "2026-11-23").length > 0);
  });

  it("is none where no rule could judge what differs", () => {
    const link = { ...found, type: "link", text: undefined } as const;
    const unjudged: readonly Difference[] = [
      { ...common, kind: "file", id: "1", released, found: { ...found, text: "x", otherSecret: true } },
      { ...common, kind: "file", id: "2", released, found: link },
      { ...common, kind: "unit", id: "3", unit: "nginx.service", trouble: "unknown" },
      { ...common, kind: "package", id: "4", package: "nginx", trouble: "changed file" },
    ];
    for (const difference of unjudged)
      assert.equal(acceptedRelease(release, [difference]).kind, "unjudged", difference.id);
  });
});

describe("the verbs that look, called wrongly", () => {
  for (const [args, exit] of [
    [["drift", "--accept", "Pulumi.prod.yaml"], 2],
    [["drift", "--accept", "--reason", " ", "Pulumi.prod.yaml"], 2],
    [["drift", "--reason", "why", "Pulumi.prod.yaml"], 2],
    [["drift", "--accept", "--put-back", "--reason", "why", "Pulumi.prod.yaml"], 2],
    [["rollback", "none", "Pulumi.prod.yaml"], 2],
    [["rollback"], 2],
    [["status"], 2],
    [["history", "--help"], 0],
  ] as const) {
    it(`${args.join(" ")} ends with ${exit}`, async (test) => {
      test.mock.method(console, "error", () => undefined);
      test.mock.method(process.stderr, "write", () => true);
      test.mock.method(process.stdout, "write", () => true);
      assert.equal(await run(args), exit);
    });
  }
});
