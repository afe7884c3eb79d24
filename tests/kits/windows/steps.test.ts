import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { WIREGUARD } from "../clinics.ts";
import { rulesText } from "./rules-text.ts";
import { buildStandIn, scriptText, standInObstacle, type StandIn, type Told } from "./stand-in.ts";

describe("the script's own C# beside a stand-in of Windows", { skip: standInObstacle() }, () => {
  let standIn: StandIn;
  let path: string;
  before(() => {
    standIn = buildStandIn(scriptText());
    path = join(standIn.folder, "rules.txt");
    writeFileSync(path, rulesText(WIREGUARD));
  });
  after(() => {
    standIn.end();
  });

  const taken = (...steps: readonly string[]): Promise<readonly (string | Told)[]> =>
    standIn.take([`read ${path}`, "install", ...steps]).then((answers) => answers.slice(2));

  const dynamic = (told: string | Told | undefined): number => {
    assert.ok(typeof told === "object");
    return told.filters.filter((one) => one.dynamic).length;
  };

  it("opens the way into the tunnel for the interface of its name alone, and closes it when that is gone", async () => {
    const [, none, , stranger, , opened, told, , moved, , gone, last] = await taken(
      ...["other-interface 7", "keep", "other-interface 8", "keep", "interface 9", "keep", "tell"],
      ...["interface 10", "keep", "interface 0", "keep", "tell"],
    );
    assert.deepEqual([none, stranger, opened, moved, gone], ["open 0", "open 0", "open 9", "open 10", "open 0"]);
    assert.equal(dynamic(told), 6);
    assert.equal(dynamic(last), 0);
  });

  it("closes the tunnel when the task is killed or the computer restarts, and keeps the rest", async () => {
    for (const end of ["kill-keeper", "restart"]) {
      const [, , , told, lasting] = await taken("interface 9", "keep", end, "tell", "holds Persistent");
      assert.equal(dynamic(told), 0, end);
      assert.equal(lasting, "holds True", end);
    }
  });

  it("puts filters back that another program has deleted or Windows disabled", async () => {
    for (const harm of ["flush", "disable 0"]) {
      const answers = await taken(
        "interface 9",
        "keep",
        harm,
        "holds Persistent",
        "keep",
        "holds Persistent",
        "holds Tunnel",
      );
      assert.deepEqual(answers.slice(3), ["holds False", "open 9", "holds True", "holds True"], harm);
    }
  });

  it("tells whatever of its filters and its sublayer is not as it was installed, and puts it back", async () => {
    const harms: readonly (readonly [string, RegExp])[] = [
      ["flush-boot", /^altered (?:Boot \S+ \d+ missing,?)+$/],
      ["alter network", /^altered Persistent \S+ \d+ changed$/],
      ["alter mask", /^altered Persistent \S+ \d+ changed$/],
      ["alter network-v6", /^altered Persistent \S+ \d+ changed$/],
      ["alter prefix-v6", /^altered Persistent \S+ \d+ changed$/],
      ["alter port", /^altered Persistent \S+ \d+ changed$/],
      ["alter protocol", /^altered Persistent \S+ \d+ changed$/],
      ["alter field", /^altered Persistent \S+ 1 changed$/],
      ["alter match", /^altered Persistent \S+ 1 changed$/],
      ["alter fewer-conditions", /^altered Persistent \S+ 1 changed$/],
      ["alter more-conditions", /^altered Persistent \S+ 1 changed$/],
      ["alter weight", /^altered Persistent \S+ \d+ changed$/],
      ["alter hard", /^altered Persistent \S+ 1 changed$/],
      ["alter lifetime", /^altered Persistent \S+ \d+ changed$/],
      ["alter provider", /^altered Persistent \S+ \d+ changed$/],
      ["alter action", /^altered Persistent \S+ \d+ changed$/],
      ["alter layer", /^altered Persistent \S+ \d+ changed$/],
      ["alter boot-network", /^altered Boot \S+ \d+ changed$/],
      ["alter boot-action", /^altered Boot \S+ \d+ changed$/],
      ["alter boot-disabled", /^altered Boot \S+ \d+ changed$/],
      ["alter sublayer-weight", /^altered sublayer$/],
      ["alter sublayer-lifetime", /^altered sublayer$/],
      ["alter sublayer-provider", /^altered sublayer$/],
      ["alter sublayer-away", /^altered sublayer$/],
    ];
    for (const [harm, told] of harms) {
      const answers = await taken(
        ...["interface 9", "keep", "altered", harm, "altered", "keep", "altered", "holds Persistent", "holds Tunnel"],
      );
      const [good, done, bad, kept, mended, lasting, tunnel] = answers.slice(2).map(spoken);
      assert.deepEqual(
        [good, done, kept, mended, lasting, tunnel],
        ["altered ", "ok", "open 9", "altered ", "holds True", "holds True"],
        harm,
      );
      assert.match(bad ?? "", told, harm);
    }
  });

  it("exchanges filters for no others where Windows shows them in another form than it took, and sees the rest", async () => {
    for (const [form, name] of [
      ["without-boot", /^otherwise (?:Boot \S+ \d+ missing,?)+$/],
      ["wider-weight", /^otherwise (?:(?:Boot|Persistent) \S+ \d+ changed,?)+$/],
    ] as const) {
      const [, otherwise, , , , before, , , after, , missed, , seen] = await taken(
        ...[`show ${form}`, "install", "knowing", "interface 9", "keep", "tell", "keep", "keep", "tell"],
        ...["alter sublayer-weight", "altered", "flush", "altered"],
      );
      assert.match(spoken(otherwise), name);
      assert.ok(typeof before === "object" && typeof after === "object");
      assert.equal(after.commits, before.commits, form);
      assert.equal(missed, "altered sublayer", form);
      assert.match(spoken(seen), /^altered sublayer,Persistent \S+ \d+ missing/, form);
    }
  });

  it("learns by itself what Windows shows otherwise, where nobody wrote it down", async () => {
    const [, , , first, , , second] = await taken(
      ...["show without-boot", "interface 9", "keep", "tell", "keep", "keep", "tell"],
    );
    assert.ok(typeof first === "object" && typeof second === "object");
    assert.equal(second.commits, first.commits);
  });

  it("pauses as long the second time, and takes no pause for another's", async () => {
    const answers = await taken(
      ...["resume", "pause 10", "resume", "until-over", "close-window", "resume", "pause 10", "stays", "holds Pause"],
    );
    assert.deepEqual(answers, [
      ...["asked False", "left 600", "asked True", "over True", "ok", "asked False", "left 600", "over False"],
      "holds True",
    ]);
  });

  it("is installed again over itself, and removed without a trace", async () => {
    const [again, lasting, first, removed, none, told] = await taken(
      ...["install", "holds Persistent", "tell", "remove", "holds Persistent", "tell"],
    );
    assert.deepEqual([again, lasting, removed, none], ["otherwise ", "holds True", "ok", "holds False"]);
    assert.equal(dynamic(first), 0);
    assert.ok(typeof told === "object");
    assert.deepEqual([told.held, told.sublayer, told.filters], [0, null, []]);
  });

  it("ends a pause by time, by the word resume, by sleep, with its window and by a restart", async () => {
    const ends = [
      ["pass 600", "until-over"],
      ["resume", "until-over"],
      ["suspend", "is-over"],
      ["close-window", "is-over"],
    ];
    for (const end of ends) {
      const answers = await taken("pause 10", "holds Pause", ...end, "holds Pause", "tell");
      assert.deepEqual([answers[0], answers[1]], ["left 600", "holds True"]);
      assert.deepEqual([answers.at(-3), answers.at(-2)], ["over True", "holds False"], end[0]);
      assert.equal(dynamic(answers.at(-1)), 0);
    }
    const [, , , restarted] = await taken("pause 10", "holds Pause", "restart", "holds Pause");
    assert.equal(restarted, "holds False");
  });

  it("lasts no longer than was said: a second before its end it is there, and not after", async () => {
    const answers = await taken("pause 1", "pass 59", "holds Pause", "pass 1", "until-over", "holds Pause");
    assert.deepEqual(answers.slice(2), ["holds True", "ok", "over True", "holds False"]);
  });

  it("begins no second pause beside one, and leaves the first as it is", async () => {
    const [, second, first] = await taken("pause 10", "pause 20", "holds Pause");
    assert.match(spoken(second), /^error FwpmFilterAdd0 for rule \d+ failed with 0x80320009/);
    assert.equal(first, "holds True");
  });

  it("takes nothing of a list of rules with a line that it does not know whole", async () => {
    const good = rulesText(WIREGUARD);
    const change = (from: string, to: string): string => {
      assert.ok(good.includes(from), from);
      return good.replace(from, to);
    };
    const bad: readonly (readonly [string, RegExp])[] = [
      [change("tunnel wg0\n", ""), /names no tunnel/],
      [change("tunnel wg0", "tunnel wg0 lo"), /one tunnel/],
      [change("tunnel wg0", "tunnel $(calc)"), /one tunnel/],
      [change("tunnel wg0", "tunnel wg0\ntunnel wg1"), /one tunnel/],
      ...good
        .split("\n")
        .filter((line) => line.startsWith("block "))
        .map((line) => [change(`\n${line}\n`, "\n"), /does not block/] as const),
      [change("block ipforward-v4", "permit ipforward-v4 loopback"), /names an address/],
      [change("block ipforward-v4", "permit-in-pause ipforward-v4"), /may pass through/],
      [change("permit outbound-transport-v4 loopback", "permit outbound-transport-v4"), /names an address/],
      [change("permit outbound-transport-v4 loopback", "permit outbound-transport-v4 protocol=17"), /names an address/],
      [change("permit outbound-transport-v4 loopback", "allow outbound-transport-v4 loopback"), /no known word/],
      [change("permit outbound-transport-v4 loopback", "permit outbound-transport-v5 loopback"), /no known layer/],
      [
        change("permit outbound-transport-v4 loopback", "permit outbound-transport-v4 loopback=1"),
        /no known condition/,
      ],
      [change("permit outbound-transport-v4 loopback", "permit outbound-transport-v4 loopback "), /no known condition/],
      [change("block outbound-transport-v4", "block outbound-transport-v4 protocol=17"), /nothing else/],
      [change("198.51.100.20/32", "0.0.0.0/0"), /too wide/],
      [change("198.51.100.20/32", "198.51.100.20"), /no network/],
      [change("198.51.100.20/32", "2001:db8::1/128"), /no network/],
      [change("198.51.100.20/32", "198.51.100.20/33"), /no number/],
      [change("protocol=17", "protocol=256"), /no number/],
      [change("remote-port=51820", "remote-port=65536"), /no number/],
      [change("remote-port=51820", "remote-port=-1"), /no number/],
      [change("tunnel wg0", "permit outbound-transport-v4 loopback\ntunnel wg0"), /twice/],
    ];
    const texts = [...bad.map(([text]) => text), good.replaceAll("\n", "\r\n")];
    const paths = texts.map((text, index) => {
      const changed = join(standIn.folder, `changed-${index}.txt`);
      writeFileSync(changed, text);
      return changed;
    });
    const answers = (await standIn.take(paths.map((changed) => `read ${changed}`))).map(spoken);
    for (const [index, [, reason]] of bad.entries()) {
      assert.match(answers[index] ?? "", /^error .*Copy the folder anew from the kit\.$/);
      assert.match(answers[index] ?? "", reason);
    }
    assert.match(answers.at(-1) ?? "", /^read wg0 \d+$/);
  });
});

function spoken(answer: string | Told | undefined): string {
  assert.ok(typeof answer === "string");
  return answer;
}
