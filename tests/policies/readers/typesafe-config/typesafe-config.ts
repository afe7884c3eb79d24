import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cachedFolder } from "../../../../scripts/sandbox/cache.ts";
import { run } from "../../../../scripts/sandbox/command.ts";
import type { Plain } from "../../../../policies/reading.ts";

/** What Jicofo and the videobridge of today bring along; Debian's own, 1.3.1, where there is no Maven to fetch it. */
const VERSION = "1.4.4";
const DEBIANS = "/usr/share/java/typesafe-config.jar";
const PROGRAM = fileURLToPath(new URL("ReadHocon.java", import.meta.url));

const onPath = (name: string) =>
  (process.env["PATH"] ?? "").split(":").some((folder) => existsSync(join(folder, name)));

/** Why Typesafe Config can't be asked here, or false where it can. */
export const CANNOT_ASK_TYPESAFE_CONFIG: string | false = !onPath("javac")
  ? "needs a JDK (default-jdk-headless)"
  : !onPath("mvn") && !existsSync(DEBIANS)
    ? "needs libtypesafe-config-java, or Maven to fetch Typesafe Config"
    : false;

export type Answer = { readonly value: Plain } | { readonly refused: string };

/** Typesafe Config itself, in one Java process that answers document after document. */
export interface TypesafeConfig {
  readonly ask: (text: string) => Promise<Answer>;
  readonly stop: () => void;
}

export async function typesafeConfig(): Promise<TypesafeConfig> {
  const java = spawn("java", ["-cp", await jar(), PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: java.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (text) => {
      java.stdin.write(`${Buffer.from(text).toString("base64")}\n`);
      const { value } = await lines.next();
      const [verdict, encoded = ""] = String(value).split(" ");
      const answer = Buffer.from(encoded, "base64").toString();
      return verdict === "ok" ? { value: JSON.parse(answer) as Plain } : { refused: answer };
    },
    stop: () => {
      java.kill();
    },
  };
}

async function jar(): Promise<string> {
  if (!onPath("mvn")) return DEBIANS;
  const artifact = `com.typesafe:config:${VERSION}`;
  const folder = await cachedFolder("typesafe-config", { artifact }, async (out) => {
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
    await run(["mvn", "-q", "-B", goal, `-Dartifact=${artifact}`, `-DoutputDirectory=${out}`], { timeout: 180_000 });
  });
  return join(folder, `config-${VERSION}.jar`);
}
