import { stackFilesIn, stackOf } from "../practice/stack-file.ts";

/** A practice of a fleet. */
export interface Practice {
  readonly stack: string;
  readonly file: string;
}

/**
 * The practices of a folder whose names match, in the order of their names.
 *
 * @param selector names with `*` for any letters, separated by commas; `!` in front takes away: `north-*,!north-1`
 * @returns a sentence where a part matches nothing, since it is misspelt then
 */
export function practicesIn(
  folder: string,
  selector: string | undefined,
): readonly Practice[] | { readonly what: string } {
  const all = stackFilesIn(folder).map((file) => ({ file, stack: stackOf(file) ?? "" }));
  if (all.length === 0)
    return { what: "There is no stack file (Pulumi.<stack>.yaml) in this folder. npx stillroom new writes one." };
  const parts = (selector ?? "*").split(",").map((part) => part.trim());
  const matched = parts.map((part) => ({
    part,
    takes: patternOf(part.replace(/^!/, "")),
    without: part.startsWith("!"),
  }));
  const idle = matched.find(({ takes }) => !all.some(({ stack }) => takes.test(stack)));
  if (idle !== undefined) {
    return {
      what: `No practice here is called ${JSON.stringify(idle.part)}. There are: ${shortList(all.map(({ stack }) => stack))}.`,
    };
  }
  const wanted = matched.some(({ without }) => !without) ? matched : [...matched, { takes: /^/, without: false }];
  const chosen = all.filter(
    ({ stack }) =>
      wanted.some(({ takes, without }) => !without && takes.test(stack)) &&
      !wanted.some(({ takes, without }) => without && takes.test(stack)),
  );
  return chosen.length === 0 ? { what: `${selector ?? ""} leaves no practice.` } : chosen;
}

function patternOf(part: string): RegExp {
  return new RegExp(
    `^${part
      .split("*")
      .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
}

function shortList(names: readonly string[]): string {
  return names.length <= 10 ? names.join(", ") : `${names.slice(0, 10).join(", ")} and ${names.length - 10} more`;
}
