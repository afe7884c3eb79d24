import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

/** The agent as one file for a machine's own Node.js. */
export interface AgentBundle {
  readonly code: string;
  /** SHA-256 of the code, hexadecimal. */
  readonly digest: string;
}

let bundle: Promise<AgentBundle> | undefined;

/** Bundles `host/agent.ts` once in a process. Debian 12 has Node.js 18, Debian 13 has 20: the older one is the target. */
export function agentBundle(): Promise<AgentBundle> {
  bundle ??= makeBundle();
  return bundle;
}

async function makeBundle(): Promise<AgentBundle> {
  // Loaded here: most deliveries find nothing to do and never need it.
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [fileURLToPath(new URL("../../host/agent.ts", import.meta.url))],
    // Its comments name the sources from here on: the same bundle wherever it is made, and no path of this computer in it.
    absWorkingDir: fileURLToPath(new URL("../../", import.meta.url)),
    bundle: true,
    write: false,
    platform: "node",
    target: "node18",
    format: "cjs",
    legalComments: "none",
    logLevel: "silent",
  });
  const code = result.outputFiles[0]?.text ?? "";
  return { code, digest: createHash("sha256").update(code).digest("hex") };
}
