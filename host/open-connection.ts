import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./command.ts";
import { StepFailed } from "./failure.ts";
import type { FirewallRules } from "./ledger.ts";
import type { AgentMessage } from "./protocol.ts";

/** The SSH connection over which this agent is spoken to. */
export interface OpenConnection {
  readonly client: End;
  readonly server: End;
}

interface End {
  readonly address: string;
  readonly port: number;
}

/** Seconds that the deliverer's machine gets to acknowledge one line; TCP sends it again after 0.2, 0.4, 0.8 … seconds (RFC 6298). */
export const FOLLOWING = 5;

/** Marks the rule that counts; no one else's rule has these words. */
const COMMENT = "stillroom-open-connection";

/**
 * Has the kernel follow an open connection from its client's side, where the rules in force have it follow none. It begins with the first
 * rule that asks for connections, and takes whoever speaks first for the one who began; that would be this machine, and the new rules would
 * drop what it answers (they let out what belongs to connections of others, and few of its own). So for a moment what it says is not
 * followed, until a packet of the client's has come in. The caller has armed the self-revert, which takes these rules away too.
 *
 * The kernel's documentation, nf_conntrack-sysctl: `nf_conntrack_tcp_loose` (default 1) picks up connections that are open already.
 * iptables-extensions(8): `CT --notrack`, `--ctdir ORIGINAL`.
 *
 * @param before the rules in force
 * @param connection undefined where nobody speaks to the agent over SSH: then there is nothing to follow
 * @throws StepFailed where the kernel does not take the rules, or does not give them back. Where no packet comes in time nothing is thrown:
 *   whether somebody gets in is asked next
 */
export async function followFromClient(
  before: FirewallRules,
  connection: OpenConnection | undefined,
  send: (message: AgentMessage) => void,
): Promise<void> {
  if (connection === undefined) return;
  const isV6 = isIP(connection.client.address) === 6;
  const inForce = isV6 ? before.v6 : before.v4;
  if (followsConnections(inForce)) return;
  const restore = isV6 ? "ip6tables-restore" : "iptables-restore";
  const { unfollowed, counting } = rulesFor(connection);
  // What is not followed comes first and goes last: the tables count one after the other.
  await change([restore, "--noflush"], `*raw\n-I ${unfollowed}\nCOMMIT\n*filter\n-I ${counting}\nCOMMIT\n`);
  // Its acknowledgement is the packet that comes in.
  send({ kind: "progress", step: "firewall", detail: "The kernel gets to know this connection" });
  await untilCounted(isV6 ? "ip6tables-save" : "iptables-save");
  await change([restore, "--noflush"], `*filter\n-D ${counting}\nCOMMIT\n*raw\n-D ${unfollowed}\nCOMMIT\n`);
  // The new rules bring their own *filter, and nobody brings this one: named without its chains the empty table goes.
  if (!/^\*raw\n(?!(?::\S+ ACCEPT .*\n)*COMMIT$)/m.test(inForce)) await change([restore], "*raw\nCOMMIT\n");
}

/** Whether the kernel follows connections for the sake of these rules: those that ask for a connection's state, or that translate addresses. */
export function followsConnections(saved: string): boolean {
  return /^-A .* -m (?:conntrack|state) /m.test(saved) || /^\*nat\n(?:[^*].*\n)*-A /m.test(saved);
}

function rulesFor({ client, server }: OpenConnection): { readonly unfollowed: string; readonly counting: string } {
  const [to, from] = [`-d ${client.address}`, `-s ${server.address}`];
  const [comes, here] = [`-s ${client.address}`, `-d ${server.address}`];
  return {
    unfollowed: `OUTPUT ${from} ${to} -p tcp -m tcp --sport ${server.port} --dport ${client.port} -j CT --notrack`,
    // Without a target: it decides nothing.
    counting: `INPUT ${comes} ${here} -p tcp -m tcp --sport ${client.port} --dport ${server.port} -m conntrack --ctdir ORIGINAL -m comment --comment ${COMMENT}`,
  };
}

async function change(argv: readonly string[], input: string): Promise<void> {
  const ended = await run(argv, { seconds: 10, input });
  if (ended.status === 0) return;
  throw new StepFailed(
    "firewall",
    `The kernel can't be made to follow the open SSH connection, which the new packet filter would cut: ${argv.join(" ")}: ${ended.words}`,
    "Its modules nf_conntrack, xt_CT and xt_conntrack are needed: mend what the message names and deliver again.",
  );
}

/** The rule counts packets that the kernel has put into its table, as the client's. */
async function untilCounted(save: "iptables-save" | "ip6tables-save"): Promise<void> {
  const end = performance.now() + FOLLOWING * 1000;
  do {
    const saved = await run([save, "-c", "-t", "filter"], { seconds: 10 });
    const line = saved.stdout.split("\n").find((rule) => rule.includes(COMMENT));
    if (line !== undefined && !line.startsWith("[0:")) return;
    await sleep(20);
  } while (performance.now() < end);
}

/**
 * The connection over which this process was started. sudo(8) does not hand the variable on, so the processes above are asked, of which sudo
 * itself is one: proc_pid_environ(5), proc_pid_status(5).
 */
export function openConnection(): OpenConnection | undefined {
  for (let pid = process.pid; pid > 1; pid = parentOf(pid)) {
    const found = connectionIn(readOf(pid, "environ"));
    if (found !== undefined) return found;
  }
  return undefined;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readOf(pid, "status"))?.[1] ?? 0);
}

/** A process may end while it is looked at. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/**
 * ssh(1), ENVIRONMENT, SSH_CONNECTION: the client's address and port, then the server's.
 *
 * @param environment of a process, as proc_pid_environ(5) has it
 */
export function connectionIn(environment: string): OpenConnection | undefined {
  const value = environment.split("\0").find((variable) => variable.startsWith("SSH_CONNECTION="));
  if (value === undefined) return undefined;
  const [from, fromPort, to, toPort] = value.slice("SSH_CONNECTION=".length).split(" ");
  const [client, server] = [endOf(from, fromPort), endOf(to, toPort)];
  if (client === undefined || server === undefined || isIP(client.address) !== isIP(server.address)) return undefined;
  return { client, server };
}

/** A link-local address comes with its interface, `fe80::1%eth0`, which a rule does not take. */
function endOf(address = "", port = ""): End | undefined {
  const bare = address.replace(/%.*$/, "");
  return isIP(bare) !== 0 && /^\d{1,5}$/.test(port) ? { address: bare, port: Number(port) } : undefined;
}
