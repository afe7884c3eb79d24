import { CsvError, parse } from "csv-parse/sync";
import { nearestTo } from "../../clinic/fault.ts";
import type { Answers } from "./answers.ts";
import { QUESTIONS } from "./questions.ts";

/** A practice as a row of a file names it. */
export interface Row {
  readonly line: number;
  readonly name: string | undefined;
  readonly answers: Answers;
}

/** Practices of a CSV file (RFC 4180), its first line the columns' names; or why they can't be read, a full sentence. */
export function rowsOf(text: string): readonly Row[] | { readonly what: string } {
  const columns = ["name", ...QUESTIONS.map(({ name }) => name)];
  let read: readonly { readonly record: Readonly<Record<string, string>>; readonly info: { readonly lines: number } }[];
  let head: readonly string[] = [];
  try {
    read = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
      columns: (names: readonly string[]) => {
        head = names;
        return [...names];
      },
    });
  } catch (error) {
    if (error instanceof CsvError) return { what: `It is no CSV: ${error.message}.` };
    throw error;
  }
  const strange = head.find((name) => !columns.includes(name));
  if (strange !== undefined) {
    const nearest = nearestTo(strange, columns);
    return {
      what: `There is no column ${JSON.stringify(strange)}. ${nearest === undefined ? `Columns are: ${columns.join(", ")}.` : `Did you mean ${nearest}?`}`,
    };
  }
  if (read.length === 0)
    return {
      what: `It holds no practice. Its first line names the columns (${columns.join(", ")}), each other line is one.`,
    };
  return read.map(({ record: { name, ...others }, info }) => ({
    line: info.lines,
    name: name === "" ? undefined : name,
    answers: Object.fromEntries(Object.entries(others).filter(([, value]) => value !== "")),
  }));
}
