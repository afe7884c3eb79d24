import { auditLines } from "./audit/lines.ts";
import type { Desk } from "./desk.ts";
import { forget } from "./retention/forget.ts";
import { LANGUAGES } from "./settings.ts";
import { LINK_HOURS } from "./staff/enrolment.ts";
import { enrolByCommand } from "./staff/people.ts";
import { isStaffName } from "./staff/staff-name.ts";
import { ROLES } from "./staff/roles.ts";

const USAGE = `Usage:
  desk enrol NAME ROLES [LANGUAGE]  make an account, or begin anew with one that is there, and print its enrolment link
  desk audit [AFTER]                print the audit log after an entry's number, one JSON document a line
  desk forget                       delete now what its time is over for
ROLES are ${ROLES.join(", ")}, with commas between; LANGUAGE is one of ${LANGUAGES.join(", ")}.`;

/** Where the words go. */
export interface Terminal {
  readonly log: (line: string) => void;
  readonly error: (line: string) => void;
}

/**
 * The command of the machine's administrator.
 *
 * @returns 0 when it was done, 2 when the call can't be used
 */
export async function administer(desk: Desk, argv: readonly string[], terminal: Terminal): Promise<0 | 2> {
  const [command, ...words] = argv;
  switch (command) {
    case "enrol":
      return enrol(desk, words, terminal);
    case "audit":
      return printAudit(desk, words, terminal);
    case "forget":
      terminal.log(JSON.stringify(await forget(desk)));
      return 0;
    default:
      terminal.error(USAGE);
      return 2;
  }
}

async function enrol(desk: Desk, [name = "", list = "", word]: readonly string[], terminal: Terminal): Promise<0 | 2> {
  const language = word === undefined ? desk.settings.language : LANGUAGES.find((known) => known === word);
  const roles = list.split(",").flatMap((role) => ROLES.filter((known) => known === role));
  if (!isStaffName(name) || language === undefined || roles.length === 0 || roles.length !== list.split(",").length) {
    terminal.error(USAGE);
    terminal.error("A NAME begins with a letter and has 2 to 32 of a-z, 0-9, dot and hyphen.");
    return 2;
  }
  const { address } = await enrolByCommand(desk, { name, roles, language });
  terminal.error(`Hand this address to ${name} on a safe way: it opens once, within ${LINK_HOURS} hours.`);
  terminal.log(address);
  return 0;
}

async function printAudit(desk: Desk, [after = "0"]: readonly string[], terminal: Terminal): Promise<0 | 2> {
  if (!/^[0-9]{1,15}$/.test(after)) {
    terminal.error(USAGE);
    return 2;
  }
  for (const line of await auditLines(desk.sql, Number(after))) terminal.log(JSON.stringify(line));
  return 0;
}
