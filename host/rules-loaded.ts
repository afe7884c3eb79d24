import { existsSync, readFileSync } from "node:fs";
import { StepFailed } from "./failure.ts";
import { rulesInForce, RULE_FILES } from "./firewall.ts";
import { inside, type Places } from "./places.ts";

/** One chain of the table that decides what gets through. */
interface Chain {
  readonly name: string;
  /** `ACCEPT` or `DROP`; `-` for a chain that is no kernel's own. */
  readonly policy: string;
  readonly rules: number;
}

/**
 * Looks whether the rule files on the disk are what the kernel goes by, both address families: a unit that says that it loaded them is no
 * proof. Rules are counted and not compared, since the kernel prints them in words of its own.
 *
 * @param alone whether nothing may stand in the kernel's own chains besides; otherwise other programs may have added to them
 * @throws StepFailed where other rules are in force
 */
export async function requireLoaded(places: Places, alone: boolean): Promise<void> {
  const now = await rulesInForce();
  for (const path of RULE_FILES) {
    const file = inside(places, path);
    const inForce = path.endsWith("v4") ? now.v4 : now.v6;
    // A kernel without IPv6 has no rules for it, and needs none.
    if (!existsSync(file) || (path.endsWith("v6") && inForce === "" && !existsSync("/proc/net/if_inet6"))) continue;
    const other = firstOtherChain(readFileSync(file, "utf8"), inForce, alone);
    if (other !== undefined) {
      throw new StepFailed(
        "firewall",
        `${path} was written, but the packet filter in force is another: chain ${other}.`,
        "See what journalctl --unit stillroom-firewall says on the machine, mend it, and do this again; until then the provider's console can cut the machine off.",
      );
    }
  }
}

/** The first chain of a rule file that the kernel has not so, by name; undefined where all are there. */
export function firstOtherChain(file: string, inForce: string, alone: boolean): string | undefined {
  const known = new Map(filterChainsOf(inForce).map((chain) => [chain.name, chain]));
  return filterChainsOf(file).find(({ name, policy, rules }) => {
    const chain = known.get(name);
    if (chain === undefined || chain.policy !== policy) return true;
    return alone && policy !== "-" ? chain.rules !== rules : chain.rules < rules;
  })?.name;
}

/** The chains of `*filter` in the format of iptables-save(8). */
function filterChainsOf(text: string): readonly Chain[] {
  const table = /^\*filter\n([^]*?)^COMMIT$/m.exec(text)?.[1] ?? "";
  return [...table.matchAll(/^:(\S+) (\S+)/gm)].map(([, name = "", policy = ""]) => ({
    name,
    policy,
    rules: table.split("\n").filter((line) => line.startsWith(`-A ${name} `)).length,
  }));
}
