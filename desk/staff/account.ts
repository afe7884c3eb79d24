import { giveAllBack, takeAll, tooMany, type TooMany } from "../attempts/limits.ts";
import { writeAudit } from "../audit/write.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { opened } from "../sealing.ts";
import { hashOf } from "../secret-word.ts";
import { pendingApp, takeApp, type AppToAdd } from "./app.ts";
import { noteChange } from "./changes.ts";
import { forgetOtherDevices } from "./known-devices.ts";
import { addPasskey, createdPasskey, passkeyCreation, type PasskeyCreation } from "./passkeys.ts";
import { passwordFault, type PasswordFault } from "./passwords.ts";
import { NOT_FOUND, type NotFound, type Staff } from "./roles.ts";
import { codesAt, sessionPlace, takeChallenge, writePasskeyRefused } from "./second-factor.ts";
import { BUSY, WRONG, type Busy, type Wrong } from "./sign-in.ts";

// What a person does with the own account. Whoever leads here has asked for the second factor just before (`FRESH_MINUTES`).

/** The person and the session's cookie. */
export interface Self {
  readonly staff: Staff;
  readonly cookie: string;
}

/** A person's second factors, as the own page shows them. */
export interface Keys {
  readonly passkeys: readonly { readonly id: string; readonly made: Date }[];
  /** Since when there is an app; undefined without one. */
  readonly app: Date | undefined;
}

export interface Done {
  readonly kind: "done";
}

const DONE: Done = { kind: "done" };

/** Nobody is left without a second factor. */
export interface LastFactor {
  readonly kind: "refused";
  readonly why: "last-factor";
}

/** As many as a person can tell apart. */
const MOST_PASSKEYS = 10;

export async function keysOf(
  { sql, settings }: Pick<Desk, "settings"> & { readonly sql: Query },
  { id }: Pick<Staff, "id">,
): Promise<Keys> {
  const passkeys = await sql<{ id: string; made: Date }[]>`
    SELECT id, made_at AS made FROM passkeys WHERE staff = ${id} ORDER BY made_at, id`;
  const [row] = await sql<{ totp: string | null; made: Date }[]>`
    SELECT totp, totp_made_at AS made FROM staff WHERE id = ${id}`;
  // One that can't be opened is no app: it is never the last one that stays.
  const isThere = opened(settings.sealKey, id, row?.totp) !== undefined;
  return { passkeys: [...passkeys], app: isThere ? row?.made : undefined };
}

/** A new password in place of the one that is known. Every other session ends, and no other device is known any more. */
export async function changePassword(
  desk: Desk,
  { staff, cookie }: Self,
  {
    current,
    next,
    device,
  }: {
    readonly current: string;
    readonly next: string;
    /** What `KNOWN_COOKIE` held, if anything. */
    readonly device?: string | undefined;
  },
): Promise<Done | Wrong | TooMany | Busy | { readonly kind: "refused"; readonly why: PasswordFault }> {
  const counts = codesAt(desk.limits, staff.id, sessionPlace(cookie));
  const wait = takeAll(counts, desk.now());
  if (wait > 0) return tooMany(wait);
  const [row] = await desk.sql<{ password: string | null }[]>`SELECT password FROM staff WHERE id = ${staff.id}`;
  const right = await desk.passwords.verify(current, row?.password ?? undefined);
  if (right === false) {
    await writeAudit(desk.sql, staff, "sign-in-refused", staff.id);
    return WRONG;
  }
  giveAllBack(counts);
  if (right === undefined) return BUSY;
  const fault = passwordFault(next, staff.name, desk.settings);
  if (fault !== undefined) return { kind: "refused", why: fault };
  const hash = await desk.passwords.hash(next);
  if (hash === undefined) return BUSY;
  return desk.sql.begin(async (sql) => {
    // The one that was looked at: an enrolment that was made in between has taken it away.
    const { count } = await sql`
      UPDATE staff SET password = ${hash} WHERE id = ${staff.id} AND active AND password = ${row?.password ?? null}`;
    if (count === 0) return WRONG;
    await forgetOtherDevices(sql, staff.id, device);
    await changed(sql, desk, { staff, cookie }, "password-changed");
    return DONE;
  });
}

/** What the browser shall make a further passkey from. A new one takes the place of the one before. */
export async function passkeyToAdd(desk: Desk, { staff, cookie }: Self): Promise<PasskeyCreation> {
  const { passkeys } = await keysOf(desk, staff);
  const creation = await passkeyCreation(
    desk.settings,
    staff,
    passkeys.map(({ id }) => id),
  );
  await desk.sql`UPDATE sessions SET challenge = ${creation.challenge} WHERE hash = ${hashOf(cookie)}`;
  return creation;
}

/** Adds a passkey. @param response what the browser's `navigator.credentials.create` gave, as JSON */
export function addOwnPasskey(desk: Desk, self: Self, response: unknown): Promise<Done | Wrong> {
  return added(desk, self, async (sql) => {
    const refused = async (): Promise<false> => {
      await writePasskeyRefused(desk, sql, self.staff, self.staff.id);
      return false;
    };
    const challenge = await takeChallenge(sql, self.cookie);
    const passkey = challenge === undefined ? undefined : await createdPasskey(desk.settings, challenge, response);
    if (passkey === undefined) return refused();
    if ((await keysOf({ ...desk, sql }, self.staff)).passkeys.length >= MOST_PASSKEYS) return refused();
    await addPasskey(sql, self.staff.id, passkey, desk.now());
    return true;
  });
}

/** What it takes to set an app up; the one that is there counts until a code confirms the new one. */
export function appToAdd(desk: Desk, { staff, cookie }: Self): Promise<AppToAdd> {
  return desk.sql.begin(async (sql) =>
    pendingApp(
      desk,
      staff,
      await pendingSeal(sql, cookie),
      (seal) => sql`UPDATE sessions SET totp = ${seal} WHERE hash = ${hashOf(cookie)}`,
    ),
  );
}

/**
 * Takes an app in place of the one before, if any, once a code of it shows that it works. Where there was one, that is told too, and every
 * other session ends: one of them may be the lost device's.
 */
export async function addApp(desk: Desk, self: Self, code: string): Promise<Done | Wrong | TooMany> {
  const { staff, cookie } = self;
  const counts = codesAt(desk.limits, staff.id, sessionPlace(cookie));
  const wait = takeAll(counts, desk.now());
  if (wait > 0) return tooMany(wait);
  const answer = await added(desk, self, async (sql) => {
    const [row] = await sql<{ had: boolean }[]>`SELECT totp IS NOT NULL AS had FROM staff WHERE id = ${staff.id}`;
    if (!(await takeApp(desk, sql, staff.id, await pendingSeal(sql, cookie), code))) {
      await writeAudit(sql, staff, "factor-refused", staff.id);
      return false;
    }
    await sql`UPDATE sessions SET totp = NULL WHERE hash = ${hashOf(cookie)}`;
    if (row?.had === true) await changed(sql, desk, self, "factor-removed");
    return true;
  });
  if (answer.kind === "done") giveAllBack(counts);
  return answer;
}

/** Takes a passkey away, but not the last second factor. Every other session ends: one of them may be the lost device's. */
export function removePasskey(desk: Desk, self: Self, id: string): Promise<Done | LastFactor | NotFound> {
  return removed(desk, self, ({ passkeys, app }) => ({ passkeys: passkeys.filter((one) => one.id !== id), app }));
}

/** Takes the app away, but not the last second factor. Every other session ends: one of them may be the lost device's. */
export function removeApp(desk: Desk, self: Self): Promise<Done | LastFactor | NotFound> {
  return removed(desk, self, ({ passkeys }) => ({ passkeys, app: undefined }));
}

/** @param left what is to stay of what there is */
async function removed(desk: Desk, self: Self, left: (keys: Keys) => Keys): Promise<Done | LastFactor | NotFound> {
  const { staff } = self;
  return desk.sql.begin(async (sql): Promise<Done | LastFactor | NotFound> => {
    // Two at once would each leave the other one's.
    await sql`SELECT FROM staff WHERE id = ${staff.id} FOR UPDATE`;
    const known = await keysOf({ ...desk, sql }, staff);
    const { passkeys, app } = left(known);
    if (passkeys.length === known.passkeys.length && app === known.app) return NOT_FOUND;
    if (passkeys.length === 0 && app === undefined) return { kind: "refused", why: "last-factor" };
    await sql`DELETE FROM passkeys WHERE staff = ${staff.id} AND id <> ALL (${passkeys.map(({ id }) => id)})`;
    if (app === undefined) await sql`UPDATE staff SET totp = NULL WHERE id = ${staff.id}`;
    await changed(sql, desk, self, "factor-removed");
    return DONE;
  });
}

/** @param add has written down what is not right */
async function added(desk: Desk, { staff }: Self, add: (sql: Query) => Promise<boolean>): Promise<Done | Wrong> {
  return desk.sql.begin(async (sql): Promise<Done | Wrong> => {
    await sql`SELECT FROM staff WHERE id = ${staff.id} FOR UPDATE`;
    if (!(await add(sql))) return WRONG;
    await noteChange(sql, staff.id, "factor-added", desk.now());
    await writeAudit(sql, staff, "factor-added", staff.id);
    return DONE;
  });
}

async function changed(
  sql: Query,
  desk: Desk,
  { staff, cookie }: Self,
  what: "password-changed" | "factor-removed",
): Promise<void> {
  await sql`DELETE FROM sessions WHERE staff = ${staff.id} AND hash <> ${hashOf(cookie)}`;
  await noteChange(sql, staff.id, what, desk.now());
  await writeAudit(sql, staff, what, staff.id);
}

/** The sealed secret of an app that is being set up in this session. */
async function pendingSeal(sql: Query, cookie: string): Promise<string | null> {
  const [row] = await sql<
    { totp: string | null }[]
  >`SELECT totp FROM sessions WHERE hash = ${hashOf(cookie)} FOR UPDATE`;
  return row?.totp ?? null;
}
