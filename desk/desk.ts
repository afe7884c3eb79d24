import type { Sql } from "./database/connect.ts";
import { newLimits, type Limits } from "./attempts/limits.ts";
import { newPasswords, type Passwords } from "./staff/passwords.ts";
import type { Settings } from "./settings.ts";

/** Everything that an act at the desk needs; there is no other state in the process. */
export interface Desk {
  readonly settings: Settings;
  readonly sql: Sql;
  readonly now: () => Date;
  readonly passwords: Passwords;
  readonly limits: Limits;
}

/** @param now the clock; whoever tests gives another */
export function deskOf(settings: Settings, sql: Sql, now = (): Date => new Date()): Desk {
  return { settings, sql, now, passwords: newPasswords(), limits: newLimits() };
}
