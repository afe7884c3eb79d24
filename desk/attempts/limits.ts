import { attemptsWithin, type Attempts } from "./attempts.ts";

/** What is counted, and by what. */
export interface Limits {
  /** Passwords from devices that are not known for the name, by that name. */
  readonly passwordsByName: Attempts;
  /** The same, by address. */
  readonly passwordsByAddress: Attempts;
  /** Passwords from devices that are known for the name, by person: neither the name's nor the address's count holds them back. */
  readonly passwordsByPerson: Attempts;
  /** Codes and passkeys, by account: whoever comes so far knows the password. */
  readonly factorsByAccount: Attempts;
  /** Links and enrolments that don't exist, by address. */
  readonly linksByAddress: Attempts;
  /** Mails, by who sends them. */
  readonly mailsByPerson: Attempts;
}

/**
 * OWASP ASVS 4.0.3, 2.2.1: no more than 100 failed attempts per hour on one account. An hour touches five windows of a quarter at most: five
 * times 12 and 8. A code is one of a million and three are good at
 * a time: five an hour leave a guesser one chance in 2,700 a day, and only one who knows the password.
 */
export function newLimits(): Limits {
  return {
    passwordsByName: attemptsWithin({ most: 12, windowSeconds: 900 }),
    passwordsByAddress: attemptsWithin({ most: 30, windowSeconds: 900 }),
    passwordsByPerson: attemptsWithin({ most: 8, windowSeconds: 900 }),
    factorsByAccount: attemptsWithin({ most: 5, windowSeconds: 3600 }),
    linksByAddress: attemptsWithin({ most: 20, windowSeconds: 900 }),
    mailsByPerson: attemptsWithin({ most: 30, windowSeconds: 3600 }),
  };
}

/** There was too much of it: what a person can do is wait. */
export interface TooMany {
  readonly kind: "refused";
  readonly why: "too-many-attempts";
  readonly seconds: number;
}

export function tooMany(seconds: number): TooMany {
  return { kind: "refused", why: "too-many-attempts", seconds };
}
