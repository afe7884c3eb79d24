import { attemptsWithin, type Attempts } from "./attempts.ts";

/** What is counted, and by what. */
export interface Limits {
  /** Passwords from devices that are not known for the name, by that name. */
  readonly passwordsByName: Attempts;
  /** The same, by address. */
  readonly passwordsByAddress: Attempts;
  /** Passwords from a device that is known for the name, by that device: neither the name's nor the address's count holds them back. */
  readonly passwordsByDevice: Attempts;
  /** The same of all known devices together, by name. */
  readonly passwordsByPerson: Attempts;
  /** Codes from devices that are not known for the person, by person: whoever comes so far knows the password. */
  readonly codesByStrangers: Attempts;
  /** Codes from a device that is known for the person, or within a session or an enrolment, by that: strangers don't hold them back. */
  readonly codesByPlace: Attempts;
  /** The same of all known devices and sessions together, by person. */
  readonly codesByPerson: Attempts;
  /** Lines in the audit log that anybody can cause for a person: no more are written. */
  readonly linesByPerson: Attempts;
  /** The same for what one line an hour is enough for. */
  readonly linesOnceAnHour: Attempts;
  /** Links and enrolments that don't exist, by address. */
  readonly linksByAddress: Attempts;
  /** Mails, by who sends them. */
  readonly mailsByPerson: Attempts;
}

/**
 * OWASP ASVS 4.0.3, 2.2.1: no more than 100 failed attempts per hour on one account, in all. An hour touches five windows of a quarter at
 * most, and two of an hour: five times 9 and 6 passwords, and twice 5 and 7 codes, are 99. A code is one of a million and three are good at
 * a time: five an hour leave a guesser one chance in 2,700 a day, and only one who knows the password. Whoever takes one known device
 * leaves attempts for the others. Nobody guesses a passkey: its answers are not counted.
 */
export function newLimits(): Limits {
  return {
    passwordsByName: attemptsWithin({ most: 9, windowSeconds: 900 }),
    passwordsByAddress: attemptsWithin({ most: 30, windowSeconds: 900 }),
    passwordsByDevice: attemptsWithin({ most: 4, windowSeconds: 900 }),
    passwordsByPerson: attemptsWithin({ most: 6, windowSeconds: 900 }),
    codesByStrangers: attemptsWithin({ most: 5, windowSeconds: 3600 }),
    codesByPlace: attemptsWithin({ most: 5, windowSeconds: 3600 }),
    codesByPerson: attemptsWithin({ most: 7, windowSeconds: 3600 }),
    linesByPerson: attemptsWithin({ most: 5, windowSeconds: 3600 }),
    linesOnceAnHour: attemptsWithin({ most: 1, windowSeconds: 3600 }),
    linksByAddress: attemptsWithin({ most: 20, windowSeconds: 900 }),
    mailsByPerson: attemptsWithin({ most: 30, windowSeconds: 3600 }),
  };
}

/** What one attempt is counted in, and by which key. */
export type Counts = readonly (readonly [Attempts, string])[];

/**
 * Counts one attempt in each, or in none where one of them says to wait.
 *
 * @returns seconds to wait; 0 to go on
 */
export function takeAll(counts: Counts, now: Date): number {
  for (const [index, [attempts, key]] of counts.entries()) {
    const wait = attempts.take(key, now);
    if (wait === 0) continue;
    giveAllBack(counts.slice(0, index));
    return wait;
  }
  return 0;
}

/** Takes one back in each that was good. */
export function giveAllBack(counts: Counts): void {
  for (const [attempts, key] of counts) attempts.giveBack(key);
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
