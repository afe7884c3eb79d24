import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { readSshd, SSHD_MAIN, sshdSettings, type Sshd } from "../../../policies/readers/sshd.ts";
import type { Source } from "../../../policies/reading.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { BASE_PROGRAMS, CANNOT_RUN_DEBIAN, debianWith, type Debianland } from "../../services/debian-programs.ts";

const FOLDER = "/etc/ssh/sshd_config.d/";

function dropIn(name: string, text: string): Source {
  return { path: `${FOLDER}${name}`, text };
}

function valueOf(sshd: Sshd, keyword: string): string | undefined {
  const [setting] = sshdSettings(sshd, keyword);
  return setting?.args.join(" ");
}

describe("sshd's settings", () => {
  it("are the first that are said, in any case, with blanks or a sign, quoted or not", () => {
    const { value, doubts } = readSshd([
      dropIn("b.conf", "PasswordAuthentication yes\n"),
      dropIn(
        "a.conf",
        '# x\r\n\t passwordAUTHENTICATION = "no" # for now\r\nBanner=/etc/a\\ b\nSKeyAuthentication no\n',
      ),
    ]);
    assert.deepEqual(doubts, []);
    assert.equal(valueOf(value, "passwordauthentication"), "no");
    assert.equal(valueOf(value, "banner"), "/etc/a b");
    assert.equal(valueOf(value, "kbdinteractiveauthentication"), "no");
    assert.equal(sshdSettings(value, "passwordauthentication")[0]?.line, 2);
  });

  it("add up where sshd adds them up, and the last counts where it does", () => {
    const { value } = readSshd([dropIn("a.conf", "AllowUsers a b\nAllowUsers c\nMaxStartups 5\nMaxStartups 7\n")]);
    assert.deepEqual(
      sshdSettings(value, "allowusers").flatMap(({ args }) => args),
      ["a", "b", "c"],
    );
    assert.equal(valueOf(value, "maxstartups"), "7");
  });

  it("of Debian's own main file follow the drop-ins, unless the release brings another main file", () => {
    assert.equal(valueOf(readSshd([]).value, "x11forwarding"), "yes");
    const main = { path: SSHD_MAIN, text: "PermitRootLogin yes\nInclude sshd_config.d/*.conf\n" };
    const { value } = readSshd([main, dropIn("a.conf", "PermitRootLogin no\nX11Forwarding no\n")]);
    assert.equal(valueOf(value, "permitrootlogin"), "yes");
    assert.equal(valueOf(value, "x11forwarding"), "no");
  });

  it("under a Match are kept apart with whom it means, and end with the file", () => {
    const { value, doubts } = readSshd([
      dropIn("a.conf", "Match User=x Address 198.51.100.0/24\n  Banner none\nMatch all\nPermitTTY no\n"),
      dropIn("b.conf", "Match invalid-user\n  Include /etc/ssh/more\nMatch Group y\nBanner /x\n"),
      dropIn("c.conf", "PermitRootLogin no\n"),
      { path: "/etc/ssh/more", text: "Match User z\nMaxSessions 1\n" },
    ]);
    assert.deepEqual(doubts, []);
    assert.deepEqual(
      value.matched.map(({ keyword, criteria, line }) => [keyword, criteria, line]),
      [
        ["banner", "User=x Address 198.51.100.0/24", 2],
        ["maxsessions", "invalid-user and User z", 2],
        ["banner", "Group y", 4],
      ],
    );
    assert.equal(valueOf(value, "permittty"), "no");
    assert.equal(valueOf(value, "permitrootlogin"), "no");
  });

  it("that stand behind cloud-init's own file are marked", () => {
    const marked = (name: string) => readSshd([dropIn(name, "UseDNS no\n")]).value.settings[0]?.behindStranger;
    assert.deepEqual([marked("00-a.conf"), marked("60-a.conf")], [false, true]);
  });

  it("are not looked for in files that the pattern leaves out", () => {
    const { value } = readSshd([
      dropIn(".a.conf", "UsePAM no"),
      dropIn("a.txt", "UsePAM no"),
      dropIn("x/a.conf", "UsePAM no"),
    ]);
    assert.equal(valueOf(value, "usepam"), "yes");
  });

  const untold: readonly (readonly [string, string])[] = [
    ["another folder is included", "Include /etc/ssh/more.d/*.conf"],
    ["a file of the machine is included", "Include /etc/ssh/provider.conf"],
    ["a file includes itself", `Include ${FOLDER}a.conf`],
    ["a keyword is not sshd's", "PermitRootLogon no"],
    ["a keyword has no value", "PermitRootLogin"],
    ["a keyword has too many values", "PermitRootLogin no yes"],
    ["a quote stays open", 'Banner "none'],
    ["the keyword itself is quoted", '"PermitRootLogin" yes'],
    ["a Match names nobody", "Match\nPermitRootLogin yes"],
    ["a Match goes by the version of sshd", "Match version OpenSSH_10*\nPermitRootLogin yes"],
    ["a line holds what no terminal shows", "PermitRootLogin no\0"],
  ];
  for (const [how, text] of untold) {
    it(`can't be told where ${how}`, () => {
      assert.notDeepEqual(readSshd([dropIn("a.conf", text)]).doubts, []);
    });
  }

  it("are read, or doubted, whatever the text is", () => {
    const word = fc.constantFrom(
      "Match",
      "Include",
      "all",
      "User",
      FOLDER,
      "a.conf",
      "=",
      '"',
      "\\",
      "#",
      "\n",
      " ",
      "Port",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(word, fc.string()), { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const files = [dropIn("a.conf", a), dropIn("b.conf", b)];
        for (const { path } of readSshd(files).value.settings) assert.ok(path.startsWith("/etc/ssh/"));
      }),
      { numRuns: 500 },
    );
  });
});

/** Keywords whose values `sshd -T` prints as they were written. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  AcceptEnv: ["LANG", "LC_* X"],
  AllowUsers: ["ops", "a b"],
  AuthorizedKeysFile: ["/etc/keys/%u", ".ssh/a .ssh/b"],
  Banner: ["none", "/etc/issue.net"],
  ChallengeResponseAuthentication: ["yes", "no"],
  DisableForwarding: ["yes", "no"],
  KbdInteractiveAuthentication: ["yes", "no"],
  MaxAuthTries: ["3", "6"],
  PasswordAuthentication: ["yes", "no"],
  PermitEmptyPasswords: ["yes", "no"],
  PermitRootLogin: ["yes", "no", "forced-commands-only"],
  PubkeyAuthentication: ["yes", "no"],
  X11Forwarding: ["yes", "no"],
};
const PRINTED = ["acceptenv", "allowusers", "authorizedkeysfile", "banner", "disableforwarding", "maxauthtries"].concat(
  ["kbdinteractiveauthentication", "passwordauthentication", "permitemptypasswords", "permitrootlogin"],
  ["pubkeyauthentication", "x11forwarding"],
);

const spelt = fc
  .tuple(fc.constantFrom(...Object.keys(SAMPLES)), fc.nat(), fc.constantFrom(" ", "\t", "=", " = ", "  "), fc.nat(5))
  .map(([keyword, which, sign, style]) => {
    const values = SAMPLES[keyword] ?? [];
    const value = values[which % values.length] ?? "";
    const quoted =
      style === 0 && !value.includes(" ") ? `"${value}"` : style === 1 && !value.includes(" ") ? `'${value}'` : value;
    const word = style % 2 === 0 ? keyword : style === 3 ? keyword.toUpperCase() : keyword.toLowerCase();
    return `${style === 4 ? "  " : ""}${word}${sign}${quoted}${style === 2 ? " # why" : ""}${style === 5 ? " \r" : ""}`;
  });
const odd = fc.constantFrom(
  ...[
    "Match User ops",
    "Match user=ops",
    "Match all",
    "Match User other",
    "Match Group nobody",
    "Include /etc/ssh/sshd_config.d/z.inc",
  ],
  ...[
    "# no",
    "",
    "Protocol 2",
    "UseLogin no",
    "PermitRootLogin",
    "Unheard yes",
    "Match",
    'Banner "none',
    "Include /nowhere/*",
  ],
);
const tree = fc.tuple(
  fc.array(fc.oneof({ weight: 5, arbitrary: spelt }, { weight: 1, arbitrary: odd }), { maxLength: 8 }),
  fc.array(fc.oneof({ weight: 5, arbitrary: spelt }, { weight: 1, arbitrary: odd }), { maxLength: 6 }),
  fc.array(spelt, { maxLength: 3 }),
);

/** What our reading gives for somebody, as `sshd -T` prints it. */
function printed(sshd: Sshd, keyword: string, user: string | undefined): string | undefined {
  const matched = sshd.matched.filter(({ criteria }) =>
    criteria.split(" and ").every((one) => one.toLowerCase().replace("=", " ") === `user ${user ?? ""}`),
  );
  const found = sshdSettings({ settings: matched, matched: [] }, keyword);
  // servconf.h, COPY_MATCH_STRING_OPTS: lists of a Match take the place of those before.
  return (
    (found.length > 0 ? found : sshdSettings(sshd, keyword)).map(({ args }) => args.join(" ")).join(" ") || undefined
  );
}

for (const debian of [13, 12] as const) {
  describe(`the reader against sshd of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
    const trees = fc
      .sample(tree, { numRuns: 60, seed: 7 })
      .map(([a, b, z]) => ({ "a.conf": a.join("\n"), "b.conf": b.join("\n"), "z.inc": z.join("\n") }));
    // Debian 12's main file accepts two variables less.
    const keywords = PRINTED.filter((keyword) => debian === 13 || keyword !== "acceptenv");
    let land: Debianland;
    before(async () => {
      const rendered = render({ ...CLINIC, machine: { ...CLINIC.machine, debian } }).files;
      land = await debianWith(
        debian,
        [
          ...rendered
            .filter(({ path }) => path.startsWith(FOLDER))
            .map(({ path, text }) => ({ path: `/srv/rendered${path}`, text })),
          ...trees.flatMap((files, index) =>
            Object.entries(files).map(([name, text]) => ({ path: `/srv/${index}/${name}`, text: `${text}\n` })),
          ),
        ],
        BASE_PROGRAMS,
      );
      await land
        .run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/ssh_host_ed25519_key"])
        .catch(() => undefined);
      await land.run(["mkdir", "-p", "/run/sshd", "/srv/rendered"]);
    });
    after(() => land.stop());

    /** What `sshd -T` prints for a folder of drop-ins, each keyword with its values; undefined where it refuses. */
    const ask = async (folders: readonly string[], user: string | undefined) => {
      const who = user === undefined ? "" : `-C user=${user},host=h,addr=198.51.100.1`;
      const script = `for folder in ${folders.join(" ")}; do echo "== $folder"; mount --bind $folder /etc/ssh/sshd_config.d; sshd -T ${who} 2>/dev/null || echo refused; umount /etc/ssh/sshd_config.d; done`;
      const said = await land.run([
        "sh",
        "-c",
        `mount --make-rprivate / 2>/dev/null; ${script.replaceAll("sshd -T", "/usr/sbin/sshd -T")}`,
      ]);
      return said
        .split(/^== .*\n/m)
        .slice(1)
        .map((text) => {
          if (text.startsWith("refused")) return undefined;
          const values = new Map<string, string>();
          for (const line of text.split("\n")) {
            const [, keyword = "", value = ""] = /^(\S+) ?(.*)$/.exec(line) ?? [];
            values.set(keyword, [values.get(keyword), value].filter((one) => one !== undefined).join(" "));
          }
          return values;
        });
    };

    it("says the same of what we render", async () => {
      const files = render({ ...CLINIC, machine: { ...CLINIC.machine, debian } }).files;
      const { value, doubts } = readSshd(files);
      assert.deepEqual(doubts, []);
      const [said] = await ask([`/srv/rendered${FOLDER}`], undefined);
      for (const keyword of [...keywords, "hostkey", "ciphers", "macs", "kexalgorithms", "authenticationmethods"]) {
        assert.equal(printed(value, keyword, undefined), said?.get(keyword), keyword);
      }
    });

    for (const user of [undefined, "ops"]) {
      it(`says the same of 60 generated trees, for ${user ?? "everybody"}, or doubts`, async () => {
        const answers = await ask(
          trees.map((_, index) => `/srv/${index}`),
          user,
        );
        assert.equal(answers.length, trees.length);
        let compared = 0;
        for (const [index, files] of trees.entries()) {
          const sources = Object.entries(files).map(([name, text]) => dropIn(name, `${text}\n`));
          const { value, doubts } = readSshd(sources);
          const said = answers[index];
          // What sshd refuses lets nobody in, so the reader may take it.
          if (doubts.length > 0 || said === undefined) continue;
          compared++;
          for (const keyword of keywords) {
            const ours = printed(value, keyword, user);
            if (ours !== undefined) assert.equal(ours, said.get(keyword), `${keyword} of ${JSON.stringify(files)}`);
          }
        }
        assert.ok(compared > 20, `only ${compared} were compared`);
      });
    }
  });
}
