import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";

/** What the script handed to the filter engine, as the stand-in of Windows read it from memory. */
export interface Handed {
  readonly key: string;
  readonly dynamic: boolean;
  readonly flags: number;
  readonly provider: boolean;
  readonly layer: string;
  readonly sublayer: string;
  readonly weight: HandedValue;
  readonly action: number;
  readonly conditions: readonly { readonly field: string; readonly match: number; readonly value: HandedValue }[];
}

/** A number in digits; a network as the bytes of its structure, in hexadecimal digits. */
export interface HandedValue {
  readonly type: number;
  readonly value: string;
}

export interface Told {
  /** Memory that was asked for and not given back. */
  readonly held: number;
  /** Exchanges of filters so far. */
  readonly commits: number;
  readonly sublayer: {
    readonly key: string;
    readonly flags: number;
    readonly provider: boolean;
    readonly weight: number;
  } | null;
  readonly filters: readonly Handed[];
}

export interface StandIn {
  readonly folder: string;
  /** Takes the script's own C# through these steps; what it answers to each, a state for each `tell`. */
  readonly take: (steps: readonly string[]) => Promise<readonly (string | Told)[]>;
  readonly end: () => void;
}

/** Why the script's C# can't be run on this system; false where it can. */
export function standInObstacle(): string | false {
  const missing = ["mono", "mcs", "cc"].filter((program) => !isInstalled(program));
  return missing.length > 0
    ? `Needs ${missing.join(", ")}; scripts/test installs them where there are packages.`
    : false;
}

/** The C# that the script carries. */
export function sourceIn(script: string): string {
  const found = /^\$source = @'\n([^]*?)\n'@$/m.exec(script)?.[1];
  assert.ok(found, "the script carries its C# between @' and '@");
  return found;
}

/** Compiles the script's C# as C# 5, which Windows PowerShell 5.1 takes, every warning an error, and the stand-in of Windows. */
export function buildStandIn(script: string): StandIn {
  const folder = mkdtempSync(join(tmpdir(), "windows-"));
  const here = (name: string): string => fileURLToPath(new URL(`stand-in/${name}`, import.meta.url));
  writeFileSync(join(folder, "Filters.cs"), sourceIn(script));
  const library = join(folder, "libwindows.so");
  execFileSync("cc", ["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, here("windows.c")]);
  const compile = ["-langversion:5", "-warn:4", "-warnaserror", `-out:${folder}/steps.exe`];
  execFileSync("mcs", [...compile, join(folder, "Filters.cs"), here("Steps.cs")]);
  const maps = ["fwpuclnt", "iphlpapi", "powrprof", "kernel32"].map(
    (name) => `<dllmap dll="${name}.dll" target="${library}"/>`,
  );
  writeFileSync(join(folder, "steps.exe.config"), `<configuration>${maps.join("")}</configuration>`);
  return {
    folder,
    take: async (steps) => {
      const running = promisify(execFile)("mono", [join(folder, "steps.exe")], {
        timeout: 120_000,
        maxBuffer: 2 ** 26,
      });
      running.child.stdin?.end(steps.map((step) => `${step}\n`).join(""));
      const { stdout } = await running;
      const lines = stdout.trimEnd().split("\n");
      // The stand-in's own form, written beside this file.
      return lines
        .filter((line) => line !== "told")
        .map((line) => (line.startsWith("{") ? (JSON.parse(line) as Told) : line));
    },
    end: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

export function scriptText(): string {
  const template = new URL("../../../templates/kit/workstations/windows/vpn-only.ps1.hbs", import.meta.url);
  return readFileSync(template, "utf8");
}
