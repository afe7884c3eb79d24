#!/usr/bin/node
import { readFileSync } from "node:fs";
import { administer } from "./administer.ts";
import { connect } from "./database/connect.ts";
import { deskOf } from "./desk.ts";
import { endWhenUnexpected } from "./last-resort.ts";
import { serveDesk } from "./serve.ts";
import { readSettings, type Settings } from "./settings.ts";

const CONFIGURATION = "/etc/stillroom/desk.json";
/** desk/browser/main.ts as one script. */
const PAGE_PROGRAM = "/usr/local/lib/stillroom/desk-page.js";
/** As the desk itself runs; the database knows it by that. */
const ACCOUNT = "desk";

/**
 * The desk's one program. `desk serve [SETTINGS [PAGE_PROGRAM]]` serves until it is told to end; `desk check [SETTINGS]` only says
 * whether the settings can be used; every other word is the administrator's.
 */
async function main([command, ...words]: readonly string[]): Promise<void> {
  switch (command) {
    case "serve": {
      endWhenUnexpected();
      const settings = settingsAt(words[0] ?? CONFIGURATION);
      if (settings !== undefined) serveDesk(settings, readFileSync(words[1] ?? PAGE_PROGRAM, "utf8"));
      break;
    }
    case "check":
      settingsAt(words[0] ?? CONFIGURATION);
      break;
    default:
      await administerAsDesk(command === undefined ? [] : [command, ...words]);
  }
}

/** Says what is wrong with the settings, and gives none then. */
function settingsAt(path: string): Settings | undefined {
  const read = readSettings(path);
  if (read.kind === "settings") return read.settings;
  for (const fault of read.faults) console.error(fault);
  process.exitCode = 2;
  return undefined;
}

/** Started as root, it does everything as the desk's own account. */
async function administerAsDesk(argv: readonly string[]): Promise<void> {
  if (process.getuid?.() === 0) {
    process.setgroups?.([ACCOUNT]);
    process.setgid?.(ACCOUNT);
    process.setuid?.(ACCOUNT);
  }
  const settings = settingsAt(CONFIGURATION);
  if (settings === undefined) return;
  const sql = connect(settings.database);
  try {
    process.exitCode = await administer(deskOf(settings, sql), argv, console);
  } catch (error) {
    console.error(`It was not done: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await sql.end();
  }
}

void main(process.argv.slice(2));
