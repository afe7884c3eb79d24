import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { agentBundle } from "../../components/provider/agent-bundle.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

/** What the agent may need of a small machine's memory. */
const MOST_KILOBYTES = 100 * 1024;

describe("the agent's memory", () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-memory-"));
    mkdirSync(join(folder, "root/etc"), { recursive: true });
    writeFileSync(join(folder, "root/etc/os-release"), "VERSION_CODENAME=trixie\n");
    writeFileSync(join(folder, "agent.cjs"), (await agentBundle()).code);
    writeFileSync(
      join(folder, "measure.cjs"),
      'process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`));',
    );
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs it as it runs on a machine and gives its peak in kilobytes. */
  function peakOf(command: string, input: Buffer): number {
    const argv = ["--require", join(folder, "measure.cjs"), join(folder, "agent.cjs"), command];
    const ran = spawnSync(process.execPath, [...argv, "--root", join(folder, "root")], { input, encoding: "utf8" });
    assert.equal(ran.status, 0, ran.stderr + ran.stdout.slice(-1000));
    return Number(/^peak (\d+)$/m.exec(ran.stderr)?.[1]);
  }

  it("stays under 100 MB, whole release or look", () => {
    const request = { delivery: "one", release: render(CLINIC), patience: PATIENCE };
    const applied = peakOf("apply", gzipSync(JSON.stringify(request)));
    const looked = peakOf("state", Buffer.alloc(0));
    // A measure that measures nothing would pass too.
    for (const peak of [applied, looked]) assert.ok(peak > 20 * 1024 && peak < MOST_KILOBYTES, `${peak} kB`);
  });
});
