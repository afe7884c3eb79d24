import { existsSync, readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { TextFile } from "../clinic/load.ts";
import { SHARED_DEFAULTS } from "../clinic/shared-defaults.ts";

/** The stack's configuration as Pulumi has it in force, and the stack file in which a message can point at a line. */
export interface Configuration {
  readonly stack: string;
  /** By full key, `stillroom:names`; structured values as JSON text. */
  readonly values: Readonly<Record<string, string>>;
  /** Undefined where this folder has no file of the stack's name, as with `--config-file`. */
  readonly source: TextFile | undefined;
  /** What the practices in this folder have in common; Pulumi knows nothing of it. */
  readonly shared: TextFile | undefined;
}

/** What `pulumi config` shows for this stack, `--config` and `--config-file` included. */
export function effectiveConfiguration(): Configuration {
  const stack = pulumi.getStack();
  const values = Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => [key, withPlainDays(text)] as const);
  return {
    stack,
    values: Object.fromEntries(values),
    source: fileIfThere(`Pulumi.${stack}.yaml`),
    shared: fileIfThere(SHARED_DEFAULTS),
  };
}

/**
 * The engine's YAML reader takes an unquoted 2027-03-31 for a point in time and hands it over as
 * `2027-03-31 00:00:00 +0000 UTC` (seen with Pulumi 3.270; YAML 1.2, which the stack file's schema follows, knows no such type).
 */
function withPlainDays(text: string): string {
  return text.replaceAll(/(?<=")(\d{4}-\d{2}-\d{2}) 00:00:00 \+0000 UTC(?=")/g, "$1");
}

/** A file that is there and can't be read must not count as missing: what it shares would silently not hold. */
function fileIfThere(file: string): TextFile | undefined {
  if (!existsSync(file)) return undefined;
  return { file, text: readFileSync(file, "utf8") };
}
