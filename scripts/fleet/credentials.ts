import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of one practice's process. */
export type EnvironmentOf = (stack: string) => Environment;

/**
 * Each practice's own credentials: DIR/<stack>.env holds variables, one `NAME=value` a line. What any practice has for itself is taken out
 * of the caller's environment for all others, so that no process ever holds another's.
 *
 * @param folder undefined where all share the caller's
 * @returns a sentence where a file could be read by others or holds nothing
 */
export function environmentsOf(
  folder: string | undefined,
  caller: Environment,
): EnvironmentOf | { readonly what: string } {
  if (folder === undefined) return () => caller;
  const own = new Map<string, Environment>();
  try {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".env"))) {
      const file = join(folder, name);
      if ((statSync(file).mode & 0o077) !== 0)
        return { what: `${file} can be read by others than you: chmod 600 ${file}` };
      own.set(name.slice(0, -".env".length), parseEnv(readFileSync(file, "utf8")));
    }
  } catch (error) {
    return {
      what: `The credentials in ${folder} can't be read (${error instanceof Error ? error.message : String(error)}).`,
    };
  }
  if (own.size === 0) return { what: `${folder} holds no credentials: one file <stack>.env for each practice.` };
  const private_ = new Set([...own.values()].flatMap((variables) => Object.keys(variables)));
  const shared = Object.fromEntries(Object.entries(caller).filter(([name]) => !private_.has(name)));
  return (stack) => ({ ...shared, ...own.get(stack) });
}
