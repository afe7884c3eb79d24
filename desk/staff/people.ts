import { callOffAppointmentsOf } from "../appointments/calling-off.ts";
import { writeAudit, type Actor } from "../audit/write.ts";
import type { Query } from "../database/connect.ts";
import { idOrNone } from "../database/id.ts";
import type { Desk } from "../desk.ts";
import { orderHostOut } from "../rooms/host-rooms.ts";
import type { Language } from "../settings.ts";
import { enrolmentAddress, newEnrolment, takeKeysAway } from "./enrolment.ts";
import { isStaffName } from "./staff-name.ts";
import { may, NOT_ALLOWED, NOT_FOUND, type NotAllowed, type NotFound, ROLES, type Role, type Staff } from "./roles.ts";

/** A person as an admin sees one. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly active: boolean;
  /** Whether a password and a second factor are set. */
  readonly enrolled: boolean;
}

/** Who is to be enrolled. */
export interface NewPerson {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** An enrolment's link, to be handed to the person: it can't be shown again. */
export interface Invited {
  readonly kind: "invited";
  readonly id: string;
  /** The whole address. */
  readonly address: string;
}

/** Who may manage people: an admin, or the machine's own administrator by command. */
export type Manager = Staff | "machine";

/** Everybody who has an account, by name. */
export async function people(
  desk: Desk,
  by: Staff,
): Promise<{ readonly kind: "people"; readonly people: readonly Person[] } | NotAllowed> {
  if (!may(by, "manage-people")) return NOT_ALLOWED;
  const rows = await desk.sql<Person[]>`
    SELECT id, name, roles, language, active, password IS NOT NULL AS enrolled FROM staff ORDER BY name`;
  return { kind: "people", people: [...rows] };
}

/** Makes an account and its enrolment link. */
export async function invite(
  desk: Desk,
  by: Manager,
  { name, roles, language }: NewPerson,
): Promise<Invited | NotAllowed | { readonly kind: "refused"; readonly why: "name" | "taken" | "roles" }> {
  if (!mayManage(by)) return NOT_ALLOWED;
  if (!isStaffName(name)) return { kind: "refused", why: "name" };
  if (roles.length === 0) return { kind: "refused", why: "roles" };
  return desk.sql.begin(async (sql) => {
    const [made] = await sql<{ id: string }[]>`
      INSERT INTO staff (name, roles, language, made_at) VALUES (${name}, ${[...new Set(roles)]}, ${language}, ${desk.now()})
      ON CONFLICT (name) DO NOTHING RETURNING id`;
    if (made === undefined) return { kind: "refused", why: "taken" };
    const link = await newEnrolment(desk, sql, actorOf(by), made.id);
    return { kind: "invited", id: made.id, address: enrolmentAddress(desk, link) };
  });
}

/**
 * For the machine's own administrator: makes the account, or gives the one of that name these roles, lets it in again and takes all
 * its keys away; with a new enrolment link either way. So a practice comes back whose only admin lost a device.
 */
export async function enrolByCommand(desk: Desk, { name, roles, language }: NewPerson): Promise<Invited> {
  return desk.sql.begin(async (sql) => {
    const [row] = await sql<{ id: string; roles: Role[] }[]>`
      INSERT INTO staff (name, roles, language, made_at) VALUES (${name}, ${[...new Set(roles)]}, ${language}, ${desk.now()})
      ON CONFLICT (name) DO UPDATE SET language = EXCLUDED.language, active = true RETURNING id, roles`;
    const id = row?.id ?? "";
    const changed = await setRoles(desk, sql, { id, roles: row?.roles ?? roles }, roles);
    const link = await newEnrolment(desk, sql, "machine", id);
    if (changed) await writeAudit(sql, "machine", "roles-changed", id);
    return { kind: "invited", id, address: enrolmentAddress(desk, link) };
  });
}

/**
 * Takes a person's password, passkeys, app and sessions away, and makes a new enrolment link: for a lost device or password. Who has that
 * device leaves the rooms too.
 */
export async function resetFactors(desk: Desk, by: Manager, person: string): Promise<Invited | NotAllowed | NotFound> {
  if (!mayManage(by)) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, person);
    if ("kind" in row) return row;
    const link = await newEnrolment(desk, sql, actorOf(by), row.id);
    return { kind: "invited", id: row.id, address: enrolmentAddress(desk, link) };
  });
}

/** Gives a person other roles, at once. No admin stops being one alone: somebody else has to be there who is. */
export async function changeRoles(
  desk: Desk,
  by: Manager,
  person: string,
  roles: readonly Role[],
): Promise<
  { readonly kind: "done" } | NotAllowed | NotFound | { readonly kind: "refused"; readonly why: "own-role" | "roles" }
> {
  if (!mayManage(by)) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, person);
    if ("kind" in row) return row;
    if (roles.length === 0) return { kind: "refused", why: "roles" };
    if (by !== "machine" && by.id === person && !may({ roles }, "manage-people"))
      return { kind: "refused", why: "own-role" };
    if (await setRoles(desk, sql, row, roles)) await writeAudit(sql, actorOf(by), "roles-changed", row.id);
    return { kind: "done" };
  });
}

/** Whether they are others than before. Who is a host no more leaves the rooms with everybody in them. */
async function setRoles(
  desk: Desk,
  sql: Query,
  { id, roles: before }: LockedPerson,
  roles: readonly Role[],
): Promise<boolean> {
  const now = ROLES.filter((role) => roles.includes(role));
  if (now.length === before.length && now.every((role) => before.includes(role))) return false;
  await sql`UPDATE staff SET roles = ${[...now]} WHERE id = ${id}`;
  if (before.includes("host") && !now.includes("host")) await orderHostOut(desk, sql, id);
  return true;
}

interface LockedPerson {
  readonly id: string;
  readonly roles: readonly Role[];
}

/**
 * An active person, kept from other acts until this one is done, together with every admin and in the order of ids: of two admins who
 * unmake each other at once, the second one is none any more when it is that one's turn. So one always stays.
 */
async function locked(sql: Query, by: Manager, person: string): Promise<LockedPerson | NotAllowed | NotFound> {
  const rows = await sql<LockedPerson[]>`
    SELECT id, roles FROM staff WHERE active AND (id = ${idOrNone(person)} OR 'admin' = ANY(roles)) ORDER BY id FOR UPDATE`;
  if (by !== "machine" && !rows.some(({ id, roles }) => id === by.id && may({ roles }, "manage-people")))
    return NOT_ALLOWED;
  return rows.find(({ id }) => id === person) ?? NOT_FOUND;
}

/**
 * Shuts a person out at once: every session ends, every key of theirs is deleted, and what they planned is called off. Nobody does so to
 * oneself.
 */
export async function deactivate(
  desk: Desk,
  by: Manager,
  person: string,
): Promise<{ readonly kind: "done" } | NotAllowed | NotFound | { readonly kind: "refused"; readonly why: "self" }> {
  if (!mayManage(by)) return NOT_ALLOWED;
  if (by !== "machine" && by.id === person) return { kind: "refused", why: "self" };
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, person);
    if ("kind" in row) return row;
    await sql`UPDATE staff SET active = false WHERE id = ${row.id}`;
    await takeKeysAway(desk, sql, person);
    const calledOff = await callOffAppointmentsOf(desk, sql, person);
    await writeAudit(sql, actorOf(by), "person-deactivated", person);
    for (const id of calledOff) await writeAudit(sql, actorOf(by), "appointment-cancelled", id);
    return { kind: "done" };
  });
}

/** Lets a person in again, with a new enrolment. */
export async function activate(desk: Desk, by: Manager, person: string): Promise<Invited | NotAllowed | NotFound> {
  if (!mayManage(by)) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      UPDATE staff SET active = true WHERE id = ${idOrNone(person)} AND NOT active RETURNING id`;
    if (row === undefined) return NOT_FOUND;
    const link = await newEnrolment(desk, sql, actorOf(by), row.id);
    await writeAudit(sql, actorOf(by), "person-activated", row.id);
    return { kind: "invited", id: row.id, address: enrolmentAddress(desk, link) };
  });
}

function mayManage(by: Manager): boolean {
  return by === "machine" || may(by, "manage-people");
}

function actorOf(by: Manager): Actor {
  return by === "machine" ? by : { id: by.id };
}
