import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, it } from "node:test";
import { agentBundle } from "../../components/provider/agent-bundle.ts";

describe("the bundled agent", () => {
  it("is the same wherever it is made, and names no path of this computer", async () => {
    const { code, digest } = await agentBundle();
    const module = new URL("../../components/provider/agent-bundle.ts", import.meta.url).href;
    const program = `const { agentBundle } = await import(${JSON.stringify(module)}); console.log((await agentBundle()).digest);`;
    const elsewhere = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: tmpdir(),
      encoding: "utf8",
    });
    assert.equal(elsewhere.stdout.trim(), digest, elsewhere.stderr);
    assert.ok(!code.includes(new URL("../../", import.meta.url).pathname));
  });
});
