import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, describe, it } from "node:test";
import { kitTemplateNameOf } from "../../../kits/kit.ts";
import { LANGUAGES, type Language } from "../../../kits/words.ts";
import { COMMAND_WORDS } from "../../../kits/workstations/macos/command-words.ts";
import { macosKillSwitch } from "../../../kits/workstations/macos/kill-switch.ts";
import { compileTemplate } from "../../../render/template.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { until } from "../linux/until.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "macos-"));
after(() => {
  rmSync(FOLDER, { recursive: true, force: true });
});

const STAND_IN = new URL("stand-in.sh", import.meta.url).pathname;
const PROGRAMS = [
  "pfctl",
  "launchctl",
  "ifconfig",
  "ping",
  "ping6",
  "stat",
  "uname",
  "id",
  "chown",
  "cp",
  "sleep",
  "date",
];

/** macOS's /bin/sh is bash 3.2 under that name; dash takes nothing that POSIX has not. */
const SHELLS = ["dash"].filter(isInstalled);

const PRACTICE = practiceOf(EVERYTHING);

const PARTS = new Map(
  LANGUAGES.map((language) => {
    const branding = { ...EVERYTHING.branding, language };
    const content = macosKillSwitch.declare({ ...PRACTICE, clinic: { ...EVERYTHING, branding } });
    assert.ok(content.kind === "files");
    const texts = content.files.map(({ path, format, data }) => {
      const name = kitTemplateNameOf(`${macosKillSwitch.name}/${path}`);
      const source = readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
      return [path, compileTemplate(name, source, format)(data)] as const;
    });
    return [language, new Map(texts)] as const;
  }),
);

function partIn(language: Language): ReadonlyMap<string, string> {
  return PARTS.get(language) ?? new Map();
}

/** A Mac, as far as the command looks at one: a folder with the stand-in's memory, and the folders that it writes to. */
interface Mac {
  readonly place: string;
  readonly at: (...names: readonly string[]) => string;
  readonly run: (
    words: string,
    more?: Readonly<Record<string, string>>,
  ) => { readonly status: number; readonly said: string };
}

let count = 0;

function newMac(language: Language, shell: string): Mac {
  count += 1;
  const place = join(FOLDER, `mac-${count}`);
  const at = (...names: readonly string[]): string => join(place, ...names);
  for (const name of ["bin", "memory", "handed-over", "library", "daemons", "run"])
    mkdirSync(at(name), { recursive: true });
  for (const program of PROGRAMS) symlinkSync(STAND_IN, at("bin", program));
  writeFileSync(at("memory/main"), 'anchor "com.apple/*" all\n');
  for (const [name, text] of partIn(language)) writeFileSync(at("handed-over", name), elsewhere(text, place, shell));
  chmodSync(at("handed-over/vpn-only"), 0o755);
  const run: Mac["run"] = (words, more = {}) => {
    const [action = "", ...rest] = words.split(" ");
    const installed = at("library/vpn-only/vpn-only");
    const command = action === "install" || !existsSync(installed) ? at("handed-over/vpn-only") : installed;
    const { status, stdout, stderr } = spawnSync(
      shell,
      ["-c", `echo $$ > "$MAC/shell"; exec "$0" "$@"`, shell, command, action, ...rest],
      {
        encoding: "utf8",
        // A bash whose input is a socket takes itself for a login from elsewhere.
        stdio: ["ignore", "pipe", "pipe"],
        env: { PATH: `${at("bin")}:/usr/bin:/bin`, MAC: at("memory"), LC_ALL: "C.UTF-8", ...more },
        timeout: 120_000,
      },
    );
    return { status: status ?? -1, said: `${stdout}${stderr}` };
  };
  return { place, at, run };
}

/** The same text with the folders of this Mac in the place of macOS's, and run by that shell. */
function elsewhere(text: string, place: string, shell: string): string {
  return text
    .replace(/^#!\/bin\/sh/, `#!/usr/bin/env ${shell}`)
    .replaceAll("/Library/stillroom/vpn-only", join(place, "library/vpn-only"))
    .replace("=/Library/LaunchDaemons", `=${join(place, "daemons")}`)
    .replace("=/var/run", `=${join(place, "run")}`);
}

function reads(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function isShut(mac: Mac): boolean {
  return (
    reads(mac.at("memory/anchor")).includes('label "refused"') &&
    reads(mac.at("memory/references")) !== "" &&
    /^(?:(?:scrub|nat|rdr|dummynet)-.*\n)*anchor "com\.apple\/\*"/.test(reads(mac.at("memory/main")))
  );
}

async function untilShut(mac: Mac): Promise<void> {
  await until(
    () => isShut(mac),
    () => "the rules are in force",
  );
}

/** Nothing of ours, and everything of others, as before. */
function assertUntouched(mac: Mac): void {
  assert.deepEqual(
    ["library", "daemons", "run"].flatMap((name) => (existsSync(mac.at(name)) ? readdirSync(mac.at(name)) : [])),
    [],
  );
  assert.equal(reads(mac.at("memory/anchor")), "");
  assert.equal(reads(mac.at("memory/references")), "");
  assert.equal(existsSync(mac.at("memory/job")), false);
}

for (const shell of SHELLS) {
  describe(`vpn-only on a stand-in of macOS, run by ${shell}`, { timeout: 300_000 }, () => {
    let mac: Mac;
    beforeEach(() => {
      mac = newMac("en", shell);
    });
    afterEach(() => {
      mac.run("remove");
      assert.equal(reads(mac.at("memory/unknown")), "", "the stand-in knows each call");
    });

    const install = (): void => {
      const { status, said } = mac.run("install");
      assert.equal(status, 0, said);
    };

    it("goes from install to remove, and leaves nothing", () => {
      writeFileSync(mac.at("memory/references"), "7\n");
      writeFileSync(mac.at("memory/states"), "a connection from before");
      assert.match(
        mac.run("install").said,
        /^On: nothing leaves .*Refused since it was loaded: 3 packets\.\nThe VPN is down.*\nTo see for yourself/,
      );
      assert.equal(existsSync(mac.at("memory/states")), false);
      assert.equal(mac.run("status").status, 0);
      writeFileSync(mac.at("memory/vpn"), "");
      assert.match(mac.run("status").said, /\nA VPN is up \(utun4\)\.\n$/);
      const test = mac.run("test");
      assert.equal(test.status, 0, test.said);
      assert.match(test.said, /by en0, over IPv4 \(its count went from 0 to 1\)\.\n.*by en0, over IPv6 .*\nGood: /);
      assert.match(mac.run("pause 5").said, /^Paused until \d\d:\d\d: everything may leave this Mac\. /);
      assert.equal(reads(mac.at("memory/anchor")), "");
      assert.match(reads(mac.at("memory/notices")), /Paused until \d\d:\d\d: this Mac is not protected\./);
      const paused = mac.run("status");
      assert.equal(paused.status, 1);
      assert.match(paused.said, /^Paused until/);
      assert.match(mac.run("test").said, /^Paused: .* First: sudo \/\S+\/library\/vpn-only\/vpn-only resume/);
      assert.match(mac.run("resume").said, /^On again/);
      assert.ok(isShut(mac));
      assert.match(mac.run("install").said, /^On: /, "again over itself");
      assert.match(mac.run("remove").said, /^Removed: /);
      // What another program holds stays.
      assert.equal(reads(mac.at("memory/references")), "7\n");
      rmSync(mac.at("memory/references"));
      assertUntouched(mac);
      assert.match(mac.run("status").said, /^Off: /);
    });

    it("keeps its promise when other programs take the rules away, alter them, turn pf off or put other main rules in force", async () => {
      install();
      const rules = reads(mac.at("memory/anchor"));
      for (const [name, text] of [
        ["anchor", ""],
        ["anchor", `pass quick all no state\n${rules}`],
        ["anchor", rules.replace(/ from any to 198\.51\.100\.20 /, " from any to any ")],
        ["anchor", rules.replace(/\n.*label "refused"/, "")],
        ["references", ""],
        ["main", 'pass all\nanchor "com.apple/*" all\n'],
        ["main", ""],
      ] as const) {
        writeFileSync(mac.at("memory", name), text);
        await untilShut(mac);
        await until(
          () => reads(mac.at("memory/anchor")) === rules,
          () => `the rules are as they were, and not ${text}`,
        );
      }
      assert.equal(mac.run("status").status, 0);
    });

    it("does not take for its own what another program changed in the moment of loading", async () => {
      install();
      const rules = reads(mac.at("memory/anchor"));
      writeFileSync(mac.at("memory/changed-at-once"), "pass quick all no state\n");
      writeFileSync(mac.at("memory/anchor"), "");
      await until(
        () => !existsSync(mac.at("memory/changed-at-once")) && reads(mac.at("memory/anchor")) === rules,
        () => "the rules are as they were",
      );
    });

    it("ends a pause by the clock, and says so", async () => {
      install();
      assert.equal(mac.run("pause 2").status, 0);
      writeFileSync(mac.at("memory/clock"), String(Math.floor(Date.now() / 1000) + 121));
      await untilShut(mac);
      await until(
        () => reads(mac.at("memory/notices")).includes("On again"),
        () => "it is said",
      );
      assert.equal(existsSync(mac.at("run/vpn-only.pause")), false);
    });

    it("ends a pause when the clock is set back, or stands", async () => {
      install();
      assert.equal(mac.run("pause 60").status, 0);
      writeFileSync(mac.at("memory/clock"), String(Math.floor(Date.now() / 1000) - 3600));
      await untilShut(mac);
      assert.equal(mac.run("pause 1").status, 0);
      await untilShut(mac);
    });

    it("ends a pause when what would end it is killed, and when the Mac starts anew", async () => {
      install();
      assert.equal(mac.run("pause 60").status, 0);
      process.kill(Number(reads(mac.at("memory/job/program"))), "SIGKILL");
      await untilShut(mac);
      assert.equal(mac.run("pause 60").status, 0);
      process.kill(Number(reads(mac.at("memory/job/loop"))), "SIGKILL");
      process.kill(Number(reads(mac.at("memory/job/program"))), "SIGKILL");
      for (const name of ["job", "anchor", "references"]) rmSync(mac.at("memory", name), { recursive: true });
      // The kernel has forgotten all; launchd starts what lies in its folder.
      execFileSync(mac.at("bin/launchctl"), ["bootstrap", "system", mac.at("daemons/local.vpn-only.plist")], {
        env: { PATH: `${mac.at("bin")}:/usr/bin:/bin`, MAC: mac.at("memory") },
      });
      await untilShut(mac);
      assert.equal(mac.run("status").status, 0);
    });

    it("does not pause what would not come back, and says why", () => {
      assert.match(mac.run("pause 5").said, /^Off: there is nothing to pause/);
      install();
      for (const wrong of ["pause", "pause 0", "pause 61", "pause 100", "pause x", "pause -5"])
        assert.match(mac.run(wrong).said, /^Say for how many minutes, from 1 to 60/, wrong);
      writeFileSync(mac.at("memory/refuse"), "-F rules");
      assert.match(mac.run("pause 5").said, /^The pause could not be set/);
      rmSync(mac.at("memory/refuse"));
      assert.ok(isShut(mac));
      execFileSync(mac.at("bin/launchctl"), ["bootout", "system/local.vpn-only"], {
        env: { PATH: `${mac.at("bin")}:/usr/bin:/bin`, MAC: mac.at("memory") },
      });
      assert.match(mac.run("pause 5").said, /^Nothing would end the pause/);
      assert.ok(isShut(mac));
      assert.match(mac.run("status").said, /Nothing watches over the rules/);
    });

    it("says in test what is not refused", () => {
      install();
      writeFileSync(mac.at("memory/refuse"), "^ping6");
      const { status, said } = mac.run("test");
      rmSync(mac.at("memory/refuse"));
      assert.equal(status, 1);
      assert.match(said, /NOT seen to be refused: a packet past the VPN, by en0, over IPv6\./);
    });

    const REFUSALS = [
      "-n -a",
      "pfctl -q -a .* -f",
      "pfctl -E",
      "-F states",
      "launchctl bootstrap",
      "^cp .*main",
      "^cp .*daemons",
      "^chown",
    ];

    it("takes back a first installation that fails, whatever says no", () => {
      for (const refusal of REFUSALS) {
        writeFileSync(mac.at("memory/refuse"), refusal);
        const { status, said } = mac.run("install");
        rmSync(mac.at("memory/refuse"));
        assert.notEqual(status, 0, refusal);
        assert.match(said, refusal === "-n -a" ? /^macOS does not take the rules/ : /It was not installed/, refusal);
        assertUntouched(mac);
      }
    });

    it("keeps what was installed when a new installation fails, whatever says no", () => {
      install();
      const rules = reads(mac.at("memory/anchor"));
      const handed = mac.at("handed-over/rules.pf");
      writeFileSync(handed, `${reads(handed)}# another\n`);
      // A reference that is held already is not asked for again.
      for (const refusal of REFUSALS.filter((one) => one !== "pfctl -E")) {
        writeFileSync(mac.at("memory/refuse"), refusal);
        assert.notEqual(mac.run("install").status, 0, refusal);
        rmSync(mac.at("memory/refuse"));
        assert.equal(reads(mac.at("memory/anchor")), rules, refusal);
        assert.ok(isShut(mac), refusal);
        assert.doesNotMatch(reads(mac.at("library/vpn-only/rules.pf")), /another/, refusal);
      }
      install();
      assert.match(reads(mac.at("library/vpn-only/rules.pf")), /another/);
    });

    it("stays shut when a new installation is killed at one of its calls or another, and the next one goes through", () => {
      install();
      rmSync(mac.at("memory/calls"), { force: true });
      mac.run("install", { COUNTED: "1" });
      const calls = reads(mac.at("memory/calls")).trim().split("\n").length;
      assert.ok(calls > 15, `${calls}`);
      for (let at = 1; at <= calls; at += 7) {
        rmSync(mac.at("memory/calls"), { force: true });
        writeFileSync(mac.at("memory/kill-at"), String(at));
        mac.run("install", { COUNTED: "1" });
        rmSync(mac.at("memory/kill-at"));
        assert.ok(isShut(mac), `killed at call ${at}`);
        assert.equal(mac.run("install").status, 0, `after a kill at call ${at}`);
        assert.ok(isShut(mac));
      }
    });

    it("refuses another system, and a folder that is not whole", () => {
      writeFileSync(mac.at("memory/refuse"), "^uname");
      assert.match(mac.run("install").said, /^This is for macOS/);
      rmSync(mac.at("memory/refuse"));
      rmSync(mac.at("handed-over/main.pf"));
      assert.match(mac.run("install").said, /handed-over holds no main\.pf/);
      assertUntouched(mac);
    });
  });
}

describe("what vpn-only says on a Mac", () => {
  it("is of one kind in the four languages: the same values in each text, and nothing that printf(1) or a desktop's notice would take for more", () => {
    const formats = (text: string): readonly string[] => text.match(/%./g) ?? [];
    for (const language of LANGUAGES)
      for (const [name, text] of Object.entries(COMMAND_WORDS[language])) {
        assert.deepEqual(formats(text), formats(COMMAND_WORDS.en[name] ?? ""), `${language} ${name}`);
        assert.ok(formats(text).every((format) => format === "%s"));
        assert.doesNotMatch(text, /["\\`]/, `${language} ${name}`);
      }
  });

  it("is said in the practice's language, and each of it by the command", () => {
    const template = readFileSync(
      new URL("../../../templates/kit/workstations/macos/vpn-only.hbs", import.meta.url),
      "utf8",
    );
    for (const name of Object.keys(COMMAND_WORDS.en)) {
      const [, variable] = new RegExp(`^(said_\\w+)=\\{\\{shell ${name}\\}\\}$`, "m").exec(template) ?? [];
      assert.ok(variable, name);
      assert.ok(template.split(`"$${variable}"`).length > 1, `${variable} is said`);
    }
    for (const language of LANGUAGES) {
      const mac = newMac(language, "dash");
      assert.equal(mac.run("help").said, `${COMMAND_WORDS[language].usage}\n`);
      assert.match(mac.run("status").said, new RegExp(`^${COMMAND_WORDS[language].off}\n`));
    }
  });
});

describe("the files of a Mac", () => {
  for (const [program, why] of [
    ["shellcheck", "Needs shellcheck, which reads scripts as their authors should."],
    ["dash", "Needs dash, which takes nothing that POSIX's shell has not."],
  ] as const) {
    it(`satisfy ${program}, in each language`, { skip: isInstalled(program) ? false : why }, () => {
      for (const language of LANGUAGES) {
        const path = join(FOLDER, `${program}-${language}`);
        writeFileSync(path, partIn(language).get("vpn-only") ?? "");
        const words = program === "dash" ? ["-n", path] : ["--shell=sh", "--severity=style", path];
        const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
        assert.equal(status, 0, `${stdout}${stderr}`);
      }
    });
  }

  const python = isInstalled("python3") ? false : "Needs python3, whose plistlib reads property lists.";
  it(
    "hold a job of launchd that a reader of property lists reads, with keys of launchd.plist(5) alone",
    { skip: python },
    () => {
      const part = partIn("en");
      const read = spawnSync(
        "python3",
        ["-c", "import json,plistlib,sys;print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))"],
        {
          input: part.get("local.vpn-only.plist") ?? "",
          encoding: "utf8",
        },
      );
      assert.equal(read.status, 0, read.stderr);
      // launchd.plist(5): the label names the file; a job that ends is started again, no earlier than its interval.
      assert.deepEqual(JSON.parse(read.stdout), {
        Label: "local.vpn-only",
        ProgramArguments: ["/Library/stillroom/vpn-only/vpn-only", "keep"],
        RunAtLoad: true,
        KeepAlive: true,
        ThrottleInterval: 1,
        ProcessType: "Interactive",
      });
      assert.match(part.get("vpn-only") ?? "", /^folder=\/Library\/stillroom\/vpn-only$/m);
      assert.match(part.get("vpn-only") ?? "", /^label=local\.vpn-only$/m);
    },
  );

  const plistutil = isInstalled("plistutil")
    ? false
    : "Needs plistutil (libplist-utils), another reader of property lists.";
  it("hold one that libplist reads the same", { skip: plistutil }, () => {
    const input = partIn("en").get("local.vpn-only.plist") ?? "";
    const folder = mkdtempSync(join(FOLDER, "plist-"));
    writeFileSync(join(folder, "in"), input);
    execFileSync("plistutil", ["-i", join(folder, "in"), "-o", join(folder, "binary"), "-f", "bin"]);
    execFileSync("plistutil", ["-i", join(folder, "binary"), "-o", join(folder, "out"), "-f", "xml"]);
    const values = (text: string): readonly string[] => text.match(/<(?:key|string|integer)>[^<]*|<true\/>/g) ?? [];
    assert.deepEqual(values(readFileSync(join(folder, "out"), "utf8")), values(input));
    assert.equal(values(input).length, 13);
  });
});
