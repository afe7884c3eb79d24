import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { fileURLToPath } from "node:url";

const AGENT = fileURLToPath(new URL("../../host/agent.ts", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "stillroom-streams-"));
after(() => {
  rmSync(root, { recursive: true });
});

it("the agent goes on where nobody takes its words any more, on either stream", { timeout: 120_000 }, async () => {
  // It fails with words, and goes on to its end: 1, and no end by an error that nobody handles.
  mkdirSync(join(root, "var/lib/stillroom"), { recursive: true });
  writeFileSync(join(root, "var/lib/stillroom/releases"), "no folder");
  const words = 'process.on("uncaughtException", () => process.exit(9)); process.argv.splice(1, 1);';
  const script = `${words} setTimeout(() => import(${JSON.stringify(AGENT)}), 300)`;
  const child = spawn(process.execPath, ["--eval", script, "agent", AGENT, "history", "--root", root], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  child.stderr.destroy();
  assert.deepEqual(await once(child, "exit"), [1, null]);
});
