import { replaced, withText } from "../../policies/breaking.ts";
import { ENTRY } from "../../policies/configuration.ts";
import type { Release } from "../../render/release.ts";

/** `rules.v4` and the like, by name and address family. */
export type RuleFile = `${"rules" | "birth" | "closed"}.v${4 | 6}`;

export function pathOf(file: RuleFile): string {
  return `${ENTRY.firewall}${file}`;
}

/** Rules put before the first one of a chain of the filter table. */
export function before(
  release: Release,
  file: RuleFile,
  chain: "INPUT" | "OUTPUT",
  ...rules: readonly string[]
): Release {
  const first = chain === "INPUT" ? /^-A INPUT -i lo/m : /^-A OUTPUT -o lo/m;
  const opening = chain === "INPUT" ? "-A INPUT -i lo" : "-A OUTPUT -o lo";
  return replaced(release, pathOf(file), first, `${rules.join("\n")}\n${opening}`);
}

/** Lines put behind the last one of the filter table. */
export function behind(release: Release, file: RuleFile, ...lines: readonly string[]): Release {
  return replaced(release, pathOf(file), /COMMIT\n$/, `${lines.join("\n")}\nCOMMIT\n`);
}

/** A user chain declared where the built-in ones are, and lines behind. */
export function withChain(release: Release, file: RuleFile, chain: string, ...lines: readonly string[]): Release {
  return behind(replaced(release, pathOf(file), /^(?=:OUTPUT DROP \[0:0\]\n)/m, `:${chain} - [0:0]\n`), file, ...lines);
}

/** A table more behind the last one. */
export function withTable(release: Release, file: RuleFile, ...lines: readonly string[]): Release {
  return withText(release, pathOf(file), (text) => `${text}${lines.join("\n")}\nCOMMIT\n`);
}

/** Lines put into the mangle table. */
export function mangled(release: Release, file: RuleFile, ...lines: readonly string[]): Release {
  return replaced(release, pathOf(file), /COMMIT\n\*filter/, `${lines.join("\n")}\nCOMMIT\n*filter`);
}

/** Every line of a rule file changed or left out. */
export function eachLine(release: Release, file: RuleFile, edit: (line: string) => string | undefined): Release {
  return withText(release, pathOf(file), (text) =>
    text
      .split("\n")
      .map(edit)
      .filter((line) => line !== undefined)
      .join("\n"),
  );
}
