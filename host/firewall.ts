import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import { readDurable, writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import type { FirewallRules } from "./ledger.ts";
import { AGENT, type Places } from "./places.ts";

/** The files whose change can shut the administrator out. */
export const RULE_FILES: readonly string[] = ["/etc/iptables/rules.v4", "/etc/iptables/rules.v6"];

/** One timer while new rules are loaded, one while a new connection is waited for: the second is armed before the first is stopped. */
const TIMERS = { loading: "stillroom-firewall-back-loading", waiting: "stillroom-firewall-back" } as const;

/** Without this file the kernel has no IPv6 at all (ipv6.disable=1): then there is nothing to filter. */
const HAS_IPV6 = "/proc/net/if_inet6";

/**
 * The rules in force, both families.
 *
 * @throws StepFailed where they can't be read: rules that can't be put back must not be replaced
 */
export async function rulesInForce(): Promise<FirewallRules> {
  const v4 = await run(["iptables-save"], { seconds: 30 });
  const v6 = await run(["ip6tables-save"], { seconds: 30 });
  const unread = v4.status !== 0 ? v4 : v6.status !== 0 && existsSync(HAS_IPV6) ? v6 : undefined;
  if (unread === undefined) return { v4: v4.stdout, v6: v6.status === 0 ? v6.stdout : "" };
  throw new StepFailed(
    "firewall",
    `The packet filter in force can't be read, so it could not be put back: ${unread.words}`,
    "Run iptables-save and ip6tables-save on the machine, mend what they name, and do this again.",
  );
}

/**
 * Puts rules back in force, each family in one piece and by itself: what one can't take doesn't stop the other.
 *
 * @returns a sentence for each family whose rules did not come back
 */
export async function restoreRules(before: FirewallRules): Promise<readonly string[]> {
  const v4 = await restoreFamily("iptables", before.v4);
  const v6 = before.v6 === "" && !existsSync(HAS_IPV6) ? [] : await restoreFamily("ip6tables", before.v6);
  return [...v4, ...v6];
}

async function restoreFamily(program: "iptables" | "ip6tables", before: string): Promise<readonly string[]> {
  const now = await run([`${program}-save`], { seconds: 30 });
  // Where the present rules can't be read, what was there before comes back all the same.
  const input = before + (now.status === 0 ? emptied(now.stdout, before) : "");
  const ended = await run([`${program}-restore`], { seconds: 30, input });
  return ended.status === 0
    ? []
    : [`The packet filter from before did not come back: ${program}-restore: ${ended.words}`];
}

/**
 * iptables-restore(8) leaves a table alone that its input doesn't name: the tables that only the present rules have are
 * named here, open and without rules.
 */
export function emptied(now: string, before: string): string {
  const tables = [...now.matchAll(/^\*(\w+)\n((?::.*\n)*)/gm)].filter(
    ([, name = ""]) => !before.includes(`*${name}\n`),
  );
  return tables
    .map(([, name = "", chains = ""]) => {
      // Chains of the kernel have a policy; chains that someone made have `-` and go.
      const own = [...chains.matchAll(/^:(\S+) (?!-)/gm)].map(([, chain = ""]) => `:${chain} ACCEPT [0:0]\n`);
      return `*${name}\n${own.join("")}COMMIT\n`;
    })
    .join("");
}

/**
 * Arms the self-revert. A timer of systemd carries it: it fires also when this process and every connection are gone. A
 * reboot loses the timer, and finds the journal: then the whole release is taken back before the network is up.
 * systemd-run(1): `--on-active`, `--timer-property`, `--unit`.
 */
export async function armFirewallBack(places: Places, before: FirewallRules, seconds: number): Promise<void> {
  await disarmFirewallBack(places);
  // One that fired for an earlier delivery may still wait for the lock, which is ours now.
  for (const timer of Object.values(TIMERS)) await run(["systemctl", "stop", `${timer}.service`], { seconds: 30 });
  writeDurably(rulesBefore(places), JSON.stringify(before));
  await startTimer(TIMERS.loading, seconds);
}

/** Counts anew, from now on, without a moment in which nothing is armed. */
export async function armFirewallBackAgain(seconds: number): Promise<void> {
  await startTimer(TIMERS.waiting, seconds);
  await run(["systemctl", "stop", `${TIMERS.loading}.timer`], { seconds: 30 });
}

async function startTimer(name: string, seconds: number): Promise<void> {
  const timer = [`--unit=${name}`, `--on-active=${seconds}s`, "--timer-property=AccuracySec=100ms"];
  const ended = await run(["systemd-run", ...timer, process.execPath, AGENT, "firewall-back"], { seconds: 30 });
  if (ended.status !== 0) {
    throw new StepFailed(
      "firewall",
      `The self-revert can't be armed: ${ended.words}`,
      "Mend systemd on the machine and deliver again.",
    );
  }
}

/** Not the timers' services: the self-revert itself comes here. */
export async function disarmFirewallBack(places: Places): Promise<void> {
  await stopFirewallTimers();
  forgetRulesBefore(places);
}

/** When the rules from before are needed no more: the change that replaced them counts, or is undone. */
export function forgetRulesBefore(places: Places): void {
  for (const path of [rulesBefore(places), rulesClaimed(places)]) rmSync(path, { force: true });
}

export async function stopFirewallTimers(): Promise<void> {
  const timers = Object.values(TIMERS);
  await run(["systemctl", "stop", ...timers.map((name) => `${name}.timer`)], { seconds: 30 });
  const units = timers.flatMap((name) => [`${name}.timer`, `${name}.service`]);
  await run(["systemctl", "reset-failed", ...units], { seconds: 30 });
}

/**
 * Takes the decision on a packet filter on probation: the self-revert to restore the rules from before, the agent to keep the new ones.
 * Only one of them gets it, since a file can be renamed once.
 *
 * @returns the rules from before; undefined where there is nothing to decide any more
 */
export function claimRules(places: Places): FirewallRules | undefined {
  try {
    renameSync(rulesBefore(places), rulesClaimed(places));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return readDurable<FirewallRules | undefined>(rulesClaimed(places), undefined);
}

/** The rules that going back has to restore, confirmed or not; undefined when none were replaced. */
export function armedRules(places: Places): FirewallRules | undefined {
  return readDurable(rulesBefore(places), readDurable<FirewallRules | undefined>(rulesClaimed(places), undefined));
}

function rulesBefore(places: Places): string {
  return join(places.volatile, "firewall-before.json");
}

function rulesClaimed(places: Places): string {
  return join(places.volatile, "firewall-before.claimed");
}
