import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import type { Desk } from "../../desk/desk.ts";
import { choosePassword, codeToEnrol, enrolCode, openEnrolment } from "../../desk/staff/enrolment.ts";
import { invite } from "../../desk/staff/people.ts";
import type { Role, Staff } from "../../desk/staff/roles.ts";
import { visitorOf } from "../../desk/staff/sessions.ts";

/** A password that is long enough. */
export const PASSWORD = "eleven grey herons";

/** Where the tests' people sit. */
export const ADDRESS = "198.51.100.7";

/** A person who is enrolled with an authenticator app and signed in. */
export interface Enrolled {
  readonly staff: Staff;
  readonly cookie: string;
  /** The app's secret, base32. */
  readonly secret: string;
}

/** Makes an account, goes through its enrolment with an authenticator app, and leaves the person signed in. */
export async function enrolled(desk: Desk, name: string, roles: readonly Role[]): Promise<Enrolled> {
  const link = await invitedLink(desk, name, roles);
  const open = await openEnrolment(desk, link, ADDRESS);
  assert.equal(open.kind, "open");
  assert.deepEqual(await choosePassword(desk, open.cookie, PASSWORD), { kind: "taken" });
  const code = await codeToEnrol(desk, open.cookie);
  assert.equal(code.kind, "code");
  const signedIn = await enrolCode(desk, open.cookie, codeAt(code.secret, desk.now()));
  assert.equal(signedIn.kind, "whole");
  const visitor = await visitorOf(desk, signedIn.cookie);
  assert.equal(visitor.kind, "whole");
  return { staff: visitor.staff, cookie: signedIn.cookie, secret: code.secret };
}

/** Makes an account and gives what stands behind # in its enrolment's address. */
export async function invitedLink(desk: Desk, name: string, roles: readonly Role[]): Promise<string> {
  const invited = await invite(desk, "machine", { name, roles, language: "en" });
  assert.equal(invited.kind, "invited");
  return wordIn(invited.address);
}

/** What stands behind # in an address. */
export function wordIn(address: string): string {
  return new URL(address).hash.slice(1);
}

/** What an authenticator app shows at a moment. */
export function codeAt(secret: string, now: Date): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now.getTime() });
}

/** A person with an account and no keys to it: for acts that ask only who it is. */
export async function personOf(desk: Desk, name: string, roles: readonly Role[]): Promise<Staff> {
  const [row] = await desk.sql<{ id: string }[]>`
    INSERT INTO staff (name, roles, made_at) VALUES (${name}, ${[...roles]}, ${desk.now()}) RETURNING id`;
  assert.ok(row);
  return { id: row.id, name, roles, language: "en" };
}
