import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { StepFailed } from "../../host/failure.ts";
import { isolationRules } from "../../host/isolation-rules.ts";
import { firstOtherChain, requireLoaded } from "../../host/rules-loaded.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

const RELEASE = render(CLINIC);
const CLOSED = isolationRules(RELEASE, 4, "");
const CLOSED6 = isolationRules(RELEASE, 6, "");
const OWN = RELEASE.files.find((file) => file.path === "/etc/iptables/rules.v4")?.text ?? "";
const chain = (text: string, name: string): string => text.replace(/^(:OUTPUT .*\n)/m, `$1:${name} - [0:0]\n`);

describe("the rules of a file that are in force", () => {
  it("are those whose chains, policies and numbers of rules the kernel has", () => {
    assert.match(OWN, /^-A OUTPUT /m);
    for (const text of [CLOSED, CLOSED6, OWN]) {
      for (const alone of [true, false])
        assert.equal(firstOtherChain(text, text.replaceAll("[0:0]", "[7:9]"), alone), undefined);
    }
  });

  it("are not the rules from before, or none", () => {
    assert.equal(firstOtherChain(CLOSED, OWN, true), "INPUT");
    assert.notEqual(firstOtherChain(OWN, CLOSED, false), undefined);
    assert.equal(firstOtherChain(CLOSED, "", true), "INPUT");
    assert.equal(firstOtherChain(CLOSED, CLOSED.replace(":OUTPUT DROP", ":OUTPUT ACCEPT"), true), "OUTPUT");
  });

  it("may have others beside them where a program adds its own, not where the machine is cut off", () => {
    const more = CLOSED.replace("-A INPUT -i lo -j ACCEPT\n", "$&-A INPUT -j ACCEPT\n");
    assert.equal(firstOtherChain(CLOSED, more, true), "INPUT");
    assert.equal(firstOtherChain(CLOSED, more, false), undefined);
    assert.equal(firstOtherChain(CLOSED, chain(CLOSED, "others"), true), undefined);
  });
});

describe("a machine whose packet filter was changed", () => {
  it("is only taken for cut off when the kernel of both families says so", async () => {
    const cases = [
      { v4: CLOSED, v6: CLOSED6, refused: undefined },
      { v4: OWN, v6: CLOSED6, refused: /rules\.v4 was written, but .* chain INPUT/ },
      { v4: CLOSED, v6: "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n", refused: /rules\.v6 was written/ },
    ];
    for (const { v4, v6, refused } of cases) {
      const programs = { "iptables-save": "cat $ROOT/now4", "ip6tables-save": "cat $ROOT/now6" };
      await withStandInPrograms(programs, async ({ root, places }) => {
        mkdirSync(join(root, "etc/iptables"), { recursive: true });
        const files = { "etc/iptables/rules.v4": CLOSED, "etc/iptables/rules.v6": CLOSED6, now4: v4, now6: v6 };
        for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
        const looked = requireLoaded(places, true);
        if (refused === undefined) await looked;
        else await assert.rejects(looked, (error) => error instanceof StepFailed && refused.test(error.failure.what));
      });
    }
  });
});
