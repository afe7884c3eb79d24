import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readSettings, settingsIn } from "../../desk/settings.ts";
import { SETTINGS } from "./desk-database.ts";

const MAIL = {
  ...{ server: "mail.quiet-harbour.example", port: 465, encryption: "tls" as const },
  ...{ from: "rooms@quiet-harbour.example", user: "rooms" },
};

describe("The desk's settings", () => {
  const folder = mkdtempSync(join(tmpdir(), "stillroom-desk-settings-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const faultsOf = (value: unknown): readonly string[] => {
    const read = settingsIn(value);
    return read.kind === "unusable" ? read.faults : [];
  };

  it("are taken as they are when each is right", () => {
    assert.deepEqual(settingsIn(structuredClone(SETTINGS)), { kind: "settings", settings: SETTINGS });
  });

  it("may name a mail server", () => {
    const settings = { ...SETTINGS, mail: MAIL };
    assert.deepEqual(settingsIn(structuredClone(settings)), { kind: "settings", settings });
  });

  const WRONG: readonly (readonly [string, unknown])[] = [
    ["origin", "http://desk.quiet-harbour.example"],
    ["origin", "https://desk.quiet-harbour.example/"],
    ["video", "meet.quiet-harbour.example"],
    ["title", ""],
    ["colour", "green"],
    ["language", "it"],
    ["rooms", { ...SETTINGS.rooms, key: "short" }],
    ["rooms", undefined],
    ["sealKey", "@@secret:desk_key@@"],
    ["database", { socket: "localhost", name: "desk" }],
    ["listen", { host: "127.0.0.1", port: 70_000 }],
    ["maxOccupants", 1],
    ["retention", { ...SETTINGS.retention, consentDays: 0.5 }],
    ["mail", null],
    ["mail", { ...MAIL, server: "mail.quiet-harbour.example:465" }],
    ["mail", { ...MAIL, port: "465" }],
    ["mail", { ...MAIL, encryption: "none" }],
    ["mail", { ...MAIL, encryption: undefined }],
    ["mail", { ...MAIL, from: "Rooms <rooms@quiet-harbour.example>" }],
    ["mail", { ...MAIL, user: "" }],
  ];
  for (const [key, value] of WRONG) {
    it(`are refused with a wrong ${key} (${JSON.stringify(value)}), by its name and without its value`, () => {
      const faults = faultsOf({ ...SETTINGS, [key]: value });
      assert.ok(faults.length > 0);
      for (const fault of faults) assert.match(fault, new RegExp(`^"${key}[."]`));
      if (typeof value === "string" && value !== "") assert.ok(!faults.join().includes(value));
    });
  }

  it("are refused where they are nothing", () => {
    for (const value of [undefined, null, 7, "text", [], {}]) assert.equal(faultsOf(value).length, 19);
  });

  it("can be unreadable, and nothing of them is told then", () => {
    const file = join(folder, "desk.json");
    writeFileSync(file, '{"sealKey": "very secret');
    const read = readSettings(file);
    assert.ok(read.kind === "unusable");
    assert.match(read.faults.join(), /it is no JSON/);
    assert.ok(!read.faults.join().includes("secret"));
    assert.equal(readSettings(join(folder, "none.json")).kind, "unusable");
  });
});
