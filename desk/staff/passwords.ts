import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";
import type { Settings } from "../settings.ts";
import { isCommonPassword } from "./common-passwords.ts";

/** Computes passwords' hashes one after the other, and refuses more than a bounded queue holds. */
export interface Passwords {
  /** Argon2id in PHC's form; undefined when too many wait. */
  readonly hash: (password: string) => Promise<string | undefined>;
  /**
   * Whether a password belongs to a hash; takes the same time without a hash, and is then false.
   *
   * @param from strangers can't fill the places in the queue that are kept for everybody else
   * @returns undefined when too many wait
   */
  readonly verify: (
    password: string,
    hash: string | undefined,
    from?: "stranger" | "known",
  ) => Promise<boolean | undefined>;
}

/** OWASP Password Storage Cheat Sheet, "Argon2id": at least 19 MiB, 2 iterations, 1 degree of parallelism. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const SALT_BYTES = 16;

/** About 70 ms each on a small machine: the last stranger in the queue waits for a second and a half, and everybody for three at most. */
const MOST_WAITING = { stranger: 20, known: 40 } as const;

export function newPasswords(): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inTurn = <Value>(from: "stranger" | "known", compute: () => Promise<Value>): Promise<Value> | undefined => {
    if (waiting >= MOST_WAITING[from]) return undefined;
    waiting += 1;
    // WebAssembly computes on the one thread: between two, everybody else's requests get their turn.
    const turn = last.then(() => new Promise<void>((resolve) => setImmediate(resolve))).then(compute);
    last = turn.catch(() => undefined).finally(() => (waiting -= 1));
    return turn;
  };

  const hash = (password: string): Promise<string> =>
    argon2id({ ...COST, password: normal(password), salt: randomBytes(SALT_BYTES), outputType: "encoded" });
  // Nobody's, with the same cost: whoever has no password is looked at for as long as one who has.
  const nobodys = inTurn("known", () => hash(randomBytes(32).toString("base64url")));

  return {
    // Who chooses a password was invited.
    hash: async (password) => inTurn("known", () => hash(password)),
    verify: async (password, known, from = "known") =>
      inTurn(from, async () => {
        // The library takes no empty password; nobody has one, and it takes as long as another.
        const right = await argon2Verify({ password: normal(password) || " ", hash: known ?? (await nobodys) ?? "" });
        return right && known !== undefined && password !== "";
      }),
  };
}

/** NIST SP 800-63B, 5.1.1.2: so that the same keys on two keyboards are the same password. */
function normal(password: string): string {
  return password.normalize("NFKC");
}

export const SHORTEST = 12;
const LONGEST = 128;
/** What is shorter stands in many a word. */
const SHORTEST_NAME = 3;

/** Why a password can't be chosen. */
export type PasswordFault = "too-short" | "too-long" | "is-name" | "too-common";

/**
 * Length is the one rule (OWASP ASVS 4.0.3, 2.1.1, 2.1.2 and 2.1.9) for what nobody else would think of first: it is none of the most common
 * ones (2.1.7), and long enough without the names that everybody knows here.
 *
 * @param name of the account
 * @param where whose title and address are no secret either
 */
export function passwordFault(
  password: string,
  name: string,
  where: Pick<Settings, "origin" | "title">,
): PasswordFault | undefined {
  const given = normal(password);
  // ASVS 2.1.1 counts several spaces in a row as one.
  const length = lengthOf(given.replaceAll(/ {2,}/g, " "));
  if (length < SHORTEST) return "too-short";
  if (length > LONGEST) return "too-long";
  if (isCommonPassword(given)) return "too-common";
  return lengthOf(withoutNames(given, name, where)) < SHORTEST ? "is-name" : undefined;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** What a guesser has to find where the account's name, the desk's title and its address are known. */
function withoutNames(password: string, name: string, { origin, title }: Pick<Settings, "origin" | "title">): string {
  const texts = [name, title, new URL(origin).hostname].map((text) => normal(text).toLowerCase());
  const names = texts.flatMap((text) => [
    text,
    text.replaceAll(/[^\p{L}\p{N}]/gu, ""),
    ...text.split(/[^\p{L}\p{N}]/u),
  ]);
  return names
    .filter((one) => lengthOf(one) >= SHORTEST_NAME)
    .sort((one, other) => other.length - one.length)
    .reduce((rest, one) => rest.replaceAll(one, ""), password.toLowerCase());
}
