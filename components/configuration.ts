import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

/** The stack's configuration as Pulumi has it in force, and the stack file in which a message can point at a line. */
export interface Configuration {
  readonly stack: string;
  /** By full key, `stillroom:names`; structured values as JSON text. */
  readonly values: Readonly<Record<string, string>>;
  /** Undefined where this folder has no file of the stack's name, as with `--config-file`. */
  readonly source: { readonly file: string; readonly text: string } | undefined;
}

/** What `pulumi config` shows for this stack, `--config` and `--config-file` included. */
export function effectiveConfiguration(): Configuration {
  const stack = pulumi.getStack();
  return { stack, values: pulumi.runtime.allConfig(), source: fileIfThere(`Pulumi.${stack}.yaml`) };
}

function fileIfThere(file: string): Configuration["source"] {
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch {
    return undefined;
  }
}
