import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { readJournald } from "../../../policies/readers/systemd/journald.ts";
import { readSysctl } from "../../../policies/readers/sysctl.ts";
import type { Source } from "../../../policies/reading.ts";
import { REVIEWED_VOLUME, volumeProgram } from "../../../policies/rules/encryption-at-rest.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";
import { BASE_PROGRAMS, CANNOT_RUN_DEBIAN, debianWith, type Debianland } from "../../services/debian-programs.ts";

function file(path: string, text: string): Source {
  return { path, text };
}

describe("kernel settings", () => {
  it("are the last that are said, whatever parts their names", () => {
    const { value, doubts } = readSysctl([
      file("/etc/sysctl.d/b.conf", "net/ipv4/ip_forward=1\r\n"),
      file(
        "/etc/sysctl.d/a.conf",
        "net.ipv4.ip_forward = 0\n-kernel.sysrq=0\nnet/ipv4/conf/eth0.1/rp_filter=1\n; x\n# y",
      ),
    ]);
    assert.deepEqual(doubts, []);
    assert.equal(value.get("net.ipv4.ip_forward")?.value, "1");
    assert.equal(value.get("kernel.sysrq")?.line, 2);
    assert.equal(value.get("net.ipv4.conf.eth0/1.rp_filter")?.value, "1");
  });

  it("come from every folder in the order of names, each name from the strongest folder alone", () => {
    const { value } = readSysctl([
      file("/usr/lib/sysctl.d/z.conf", "a.b=1"),
      file("/run/sysctl.d/z.conf", "a.b=2"),
      file("/etc/sysctl.d/a.conf", "a.b=3"),
      file("/etc/sysctl.d/zz.off", "a.b=4"),
      file("/etc/sysctl.conf", "a.c=5"),
    ]);
    assert.deepEqual([value.get("a.b")?.value, value.get("a.c")?.value], ["2", "5"]);
  });

  it("can't be told where a pattern sets them, or a line takes a key out of patterns", () => {
    for (const text of ["net.ipv4.conf.*.rp_filter = 0", "-net.ipv4.conf.all.rp_filter", "a.b", "a.b=", "--a.b=1"]) {
      assert.equal(readSysctl([file("/etc/sysctl.d/a.conf", text)]).doubts.length, 1, text);
    }
  });
});

describe("journald's settings", () => {
  it("come after Debian's own only where their file sorts behind it", () => {
    const said = (name: string) =>
      readJournald([file(`/etc/systemd/journald.conf.d/${name}`, "[Journal]\nForwardToSyslog=no\n")]).value.at(-1)
        ?.value;
    assert.deepEqual([said("90-x.conf"), said("zz-x.conf"), said("syslog.conf")], ["yes", "no", "no"]);
  });

  it("can't be told where a key or a section is unknown", () => {
    for (const text of ["[Journal]\nMaxRetention=1", "[Service]\nUser=x", "Storage=none"]) {
      assert.equal(readJournald([file("/etc/systemd/journald.conf", text)]).doubts.length, 1, text);
    }
  });
});

describe("both", () => {
  it("are read, or doubted, whatever the text is", () => {
    const part = fc.constantFrom("[Journal]", "a.b", "=", "\n", "\\\n", "-", "/", ".", "#", " ", "Storage", "*");
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 4 })), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        for (const [key] of readSysctl([file("/etc/sysctl.d/a.conf", text)]).value) assert.doesNotMatch(key, /[*\s]/);
        readJournald([file("/etc/systemd/journald.conf.d/a.conf", text)]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the program that opens the data volume", () => {
  for (const { kind, clinic } of GOOD_CLINICS) {
    const { provider } = clinic.machine;
    if (provider === "existing") continue;
    it(`is the one that was reviewed, for the clinic ${kind}`, () => {
      const text = render(clinic).files.find(({ path }) => path.endsWith("/data-volume"))?.text ?? "";
      assert.equal(volumeProgram(text).hash, REVIEWED_VOLUME[provider]);
    });
  }
});

const NAMES = ["00-a.conf", "90-b.conf", "syslog.conf", "zz.conf", "zz.off"];
const JOURNAL_FOLDERS = ["/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd"];
const journals = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom(...JOURNAL_FOLDERS), fc.constantFrom(...NAMES), fc.constantFrom("yes", "no"), fc.nat(9))
    .map(([folder, name, word, number]) =>
      file(
        `${folder}/journald.conf.d/${name}`,
        `[Journal]\nForwardToSyslog=${word}\nMaxFileSec=\\\n# x\n  ${number}\n`,
      ),
    ),
  { maxLength: 6, selector: ({ path }) => path },
);
const SYSCTL_FOLDERS = ["/etc", "/run", "/usr/local/lib", "/usr/lib"];
const sysctls = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom(...SYSCTL_FOLDERS),
      fc.constantFrom(...NAMES),
      fc.nat(9),
      fc.constantFrom("a.b", "a/b", "-a.b"),
    )
    .map(([folder, name, number, key]) => file(`${folder}/sysctl.d/${name}`, `${key} = ${number}\n`)),
  { maxLength: 6, selector: ({ path }) => path },
);

for (const debian of [13, 12] as const) {
  describe(`the readers against systemd of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
    const trees = [...fc.sample(journals, { numRuns: 30, seed: 1 }), ...fc.sample(sysctls, { numRuns: 30, seed: 2 })];
    let land: Debianland;
    before(async () => {
      const files = trees.flatMap((tree, index) =>
        tree.map(({ path, text }) => ({ path: `/srv/${index}${path}`, text })),
      );
      const rendered = render({ ...CLINIC, machine: { ...CLINIC.machine, debian } }).files;
      land = await debianWith(
        debian,
        [
          ...files,
          ...rendered
            .filter(({ path }) => /journald/.test(path))
            .map(({ path, text }) => ({ path: `/srv/own${path}`, text })),
        ],
        BASE_PROGRAMS,
      );
    });
    after(() => land.stop());

    /** What each program would read, one file after the other, with a tree laid over Debian's own files. */
    const ask = async (indices: readonly (number | string)[], command: string) => {
      const script = indices.map(
        (index) =>
          `cd /srv/${index} 2>/dev/null || mkdir -p /srv/${index} && cd /srv/${index}; for f in $(find . -type f | cut -c2-); do [ -e $f ] && cp $f $f.kept; mkdir -p $(dirname $f); cp .$f $f; done; echo "== ${index}"; ${command} 2>/dev/null; for f in $(find . -type f | cut -c2-); do rm $f; [ -e $f.kept ] && mv $f.kept $f; done`,
      );
      return (await land.run(["sh", "-c", `${script.join("\n")}\ntrue`])).split(/^== .*\n/m).slice(1);
    };

    it("put 30 generated journald.conf.d and ours together in the same way", async () => {
      const said = await ask([...Array(30).keys(), "own"], "systemd-analyze cat-config systemd/journald.conf");
      const lastIn = (text: string, key: string) => [...text.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].at(-1)?.[1];
      for (const [index, tree] of [...trees.slice(0, 30), render(CLINIC).files].entries()) {
        const { value, doubts } = readJournald(tree);
        assert.deepEqual(doubts, []);
        const ours = value.findLast(({ key }) => key === "ForwardToSyslog");
        // Debian 12 has its own answer built in, which no file shows.
        if (debian === 12 && ours?.path === "/usr/lib/systemd/journald.conf.d/syslog.conf") continue;
        assert.equal(
          ours?.value,
          lastIn(said[index] ?? "", "ForwardToSyslog"),
          JSON.stringify(tree.map(({ path }) => path)),
        );
      }
    });

    it("put 30 generated sysctl.d together in the same way", async () => {
      const said = await ask(
        Array.from({ length: 30 }, (_, index) => index + 30),
        "/usr/lib/systemd/systemd-sysctl --cat-config",
      );
      for (const [index, tree] of trees.slice(30).entries()) {
        const last = [...(said[index] ?? "").matchAll(/^-?a[./]b = (.*)$/gm)].at(-1)?.[1];
        assert.equal(readSysctl(tree).value.get("a.b")?.value, last, JSON.stringify(tree));
      }
    });
  });
}
