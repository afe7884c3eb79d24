import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";

/** Computes passwords' hashes one after the other, and refuses more than a bounded queue holds. */
export interface Passwords {
  /** Argon2id in PHC's form; undefined when too many wait. */
  readonly hash: (password: string) => Promise<string | undefined>;
  /**
   * Whether a password belongs to a hash; takes the same time without a hash, and is then false.
   *
   * @returns undefined when too many wait
   */
  readonly verify: (password: string, hash: string | undefined) => Promise<boolean | undefined>;
}

/** OWASP Password Storage Cheat Sheet, "Argon2id": at least 19 MiB, 2 iterations, 1 degree of parallelism. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const SALT_BYTES = 16;

/** About 70 ms each on a small machine: the last in the queue waits for a second and a half. */
const MOST_WAITING = 20;

export function newPasswords(): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inTurn = <Value>(compute: () => Promise<Value>): Promise<Value> | undefined => {
    if (waiting >= MOST_WAITING) return undefined;
    waiting += 1;
    // WebAssembly computes on the one thread: between two, everybody else's requests get their turn.
    const turn = last.then(() => new Promise<void>((resolve) => setImmediate(resolve))).then(compute);
    last = turn.catch(() => undefined).finally(() => (waiting -= 1));
    return turn;
  };

  const hash = (password: string): Promise<string> =>
    argon2id({ ...COST, password: normal(password), salt: randomBytes(SALT_BYTES), outputType: "encoded" });
  // Nobody's, with the same cost: whoever has no password is looked at for as long as one who has.
  const nobodys = inTurn(() => hash(randomBytes(32).toString("base64url")));

  return {
    hash: async (password) => inTurn(() => hash(password)),
    verify: async (password, known) =>
      inTurn(async () => {
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

const SHORTEST = 12;
const LONGEST = 256;

/** Why a password can't be chosen. */
export type PasswordFault = "too-short" | "too-long" | "is-name";

/** Length is the one rule (OWASP ASVS 4.0.3, 2.1.1, 2.1.2 and 2.1.9); and it is not one's own name. */
export function passwordFault(password: string, name: string): PasswordFault | undefined {
  const { length } = Array.from(normal(password));
  if (length < SHORTEST) return "too-short";
  if (length > LONGEST) return "too-long";
  return password.toLowerCase() === name ? "is-name" : undefined;
}
