import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { withFile } from "../../../policies/breaking.ts";
import {
  lastOf,
  listOf,
  readSystemd,
  systemdBoolean,
  systemdWords,
} from "../../../policies/readers/systemd/systemd.ts";
import { javaStart, startDoubts, unitOf, unitOfFile } from "../../../policies/readers/systemd/units.ts";
import type { Release } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { BASE_PROGRAMS, CANNOT_RUN_DEBIAN, debianWith, type Debianland } from "../../services/debian-programs.ts";

const GOOD = render(CLINIC);

function beside(files: readonly (readonly [string, string])[]): Release {
  return files.reduce((release, [path, text]) => withFile(release, { path, format: "systemd", text }), GOOD);
}

describe("systemd's files", () => {
  it("join lines, know comments between them, and let the last value count", () => {
    const { value, doubts } = readSystemd([
      { path: "/a", text: "[A]\nk=1 \\\n# no\n  2\n; no\n #no\n[B]\r\nk=3\\\\\n[A]\nk = 4\n[C]\nl=5\\" },
    ]);
    assert.deepEqual(doubts, []);
    assert.deepEqual(
      value.map(({ section, key, value: text, line }) => [section, key, text, line]),
      [
        ["A", "k", "1  2", 2],
        ["B", "k", "3\\\\", 8],
        ["A", "k", "4", 10],
        ["C", "l", "5", 12],
      ],
    );
    assert.equal(lastOf(value, "A", "k")?.value, "4");
  });

  it("can't be told where a line is no assignment or stands in no section", () => {
    for (const text of ["k=1", "[A\nk=1", "[A]\nk", "[A]\nk l=1", "[A]\n=1"]) {
      assert.notDeepEqual(readSystemd([{ path: "/a", text }]).doubts, [], text);
    }
  });

  it("hold lists that an empty value resets, booleans in many words, and quoted words", () => {
    const { value } = readSystemd([{ path: "/a", text: "[A]\nk=1\nk=\nk=2\nk=3" }]);
    assert.deepEqual(
      listOf(value, "A", "k").map((one) => one.value),
      ["2", "3"],
    );
    assert.deepEqual(["Yes", "t", "0", "off", "maybe"].map(systemdBoolean), [true, true, false, false, undefined]);
    assert.deepEqual(systemdWords(`a "b c" 'd e'`), ["a", "b c", "d e"]);
    assert.deepEqual(
      [systemdWords('a"b'), systemdWords("%i"), systemdWords("a\\x20b")],
      [undefined, undefined, undefined],
    );
  });

  it("are read, or doubted, whatever the text is", () => {
    const part = fc.constantFrom("[Service]", "[", "]", "Key=", "=", "\\\n", "\n", "#", ";", '"', " ", "ExecStart=/x");
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        const release = beside([["/etc/systemd/system/x.service", parts.join("")]]);
        for (const { value } of unitOf(release, "x.service")) systemdWords(value);
        startDoubts(release);
      }),
      { numRuns: 500 },
    );
  });
});

describe("how programs start", () => {
  it("is understood for a good release", () => {
    assert.deepEqual(startDoubts(GOOD), []);
    assert.equal(javaStart(GOOD, "jicofo.service").configuration, "/etc/stillroom/jicofo/jicofo.conf");
  });

  it("can't be told where a drop-in changes it", () => {
    const text = "[Service]\nExecStart=\nExecStart=/usr/bin/prosody -F --config /srv/x.lua\n";
    const release = beside([["/etc/systemd/system/prosody.service.d/x.conf", text]]);
    assert.equal(startDoubts(release).length, 2);
  });

  it("can't be told where a key of a unit is unknown", () => {
    const release = beside([["/etc/systemd/system/coturn.service.d/x.conf", "[Service]\nNoNewPriviledges=yes\n"]]);
    assert.match(startDoubts(release)[0]?.what ?? "", /NoNewPriviledges in \[Service\] does is not known/);
  });

  it("hears each word of an environment, and that an empty one resets it", () => {
    const environment = (text: string) =>
      javaStart(beside([["/etc/systemd/system/jicofo.service.d/x.conf", `[Service]\n${text}\n`]]), "jicofo.service");
    const hidden = environment('Environment=JICOFO_MAX_MEMORY=1g "JAVA_SYS_PROPS=-Dconfig.file=/srv/x.conf"');
    assert.equal(hidden.configuration, "/srv/x.conf");
    assert.equal(environment("Environment=").configuration, undefined);
    assert.notDeepEqual(environment("Environment=LD_PRELOAD=/srv/x.so").doubts, []);
    assert.notDeepEqual(environment("Environment=JAVA_SYS_PROPS=%E/x").doubts, []);
  });

  it("belongs to a unit by its folder, its alias or its own name", () => {
    const named = {
      "/etc/systemd/system/a.service": "a.service",
      "/run/systemd/system/a-.service.d/x.conf": "a-.service",
      "/usr/lib/systemd/system/sshd.service.d/x.conf": "ssh.service",
      "/etc/systemd/system/multi-user.target.wants/a.service": "multi-user.target",
      "/etc/systemd/journald.conf": undefined,
    };
    for (const [path, unit] of Object.entries(named)) assert.equal(unitOfFile(path), unit);
  });
});

const KEYS = ["NoNewPrivileges", "PrivateTmp", "ProtectHome", "LockPersonality", "ProtectClock", "RestrictRealtime"];
const WORDS = ["yes", "no", "on", "0", "TRUE", "", "odd"];
const PLACES = [
  ...["a-b@c.service.d", "a-b@.service.d", "a-.service.d", "service.d"].flatMap((folder) =>
    ["10-x.conf", "20-y.conf", "z.conf", "z.off", ".z.conf"].map((name) => `${folder}/${name}`),
  ),
  "a-b@c.service",
];
const ROOTS = ["/etc/systemd/system", "/usr/lib/systemd/system", "/usr/local/lib/systemd/system"];
const line = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom(...WORDS), fc.constantFrom("=", " = ", "=\\\n  "))
  .map(([key, word, sign]) => `${key}${sign}${word}`);
const text = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: line },
      { weight: 1, arbitrary: fc.constantFrom("# x", "; y\\", "", "[Service]") },
    ),
    { maxLength: 4 },
  )
  .map((lines) => `[Service]\n${lines.join("\n")}\n`);
const tree = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...ROOTS), fc.constantFrom(...PLACES), text).map(([root, place, one]): [string, string] => [
    `${root}/${place}`,
    // A unit without a command is none.
    place === "a-b@c.service" ? `[Service]\nExecStart=/bin/true\n${one}` : one,
  ]),
  { maxLength: 7, selector: ([path]) => path },
);

for (const debian of [13, 12] as const) {
  describe(`the reader against systemd of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
    const trees = fc.sample(tree, { numRuns: 40, seed: 5 }).map((files) => {
      const base = "/usr/lib/systemd/system/a-b@.service";
      return [...files, [base, "[Service]\nExecStart=/bin/true\n"] as [string, string]];
    });
    let land: Debianland;
    before(async () => {
      const files = trees.flatMap((one, index) =>
        one.map(([path, words]) => ({ path: `/srv/${index}${path}`, text: words })),
      );
      land = await debianWith(debian, files, BASE_PROGRAMS);
    });
    after(() => land.stop());

    it("puts 40 generated units together in the same way", async () => {
      // systemd-analyze(1), security --offline: it loads a unit with all its drop-ins, and says which settings are in force.
      const ask = trees.map((one, index) => {
        const placed = one.map(([path]) => `mkdir -p ${path.replace(/[^/]*$/, "")}; cp /srv/${index}${path} ${path};`);
        const removed = one.map(([path]) => `rm -f ${path};`);
        return `${placed.join(" ")} echo "== ${index}"; systemd-analyze security --offline=yes --json=short a-b@c.service 2>/dev/null; ${removed.join(" ")}`;
      });
      const said = (await land.run(["sh", "-c", ask.join("\n")])).split(/^== .*\n/m).slice(1);
      let compared = 0;
      for (const [index, files] of trees.entries()) {
        const settings = JSON.parse(said[index] || "[]") as readonly { readonly name: string; readonly set: boolean }[];
        const release = beside(files.filter(([path]) => !path.endsWith("a-b@.service")));
        const ours = unitOf(release, "a-b@c.service");
        for (const key of KEYS) {
          const values = ours.filter((one) => one.key === key).map(({ value }) => value);
          // systemd passes over a word that is none, and keeps what was said before.
          const last = values.findLast((value) => value !== "odd");
          const theirs = settings.find(({ name }) => name === `${key}=`)?.set;
          if (last === "" || theirs === undefined) continue;
          compared++;
          assert.equal(last === undefined ? false : systemdBoolean(last), theirs, `${key} of ${JSON.stringify(files)}`);
        }
      }
      assert.ok(compared > 60, `only ${compared} were compared`);
    });
  });
}
