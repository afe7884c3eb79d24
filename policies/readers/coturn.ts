import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** turnserver.conf as options in order; where coturn keeps one value, the last counts. */
export type Coturn = readonly CoturnOption[];

export interface CoturnOption {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/**
 * coturn 4.6.1, src/apps/relay/mainrelay.c (parse_arg_string, read_config_file): one option a line, name and value parted by
 * blanks or `=`, a value may stand in double quotes, `#` starts a comment line.
 */
export function readCoturn(source: Source): Reading<Coturn> {
  const doubts: Breach[] = [];
  const value = source.text.split("\n").flatMap((text, index): CoturnOption[] => {
    const trimmed = text.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const match = /^([^\s=]+)(?:[\s=]+(.*))?$/.exec(trimmed);
    const name = match?.[1] ?? "";
    if (!/^[a-z][a-z0-9_-]*$/i.test(name)) {
      doubts.push({ where: source.path, line: index + 1, what: `"${trimmed.slice(0, 60)}" is no option of coturn.` });
      return [];
    }
    return [{ name, value: unquoted(match?.[2] ?? ""), line: index + 1 }];
  });
  return { value, doubts };
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.replace(/^"(.*?)"?$/, "$1") : value;
}

export function coturnOptions(coturn: Coturn, name: string): readonly CoturnOption[] {
  return coturn.filter((option) => option.name === name);
}

/** Whether a switch is on: it stands there, and its last value does not say no (get_bool_value: 0, false, no, off). */
export function coturnSwitch(coturn: Coturn, name: string): boolean {
  const last = coturnOptions(coturn, name).at(-1);
  return last !== undefined && !/^(?:0|f|n|of)/i.test(last.value);
}
