import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** What sshd would use, keywords in lower case. */
export interface Sshd {
  /** The first value of each keyword outside of any `Match`, by which sshd goes. */
  readonly settings: ReadonlyMap<string, SshdSetting>;
  /** Every setting inside a `Match` block, which overrides for those who match. */
  readonly matched: readonly SshdSetting[];
}

export interface SshdSetting {
  readonly keyword: string;
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/**
 * sshd_config(5) of OpenSSH 10.0: keyword and arguments on a line, blanks or one `=` between them, keywords in any case, the
 * first value obtained wins, `Match` holds until the next one or the file's end. Debian's own file includes
 * /etc/ssh/sshd_config.d/*.conf at its very start, in the order of their names.
 *
 * @param sources the files in the order in which sshd reads them
 */
export function readSshd(sources: readonly Source[]): Reading<Sshd> {
  const settings = new Map<string, SshdSetting>();
  const matched: SshdSetting[] = [];
  const doubts: Breach[] = [];
  for (const { path, text } of sources) {
    let inMatch = false;
    for (const [index, line] of text.split("\n").entries()) {
      const trimmed = line.trim();
      if (trimmed === "" || trimmed.startsWith("#")) continue;
      const match = /^([A-Za-z0-9]+)(?:\s*=\s*|\s+)(.+)$/.exec(trimmed);
      const keyword = match?.[1]?.toLowerCase();
      if (keyword === undefined || match?.[2] === undefined) {
        doubts.push({ where: path, line: index + 1, what: `"${trimmed.slice(0, 60)}" is no setting of sshd.` });
        continue;
      }
      const setting = { keyword, value: match[2].replace(/^"(.*)"$/, "$1"), path, line: index + 1 };
      if (keyword === "include") {
        doubts.push({
          where: path,
          line: index + 1,
          what: `sshd would also read ${setting.value}, which can't be told.`,
        });
      } else if (keyword === "match") {
        inMatch = setting.value.toLowerCase() !== "all";
      } else if (inMatch) matched.push(setting);
      else if (!settings.has(keyword)) settings.set(keyword, setting);
    }
  }
  return { value: { settings, matched }, doubts };
}
