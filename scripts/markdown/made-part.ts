import { format, resolveConfig } from "prettier";

/** A part of a page that a program writes: what stands around it is written by hand. */
export interface MadePart {
  /** In the marks around it: `<!-- <name>: made by `node <program>` -->` and `<!-- end of <name> -->`. */
  readonly name: string;
  /** From the repository's root. */
  readonly program: string;
  readonly text: string;
}

/**
 * The page with that part made anew.
 *
 * @throws Error where the page does not hold both marks, in their order
 */
export function withPart(page: string, { name, program, text }: MadePart): string {
  const begin = `<!-- ${name}: made by \`node ${program}\` -->`;
  const end = `<!-- end of ${name} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(
      `The page has no part between "${begin}" and "${end}": put both lines where ${program} is to write.`,
    );
  return `${page.slice(0, from)}${begin}\n\n${text}\n\n${page.slice(to)}`;
}

/** The page as `npm run format` leaves it. */
export async function formatted(page: string, file: URL): Promise<string> {
  return format(page, { ...(await resolveConfig(file)), parser: "markdown" });
}
