import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { coturnOptions, coturnSwitch, readCoturn, type Coturn } from "../../../policies/readers/coturn.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, until, type Debianland } from "../../services/debian-programs.ts";

const PATH = "/etc/turnserver.conf";

function read(text: string): Coturn {
  const { value, doubts } = readCoturn({ path: PATH, text });
  assert.deepEqual(doubts, []);
  return value;
}

describe("coturn's options", () => {
  it("are parted by blanks or signs, quoted or not", () => {
    const value = read(
      '# x\n\trealm = "a.example" \ncert == /c\npkey /p q\ndenied-peer-ip=a\ndenied-peer-ip=b\ndb=/x\n',
    );
    assert.deepEqual(
      value.map(({ name, value: found, line }) => [name, found, line]),
      [
        ["realm", "a.example", 2],
        ["cert", "/c", 3],
        ["pkey", "/p q", 4],
        ["denied-peer-ip", "a", 5],
        ["denied-peer-ip", "b", 6],
        ["userdb", "/x", 7],
      ],
    );
    assert.equal(coturnOptions(value, "denied-peer-ip").length, 2);
  });

  it("are switches whose last value counts, but for those that hear no value and those whose yes stays", () => {
    const value = read("no-cli\nno-tlsv1=off\nno-tls 0\nno-dtls=no\nno-udp=yes\nprometheus=0\nVerbose\nVerbose=0\n");
    const on = (name: string) => coturnSwitch(value, name);
    assert.deepEqual(["no-cli", "no-tlsv1", "no-tls", "no-dtls", "no-udp"].map(on), [true, false, false, false, true]);
    assert.deepEqual(["prometheus", "Verbose", "no-tcp"].map(on), [true, true, false]);
  });

  const untold = ["no-cly", "NO-CLI", "no-cli=enabled", "min-port=1024x", "realm", 'realm="a" b"', "realm=a\0b"];
  for (const text of [...untold, `realm=${"a".repeat(1001)}`]) {
    it(`can't be told from ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(readCoturn({ path: PATH, text: `no-tls\n${text}` }).doubts[0]?.line, 2);
    });
  }

  it("are read, or doubted, whatever the text is", () => {
    const part = fc.constantFrom("no-cli", "realm", "=", " ", '"', "\n", "#", "0", "off", "\t");
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const { value, doubts } = readCoturn({ path: PATH, text });
        for (const { line } of [...value, ...doubts]) assert.ok(line !== undefined && line <= text.split("\n").length);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Lines about which coturn says in its log what it made of them. */
const told = fc
  .tuple(
    fc.constantFrom("allowed-peer-ip", "denied-peer-ip", "alowed-peer-ip", "Denied-peer-ip", "no-such-thing"),
    fc.constantFrom("=", " ", " = ", "\t", "=="),
    fc.nat(255),
    fc.constantFrom("plain", "quoted", "range", "half-quoted", "trailing"),
  )
  .map(([name, sign, number, style]) => {
    const address = `10.0.0.${number}`;
    const values = {
      plain: address,
      quoted: `"${address}"`,
      range: `${address}-10.0.1.0`,
      "half-quoted": `"${address}`,
      trailing: `${address} \t`,
    };
    return `${name}${sign}${values[style]}`;
  });

for (const debian of [13, 12] as const) {
  describe(`the reader against coturn of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
    const lines = fc.sample(told, { numRuns: 120, seed: 3 });
    const rendered = (render(CLINIC).files.find(({ path }) => path === PATH)?.text ?? "")
      .replaceAll("@@fact:address4@@", "198.51.100.1")
      .replaceAll("@@fact:address6@@", "2001:db8::1")
      .replace("no-stdout-log\n", "")
      .replace("log-file=/dev/null\n", "");
    let land: Debianland;
    before(async () => {
      const alone = "no-cli\nno-tls\nno-dtls\nlistening-ip=127.0.0.1\nrelay-ip=127.0.0.1\n";
      land = await debianWith(debian, [
        { path: "/srv/lines.conf", text: `${lines.join("\n")}\n${alone}` },
        { path: "/srv/rendered.conf", text: rendered },
        { path: "/srv/bad.conf", text: "no-tls=enabled\n" },
      ]);
    });
    after(() => land.stop());

    /** What coturn logs of a file while it starts, in a network of its own. */
    const start = async (file: string) => {
      const argv = [
        "unshare",
        "--net",
        "sh",
        "-c",
        `ip link set lo up 2>/dev/null; exec turnserver -c ${file} --log-file=stdout --pidfile=`,
      ];
      const before = land.printed().length;
      const child = land.start(argv);
      let ended = false;
      child.once("exit", () => (ended = true));
      const said = () => land.printed().slice(before);
      await until("coturn", () => ended || /Relay ports initialization done|Total General servers|Cannot/.test(said()));
      child.kill("SIGKILL");
      return said();
    };
    const list = (said: string, colour: string) =>
      [...said.matchAll(new RegExp(`${colour} listing: (.*)$`, "gm"))].map(([, value]) => value?.trim());

    it("takes and passes over the same of 120 generated lines", async () => {
      const { value, doubts } = readCoturn({ path: PATH, text: lines.join("\n") });
      const said = await start("/srv/lines.conf");
      assert.deepEqual(
        coturnOptions(value, "allowed-peer-ip").map((option) => option.value),
        list(said, "White"),
      );
      assert.deepEqual(
        coturnOptions(value, "denied-peer-ip").map((option) => option.value),
        list(said, "Black"),
      );
      // It reads the file three times, and says so each time.
      assert.equal(doubts.length, Math.floor([...said.matchAll(/Bad configuration format/g)].length / 3));
      assert.ok(value.length > 30 && doubts.length > 20);
    });

    it("takes every line that we render", async () => {
      const { value, doubts } = readCoturn({ path: PATH, text: rendered });
      const said = await start("/srv/rendered.conf");
      assert.deepEqual(doubts, []);
      assert.doesNotMatch(said, /Bad configuration format|Wrong address format/);
      assert.deepEqual(
        coturnOptions(value, "denied-peer-ip").map((option) => option.value),
        list(said, "Black"),
      );
    });

    it("ends at a switch that says neither yes nor no", async () => {
      assert.match(await start("/srv/bad.conf"), /Unknown boolean value: enabled/);
    });
  });
}
