import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { fail2banSeconds } from "../../../policies/readers/fail2ban.ts";
import { readJournald } from "../../../policies/readers/systemd/journald.ts";
import { bytesOfSize, secondsOfSpan } from "../../../policies/readers/systemd/quantities.ts";
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
    for (const text of [
      ...["[Journal]\nMaxRetention=1", "[Service]\nUser=x", "[Service]\nStorage=none", "Storage=none"],
      ...["[Journal]\nStorage=Persistent", "[Journal]\nMaxRetentionSec=week", "[Journal]\nSystemMaxUse=10%"],
      ...["[Journal]\nRateLimitBurst=010", "[Journal]\nMaxLevelStore=8", "[Journal]\nAudit=", "[Journal]\nTTYPath=x"],
    ]) {
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

const PLAIN_SPANS = ["0", "600", "1d", "7d", "1w", "30s", "5m", "1h 30m", "1d12h", "2 weeks", "1year"];
/** Nothing that a shell or a program of Python's would take for more than numbers and words. */
const spanTexts = fc
  .array(
    fc.tuple(
      fc.constantFrom("0", "1", "7", "12", "010", "1.5", ""),
      fc.constantFrom("", " ", "  "),
      fc.constantFrom(
        ..."s sec second seconds m min minutes M mo mon month months h hr hour hou hours d dd D day days w wee week".split(
          " ",
        ),
      ),
      fc.constantFrom("", " "),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.flat().join(""));

describe("spans of time", () => {
  it("are read where they are plain, by systemd's words and by fail2ban's", () => {
    assert.deepEqual(PLAIN_SPANS.map(secondsOfSpan), PLAIN_SPANS.map(fail2banSeconds));
    assert.ok(PLAIN_SPANS.every((text) => secondsOfSpan(text) !== undefined));
    assert.deepEqual(["5M", "5m"].map(secondsOfSpan), [5 * 2_629_800, 300]);
    assert.deepEqual(["5M", "5mo", "1ye"].map(fail2banSeconds), [300, 5 * 2_629_800, 31_557_600]);
  });

  it("can't be told where a program might take them for something else", () => {
    for (const text of ["", " ", "-1", "1dd", "infinity", "1,5d", "1e3", "9999999999", "1d;2d"]) {
      assert.equal(secondsOfSpan(text), undefined, text);
    }
    for (const text of ["", " ", "-1", "1d*6", "1 2", "010", "1d 5", "1.5d", "1fortnight", "exit()", "9999999999d"]) {
      assert.equal(fail2banSeconds(text), undefined, text);
    }
  });
});

describe("sizes", () => {
  it("are read with the base 1024, or not at all", () => {
    const sizes = ["0", "512", "1K", "2M", "1G", "1T"].map(bytesOfSize);
    assert.deepEqual(sizes, [0, 512, 1024, 2_097_152, 1_073_741_824, 1_099_511_627_776]);
    for (const text of ["", "K", "1k", "1.5G", "1G 1M", "-1", "10%"]) assert.equal(bytesOfSize(text), undefined, text);
  });
});

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

    const spans = [...PLAIN_SPANS, ...fc.sample(spanTexts, { numRuns: 80, seed: 3 })];

    it("read spans of time as systemd does", async () => {
      const each = spans.map(
        (text) => `systemd-analyze timespan '${text}' 2>/dev/null | sed -n 's/^ *μs: //p'; echo =`,
      );
      const said = (await land.run(["sh", "-c", each.join("\n")])).split("=\n");
      for (const [index, text] of spans.entries()) {
        const seconds = secondsOfSpan(text);
        if (seconds !== undefined) assert.equal(Math.round(seconds * 1e6), Number(said[index] || NaN), text);
      }
    });

    it("read spans of time as fail2ban does", async () => {
      const program = [
        "import sys, json",
        "from fail2ban.server.mytime import MyTime",
        "def read(text):",
        "  try: return float(MyTime.str2seconds(text))",
        "  except Exception: return None",
        "print(json.dumps([read(text) for text in json.loads(sys.argv[1])]))",
      ].join("\n");
      const said = JSON.parse(await land.run(["python3", "-c", program, JSON.stringify(spans)])) as readonly unknown[]; // as the program prints it
      for (const [index, text] of spans.entries()) {
        const seconds = fail2banSeconds(text);
        if (seconds !== undefined) assert.equal(seconds, said[index], text);
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
