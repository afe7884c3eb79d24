import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, replaced, withFile } from "../../../policies/breaking.ts";
import { configurationOf, ENTRY } from "../../../policies/configuration.ts";
import { neutralNames } from "../../../policies/rules/neutral-names.ts";
import type { Release } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

function placesIn(release: Release): readonly string[] {
  const configuration = configurationOf(release, "2026-01-15");
  return neutralNames.check(release, configuration).map(({ where, line }) => `${where}:${line ?? ""}`);
}

function said(release: Release): readonly string[] {
  return neutralNames.check(release, configurationOf(release, "2026-01-15")).map(({ what }) => what);
}

function lineOf(release: Release, path: string, text: string): number {
  const lines = release.files.find((file) => file.path === path)?.text.split("\n") ?? [];
  return lines.findIndex((line) => line.includes(text)) + 1;
}

const good = render(CLINIC);

describe("where a telling name stands", () => {
  it("is a key of the stack file, and each place that shows it", () => {
    const video = "therapy.quiet-harbour.example";
    const clinic: Clinic = { ...CLINIC, names: { ...CLINIC.names, video } };
    // The practice's own name is told once, though it stands in nearly every file.
    assert.deepEqual(placesIn(render(clinic)), ["stillroom:names.video:"]);
  });

  it("is the domain alone where all names lie below it", () => {
    const names = Object.fromEntries(
      Object.entries({ ...CLINIC.names } satisfies Record<string, string>).map(([key, name]) => [
        key,
        name.replace("quiet-harbour", "quiet-clinic"),
      ]),
    );
    const clinic: Clinic = { ...CLINIC, names: { ...CLINIC.names, ...names } };
    assert.deepEqual(placesIn({ ...good, subject: { ...good.subject, clinic, names: clinic.names } }).slice(0, 1), [
      "stillroom:names.domain:",
    ]);
    assert.ok(!placesIn(render(clinic)).some((place) => place.startsWith("stillroom:names.video")));
  });

  for (const [what, path, text, change] of [
    [
      "a directive of nginx",
      ENTRY.nginx,
      "psy.quiet-harbour.example",
      (release: Release) =>
        replaced(release, ENTRY.nginx, /server_name "chat\.[^;]*;/, "server_name psy.quiet-harbour.example;"),
    ],
    [
      "a setting of Jicofo",
      "/etc/stillroom/jicofo/jicofo.conf",
      "patients",
      (release: Release) =>
        appended(
          release,
          "/etc/stillroom/jicofo/jicofo.conf",
          'jicofo.xmpp.client.conference-muc-jid = "patients.internal"',
        ),
    ],
    [
      "an option of a host of Prosody",
      ENTRY.prosody,
      "Group therapy",
      (release: Release) =>
        replaced(
          release,
          ENTRY.prosody,
          /^(Component "conference\.[^\n]*)$/m,
          'Component "conference.meet.internal" "muc"\n    name = "Group therapy"',
        ),
    ],
    [
      "a host of Prosody",
      ENTRY.prosody,
      "clinic.internal",
      (release: Release) => appended(release, ENTRY.prosody, 'VirtualHost "clinic.internal"'),
    ],
    [
      "a key of Synapse",
      ENTRY.synapse,
      "server_name",
      (release: Release) => replaced(release, ENTRY.synapse, '"matrix.quiet-harbour.example"', '"psychology.example"'),
    ],
    [
      "a key of Element",
      ENTRY.element,
      '"brand"',
      (release: Release) => replaced(release, ENTRY.element, '"brand": "Quiet Harbour"', '"brand": "Praxis"'),
    ],
    [
      "sshd's banner",
      "/etc/ssh/sshd_config.d/00-stillroom.conf",
      "Banner /etc/clinic",
      (release: Release) =>
        replaced(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", "Banner none", "Banner /etc/clinic"),
    ],
    [
      "a line of a file that no reader reads",
      "/etc/motd",
      "clinic",
      (release: Release) => withFile(release, { path: "/etc/motd", format: "text", text: "Hello\nfrom a clinic\n" }),
    ],
  ] as const) {
    it(`is the line of ${what}`, () => {
      const release = change(good);
      const line = lineOf(release, path, text);
      assert.ok(line > 0);
      assert.deepEqual(placesIn(release), [`${path}:${line}`]);
    });
  }

  it("is a path, or a list of the release", () => {
    const file = { path: "/srv/clinic", format: "text", text: "" } as const;
    assert.deepEqual(placesIn(withFile(good, file)), ["/srv/clinic:"]);
    const account = { ...good.accounts[0], name: "clinic" } as Release["accounts"][number]; // the first stands for any
    assert.deepEqual(placesIn({ ...good, accounts: [account] }), ["the release, accounts:"]);
  });

  it("is the file where the word is seen over two lines", () => {
    const text = "[Unit]\nDescription=cli\\\nnic\n";
    const release = withFile(good, { path: "/etc/systemd/system/a.service", format: "systemd", text });
    assert.deepEqual(placesIn(release), ["/etc/systemd/system/a.service:"]);
    assert.match(
      said(release)[0] ?? "",
      /^The name "cli nic" tells what the practice does: "cli nic", which reads "clinic"/,
    );
  });
});

describe("what is said of a telling name", () => {
  it("shows it with its place in the text as it stands, the practice's own names among it", () => {
    const release = replaced(good, "/etc/stillroom/certbot.ini", ",chat.", ",praxis.quiet-harbour.example,chat.");
    const [what = ""] = said(release);
    const line = "domains = meet.quiet-harbour.example,relay.quiet-harbour.example,praxis.";
    assert.ok(what.startsWith(`The name "${line.slice(0, 60)}`), what);
    assert.ok(what.includes(`"praxis" at character ${line.indexOf("praxis") + 1} (German)`), what);
  });

  it("is said once where a line and its value both tell", () => {
    assert.equal(said(replaced(good, ENTRY.element, '"brand": "Quiet Harbour"', '"brand": "Clinic"')).length, 1);
  });
});

describe("what is not asked", () => {
  it("is why something is waived, and by whom", () => {
    const clinic: Clinic = {
      ...CLINIC,
      waivers: [{ rule: "log-retention", reason: "The clinic asks for it.", by: "Dr. A. Weaver", until: "2026-02-01" }],
    };
    assert.deepEqual(placesIn({ ...good, subject: { ...good.subject, clinic } }), []);
  });

  it("is a name that only ends as the practice's own begins", () => {
    const release = withFile(good, {
      path: "/etc/issue",
      format: "text",
      text: "the-rapistmeet.quiet-harbour.example\nmy-therapymeet.quiet-harbour.example\n",
    });
    assert.deepEqual(placesIn(release), ["/etc/issue:1", "/etc/issue:2"]);
  });
});
