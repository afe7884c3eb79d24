import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import { writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import type { FirewallRules } from "./ledger.ts";
import { AGENT, type Places } from "./places.ts";

/** The files whose change can shut the administrator out. */
export const RULE_FILES: readonly string[] = ["/etc/iptables/rules.v4", "/etc/iptables/rules.v6"];

const TIMER = "stillroom-firewall-back";

/** The rules in force, both families; undefined where there is no iptables yet. */
export async function rulesInForce(): Promise<FirewallRules | undefined> {
  const v4 = await run(["iptables-save"], { seconds: 30 });
  const v6 = await run(["ip6tables-save"], { seconds: 30 });
  return v4.status === 0 && v6.status === 0 ? { v4: v4.stdout, v6: v6.stdout } : undefined;
}

/** Puts rules back in force, both families, each in one piece. Never fails half: what one family can't take doesn't stop the other. */
export async function restoreRules(before: FirewallRules): Promise<void> {
  const now = await rulesInForce();
  if (now === undefined) return;
  await run(["iptables-restore"], { seconds: 30, input: before.v4 + emptied(now.v4, before.v4) });
  await run(["ip6tables-restore"], { seconds: 30, input: before.v6 + emptied(now.v6, before.v6) });
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
  writeDurably(rulesBefore(places), JSON.stringify(before));
  const timer = [`--unit=${TIMER}`, `--on-active=${seconds}s`, "--timer-property=AccuracySec=100ms"];
  const ended = await run(["systemd-run", ...timer, process.execPath, AGENT, "firewall-back"], { seconds: 30 });
  if (ended.status !== 0) {
    throw new StepFailed(
      "firewall",
      `The self-revert can't be armed: ${ended.words}`,
      "Mend systemd on the machine and deliver again.",
    );
  }
}

export async function disarmFirewallBack(places: Places): Promise<void> {
  await run(["systemctl", "stop", `${TIMER}.timer`], { seconds: 30 });
  await run(["systemctl", "reset-failed", `${TIMER}.timer`, `${TIMER}.service`], { seconds: 30 });
  rmSync(rulesBefore(places), { force: true });
}

/** The rules that an armed self-revert would restore; undefined when none is armed. */
export function armedRules(places: Places): FirewallRules | undefined {
  if (!existsSync(rulesBefore(places))) return undefined;
  // Written by this program alone, whole or not at all.
  return JSON.parse(readFileSync(rulesBefore(places), "utf8")) as FirewallRules;
}

function rulesBefore(places: Places): string {
  return join(places.volatile, "firewall-before.json");
}
