import type { Language } from "../settings.ts";

export const ROLES = ["host", "assistant", "support", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** A person who is signed in. */
export interface Staff {
  readonly id: string;
  /** What the person signs in with. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/**
 * Who may what: the one table. Every route names the permission that it needs, and every act asks again.
 *
 * Whose appointments: a host's permission is for the own ones, an assistant's for every host's ({@link mayForAll}).
 */
const PERMISSIONS = {
  /** See appointments with their labels, and who waits. */
  "see-appointments": ["host", "assistant"],
  /** Make, move and cancel appointments; make and revoke links. */
  "plan-appointments": ["host", "assistant"],
  /** Let a guest in. */
  "let-in": ["host"],
  /** Get a token of a room as its moderator, and end the appointment. */
  "hold-room": ["host"],
  /** See how many there are of what, and how the machine is. */
  "see-counts": ["support"],
  /** Enrol, deactivate, reset. */
  "manage-people": ["admin"],
  /** Enter the mail server's password, and try whether mail arrives. */
  "set-up-mail": ["admin"],
  "read-audit": ["admin"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[]; // the keys of the table above

export function may({ roles }: Pick<Staff, "roles">, permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(role));
}

/** Whether a permission over appointments reaches every host's, not only the person's own. */
export function mayForAll(
  { roles }: Pick<Staff, "roles">,
  permission: "see-appointments" | "plan-appointments",
): boolean {
  return roles.includes("assistant") && may({ roles }, permission);
}

/** The person's roles do not reach so far. Never told apart from what does not exist where an id was given. */
export interface NotAllowed {
  readonly kind: "refused";
  readonly why: "not-allowed";
}

export const NOT_ALLOWED: NotAllowed = { kind: "refused", why: "not-allowed" };

/** There is nothing of that id, or it is not for this person to know. */
export interface NotFound {
  readonly kind: "refused";
  readonly why: "not-found";
}

export const NOT_FOUND: NotFound = { kind: "refused", why: "not-found" };
