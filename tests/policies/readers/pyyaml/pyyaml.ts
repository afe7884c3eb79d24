import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Plain } from "../../../../policies/reading.ts";

const PROGRAM = fileURLToPath(new URL("read_yaml.py", import.meta.url));

/** Why PyYAML can't be asked here, or false where it can. */
export const CANNOT_ASK_PYYAML: string | false =
  spawnSync("python3", ["-c", "import yaml"]).status === 0 ? false : "needs python3 with PyYAML (python3-yaml)";

export type Answer = { readonly value: Plain } | { readonly refused: string };

/** PyYAML's safe loader itself, in one process that answers document after document. */
export interface PyYaml {
  readonly ask: (text: string) => Promise<Answer>;
  readonly stop: () => void;
}

export function pyYaml(): PyYaml {
  const python = spawn("python3", [PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (text) => {
      python.stdin.write(`${Buffer.from(text).toString("base64")}\n`);
      const { value } = await lines.next();
      const [verdict, encoded = ""] = String(value).split(" ");
      const answer = Buffer.from(encoded, "base64").toString();
      return verdict === "ok" ? { value: JSON.parse(answer) as Plain } : { refused: answer };
    },
    stop: () => {
      python.kill();
    },
  };
}
