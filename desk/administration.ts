#!/usr/bin/node
import { connect } from "./database/connect.ts";
import { administer } from "./administer.ts";
import { deskOf } from "./desk.ts";
import { readSettings } from "./settings.ts";

const CONFIGURATION = "/etc/stillroom/desk.json";
/** As the desk itself runs; the database knows it by that. */
const ACCOUNT = "desk";

/** `desk-admin …`, for who administers the machine: started as root, it does everything as the desk's own account. */
async function main(): Promise<void> {
  if (process.getuid?.() === 0) {
    process.setgroups?.([ACCOUNT]);
    process.setgid?.(ACCOUNT);
    process.setuid?.(ACCOUNT);
  }
  const read = readSettings(CONFIGURATION);
  if (read.kind === "unusable") {
    for (const fault of read.faults) console.error(fault);
    process.exitCode = 2;
    return;
  }
  const sql = connect(read.settings.database);
  try {
    process.exitCode = await administer(deskOf(read.settings, sql), process.argv.slice(2), console);
  } catch (error) {
    console.error(`It was not done: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await sql.end();
  }
}

void main();
