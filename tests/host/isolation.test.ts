import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { isolate } from "../../host/isolation.ts";
import { isolationRules } from "../../host/isolation-rules.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

const RELEASE = render(CLINIC);
const CLOSED = { 4: isolationRules(RELEASE, 4, ""), 6: isolationRules(RELEASE, 6, "") };
const OPEN = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";
const EVIDENCE = "/var/lib/stillroom/evidence/then";

const PROGRAMS = {
  "iptables-save": "cat $ROOT/now4",
  "ip6tables-save": "cat $ROOT/now6",
  "iptables-restore": "cat > $ROOT/now4",
  "ip6tables-restore": "cat > $ROOT/now6",
};

it("a machine that is isolated is closed again where somebody has opened it since", async () => {
  await withStandInPrograms(PROGRAMS, async ({ root, places }) => {
    for (const folder of ["etc/iptables", EVIDENCE]) mkdirSync(join(root, folder), { recursive: true });
    const mark = { since: "2026-11-23T08:00:00.000Z", by: "ops", evidence: EVIDENCE, missing: [] };
    const files = {
      "etc/iptables/rules.v4": CLOSED[4],
      "etc/iptables/rules.v6": CLOSED[6],
      "var/lib/stillroom/isolation.json": JSON.stringify(mark),
      [`${EVIDENCE}/SHA256SUMS`]: "",
      now4: CLOSED[4],
      now6: CLOSED[6],
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    const again = (): ReturnType<typeof isolate> => isolate(places, RELEASE, "ops", PATIENCE, () => undefined);
    assert.equal((await again()).kind, "unchanged");
    for (const now of ["now4", "now6"]) {
      writeFileSync(join(root, now), OPEN);
      const outcome = await again();
      assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
      assert.match(outcome.notes.join(" "), /Somebody had changed the packet filter .* closed again/);
      assert.equal(readFileSync(join(root, now), "utf8"), CLOSED[now === "now4" ? 4 : 6]);
    }
    assert.equal((await again()).kind, "unchanged");
  });
});
