import { relative } from "node:path";
import { nearestTo, pathOf, shown } from "../../clinic/fault.ts";
import type { Said } from "../../clinic/load.ts";
import { knownKeys, valueAt, type KnownKey } from "../../clinic/schema.ts";
import { visible } from "../../policies/visible-text.ts";
import { readStackFile, stackFilesIn, type StackFile } from "../practice/stack-file.ts";
import { textTable } from "../terminal/text-table.ts";
import { badInput, told, type Ending, type Failed } from "./machine-verb.ts";

/** What a key is in one practice, and whose word that is. */
interface Explained {
  readonly stack: string;
  readonly key: string;
  /** What holds; undefined where the key is not set and has no default. */
  readonly value: unknown;
  /** Undefined where no file says it. */
  readonly said: Said | undefined;
  readonly passedOver: readonly Said[];
}

/**
 * `stillroom explain`: where each value of a key comes from, in every practice.
 *
 * @param key with or without `stillroom:` in front; a mapping stands for all that it holds
 * @param files stack files; all of the folder where none is named
 * @returns 0, or 2 when the key is unknown or a file can't be used
 */
export function explain(key: string, files: readonly string[], json: boolean): 0 | 2 {
  const ended = explanation(key, files.length === 0 ? stackFilesIn(".") : files);
  return told(ended, json) === 0 ? 0 : 2;
}

function explanation(asked: string, files: readonly string[]): Ending | Failed {
  const known = knownKeys();
  const full = asked.startsWith("stillroom:") ? asked : `stillroom:${asked}`;
  const [named] = known.filter(({ key }) => key === full);
  if (named === undefined) return unknown(asked, full, known);
  if (files.length === 0) return badInput("There is no stack file (Pulumi.<stack>.yaml) in this folder; name one.");
  const read = files.map(readStackFile);
  const unusable = read.filter((file) => file.kind === "unusable");
  if (unusable.length > 0) return badInput(unusable.map(({ text }) => text).join("\n"));
  const keys = known.filter(({ key, holds }) => holds === "a value" && (key === full || key.startsWith(`${full}.`)));
  const parts = keys.map((part) => ({
    ...part,
    practices: read.flatMap((file) => (file.kind === "clinic" ? [explainedIn(file, part.key)] : [])),
  }));
  const text = parts.map(({ key, description, practices }) => section(key, description, practices)).join("\n\n");
  return { exit: 0, text, json: { kind: "explanation", keys: parts.map(asJson) } };
}

function unknown(asked: string, full: string, known: readonly KnownKey[]): Failed {
  const keys = known.map(({ key }) => key);
  const nearest = nearestTo(full, keys);
  const tops = known.filter(({ key }) => !key.includes(".")).map(({ key }) => key);
  const hint = nearest === undefined ? `Keys are: ${tops.join(", ")}.` : `Did you mean ${nearest}?`;
  return badInput(`A stack file has no key ${shown(asked)}. ${hint}`);
}

function explainedIn(file: Extract<StackFile, { readonly kind: "clinic" }>, key: string): Explained {
  const { clinic, law, origins } = file;
  const origin = origins(key);
  // The completed clinic has the defaults; its keys are the file's without the namespace.
  const [, top = "", ...below] = pathOf(key);
  const held = valueAt([String(top).replace("stillroom:", ""), ...below], { ...clinic, law });
  return { stack: clinic.stack, key, value: held ?? origin.said?.value, ...origin };
}

function section(key: string, description: string | undefined, practices: readonly Explained[]): string {
  const rows = practices.map(({ stack, value, said, passedOver }) => [
    stack,
    value === undefined ? "not set" : shown(value),
    visible([sourceOf(value, said), ...passedOver.map(instead)].join(", ")),
  ]);
  const title = description === undefined ? key : `${key}: ${description}`;
  return `${title}\n${textTable(["stack", "value", "from"], rows, "left")}`;
}

function sourceOf(value: unknown, said: Said | undefined): string {
  if (said !== undefined) return placeText(said);
  return value === undefined ? "no file, and there is no default" : "Stillroom's default";
}

function instead(said: Said): string {
  return `instead of ${shown(said.value)} in ${placeText(said)}`;
}

function placeText({ file, line }: Said): string {
  return `${relative("", file)}:${line}`;
}

function asJson({ key, description, practices }: KnownKey & { readonly practices: readonly Explained[] }): unknown {
  const place = ({ file, line, column, value }: Said): unknown => ({ file, line, column, value });
  return {
    key,
    description,
    practices: practices.map(({ stack, value, said, passedOver }) => ({
      stack,
      value: value ?? null,
      from: said === undefined ? (value === undefined ? "nowhere" : "default") : place(said),
      insteadOf: passedOver.map(place),
    })),
  };
}
