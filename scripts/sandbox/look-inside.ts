import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { Destination } from "../../services/service.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Sighting } from "./visitor.ts";

interface Target {
  readonly address: string;
  readonly port: number;
  /** Whether the address is the lab's, where apt's mirror, the resolver and the certificate authority are. */
  readonly isLab: boolean;
}

interface Attempt extends Target {
  readonly account: string;
}

/** Ports on which the lab answers: names, packages, certificates, and pebble's management. */
const LAB_PORTS = [53, 80, 443, 15_000];
/** Ports on which this system answers for the time of the look: somewhere else on the internet. */
const ELSEWHERE_PORTS = [80, 443];

/**
 * Every account that runs something on the machine tries to open TCP connections to the outside, over both families: what
 * the release's declarations allow must work, anything else must not.
 */
export async function lookFromInside(sandbox: Sandbox): Promise<readonly Sighting[]> {
  const elsewhere = await listenElsewhere(sandbox);
  try {
    const accounts = await accountsOf(sandbox);
    const attempts = accounts.flatMap((account) => targetsOf(sandbox).map((target) => ({ account, ...target })));
    const opened = await openedOf(sandbox, attempts);
    return accounts.map((account) => sightingOf(sandbox, account, attempts, opened));
  } finally {
    for (const server of elsewhere) server.close();
  }
}

function targetsOf({ lab }: Sandbox): readonly Target[] {
  const at = (addresses: readonly string[], ports: readonly number[], isLab: boolean): readonly Target[] =>
    addresses.flatMap((address) => ports.map((port) => ({ address, port, isLab })));
  return [
    ...at([lab.gateway.address4, lab.gateway.address6], LAB_PORTS, true),
    ...at([lab.here.address4, lab.here.address6], ELSEWHERE_PORTS, false),
  ];
}

async function listenElsewhere({ lab }: Sandbox): Promise<readonly Server[]> {
  const places = [lab.here.address4, lab.here.address6].flatMap((address) =>
    ELSEWHERE_PORTS.map((port) => ({ host: address, port })),
  );
  return Promise.all(
    places.map(async (place) => {
      const server = createServer((socket) => socket.destroy()).listen(place);
      await once(server, "listening");
      return server;
    }),
  );
}

/** Whose processes run now, who may open connections at all, and the administrators; not root, who could change the rules. */
async function accountsOf({ machine, release }: Sandbox): Promise<readonly string[]> {
  const running = (await machine.exec(["ps", "-eo", "user:32="])).split("\n").map((name) => name.trim());
  const declared = release.egress.map((egress) => egress.account);
  const all = new Set([...running, ...declared, ...release.subject.administrators]);
  return [...all].filter((name) => name !== "" && name !== "root").sort();
}

/** All at once: what is dropped shows only by waiting. */
async function openedOf({ machine }: Sandbox, attempts: readonly Attempt[]): Promise<ReadonlySet<string>> {
  const accounts = [...new Set(attempts.map((attempt) => attempt.account))];
  const lines = accounts.map((account) => {
    const targets = attempts.filter((one) => one.account === account).map(({ address, port }) => `${address}/${port}`);
    const become = `setpriv --reuid=${account} --regid="$(id -g ${account})" --clear-groups`;
    return `${become} bash -c '${TRY_ALL}' ${account} ${targets.join(" ")} &`;
  });
  const printed = (await machine.exec(["bash", "-s"], { input: [...lines, "wait", ""].join("\n") })).split("\n");
  const silent = accounts.filter((account) => !printed.includes(`${account} tried`));
  // An account that could not even try would look as if it were shut in.
  if (silent.length > 0) throw new Error(`Nothing could be tried as ${silent.join(", ")}.`);
  return new Set(printed);
}

const TRY_ALL =
  'for at in "$@"; do timeout 5 bash -c "exec 3<>/dev/tcp/$at" 2>/dev/null && echo "$0 $at" & done; wait; echo "$0 tried"';

function sightingOf(
  sandbox: Sandbox,
  account: string,
  attempts: readonly Attempt[],
  opened: ReadonlySet<string>,
): Sighting {
  const wrong: string[] = [];
  const reached: string[] = [];
  for (const attempt of attempts.filter((one) => one.account === account)) {
    const where = `${attempt.address} port ${attempt.port}`;
    const isOpen = opened.has(`${account} ${attempt.address}/${attempt.port}`);
    if (isOpen) reached.push(where);
    if (isOpen !== isAllowed(sandbox, attempt)) wrong.push(`${where} ${isOpen ? "answers" : "does not answer"}.`);
  }
  return {
    what: `From inside, ${account} reaches ${reached.length === 0 ? "nothing" : "what it declared and nothing else"}`,
    passed: wrong.length === 0,
    seen: wrong.length > 0 ? wrong.join(" ") : reached.length === 0 ? "every packet was dropped" : reached.join(", "),
  };
}

function isAllowed({ release }: Sandbox, { account, port, isLab }: Attempt): boolean {
  return release.egress.some(
    (egress) =>
      egress.account === account &&
      egress.protocol === "tcp" &&
      egress.ports.includes(port) &&
      isLab &&
      isInLab(egress.to),
  );
}

/** The lab's name server knows the lab's own names and the practice's; apt's mirror and the resolvers are the lab's too. */
function isInLab(destination: Destination): boolean {
  switch (destination.kind) {
    case "fact":
      return true;
    case "names":
      return destination.names.some((name) => name.endsWith(".lab.example"));
    case "addresses":
      return false;
  }
}
