import { randomBytes } from "node:crypto";
import { relaySight } from "../../host/proofs/turn.ts";
import { signedToken } from "../../host/proofs/xmpp.ts";
import { VIDEO_CONFIGURATION } from "../../services/jitsi-meet.ts";
import type { Proof } from "../../services/service.ts";
import { run } from "./command.ts";
import type { KnockRequest, KnockResult } from "./knock.ts";
import { inLab } from "./lab.ts";
import type { Sandbox } from "./sandbox.ts";
import { visit, type Family, type Sighting, type VisitRequest } from "./visitor.ts";

/** Everything that somebody outside the machine can see of it, over both address families. */
export async function lookFromOutside(sandbox: Sandbox): Promise<readonly Sighting[]> {
  await certificateIssued(sandbox);
  const request = await visitRequestOf(sandbox);
  const looks = ([4, 6] as const).map(async (family) => {
    const seen = await Promise.all([
      visit(sandbox.lab, sandbox.machine.addresses, family, request),
      relaySightings(sandbox, family),
      portSightings(sandbox, family),
    ]);
    return seen.flat().map((sighting) => ({ ...sighting, what: `${sighting.what}, over IPv${family}` }));
  });
  return (await Promise.all(looks)).flat();
}

/** The machine asks for its certificate when the delivery is done, and nobody waits for the answer but we. */
async function certificateIssued(sandbox: Sandbox): Promise<void> {
  await sandbox.machine.exec(["systemctl", "start", "certificates.service"]).catch(() => "");
}

/** A secret that was born on the machine; only its root can hand it over. */
function secretOf(sandbox: Sandbox, name: string): Promise<string> {
  return sandbox.machine.exec(["cat", `/var/lib/stillroom/secrets/${name}`]).then((text) => text.trim());
}

/** The release's own proof of one kind, which says what there is to look at. */
function proofOf<Kind extends Proof["kind"]>(sandbox: Sandbox, kind: Kind): Extract<Proof, { kind: Kind }> {
  const found = sandbox.release.proofs.find((proof) => proof.kind === kind);
  if (found === undefined) throw new Error(`The release has no proof of kind ${kind}.`);
  // Found by its kind just now.
  return found as Extract<Proof, { kind: Kind }>;
}

async function visitRequestOf(sandbox: Sandbox): Promise<VisitRequest> {
  const { names, messaging } = sandbox.clinic;
  const xmpp = proofOf(sandbox, "xmpp");
  const room = `look-${randomBytes(8).toString("hex")}`;
  const key = await secretOf(sandbox, xmpp.token.secret);
  return {
    names,
    configuration: textOf(sandbox, VIDEO_CONFIGURATION),
    headers: headersOf(sandbox),
    xmpp: { domain: xmpp.domain, room, token: signedToken(xmpp, room, key) },
    account: messaging.enabled ? await newAccount(sandbox) : undefined,
  };
}

function textOf(sandbox: Sandbox, path: string): string {
  const file = sandbox.release.files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`The release has no file ${path}.`);
  return file.text;
}

/** What the server under the video name adds to each of its answers. */
function headersOf(sandbox: Sandbox): Readonly<Record<string, string>> {
  const servers = textOf(sandbox, "/etc/nginx/nginx.conf").split(/^\s*server \{$/m);
  const name = sandbox.clinic.names.video;
  const server = servers.find((text) => text.includes(`server_name "${name}";`)) ?? "";
  const [common = ""] = server.split(/^\s*location /m);
  const added = [...common.matchAll(/^\s*add_header (\S+) (?:"([^"]*)"|([^\s;"]+)) always;$/gm)];
  if (added.length === 0) throw new Error(`nginx.conf adds no header under ${name}.`);
  return Object.fromEntries(added.map(([, header = "", quoted, word = ""]) => [header.toLowerCase(), quoted ?? word]));
}

/** Made as an administrator makes one; the password is shown once. */
async function newAccount(sandbox: Sandbox): Promise<{ readonly name: string; readonly password: string }> {
  const name = `look${randomBytes(4).toString("hex")}`;
  const printed = await sandbox.machine.exec(["/usr/local/lib/stillroom/messaging-account", name]);
  const password = /^Password, shown only now: (\S+)$/m.exec(printed)?.[1];
  if (password === undefined) throw new Error(`messaging-account showed no password:\n${printed}`);
  return { name, password };
}

const addressOf = (sandbox: Sandbox, family: Family): string =>
  family === 4 ? sandbox.machine.addresses.address4 : sandbox.machine.addresses.address6;

async function relaySightings(sandbox: Sandbox, family: Family): Promise<readonly Sighting[]> {
  const proof = proofOf(sandbox, "turn");
  const secret = await secretOf(sandbox, proof.secret);
  const sight = await relaySight({ address: addressOf(sandbox, family), port: proof.port }, secret);
  return [{ what: "The relay serves who has a credential, and relays to no private address", ...sight }];
}

/** Ports at which anybody may knock, in both senses; the rest is told to be silent. */
async function portSightings(sandbox: Sandbox, family: Family): Promise<readonly Sighting[]> {
  const { ports } = sandbox.release;
  const reachable = (protocol: "tcp" | "udp", by: "anyone" | "administrators"): readonly number[] =>
    ports
      .filter((port) => port.protocol === protocol && port.reachableBy === by)
      .flatMap((port) => Array.from({ length: port.to - port.from + 1 }, (_, index) => port.from + index));
  const listening = await listeningPorts(sandbox);
  const tcp = { open: reachable("tcp", "anyone"), all: [...new Set([...listening.tcp, ...sampledPorts()])] };
  const udp = {
    open: reachable("udp", "anyone"),
    all: [...new Set([...listening.udp, ...sampledPorts().slice(0, 600)])],
  };
  const address = addressOf(sandbox, family);
  const once = await knock(sandbox, "stranger", { address, tcp: tcp.all, udp: udp.all });
  const stranger = await askedAgain(sandbox, address, { tcp: tcp.open, udp: udp.open }, once);
  const administration = reachable("tcp", "administrators");
  const known = await knock(sandbox, "administrator", {
    address: addressOf(sandbox, family),
    tcp: administration,
    udp: [],
  });
  const wrong = [
    ...differences("tcp", tcp.all, tcp.open, stranger.tcp),
    ...differences("udp", udp.all, udp.open, stranger.udp),
  ];
  return [
    {
      what: "Declared ports answer a stranger, and no packet comes back from any other",
      passed: wrong.length === 0,
      seen:
        wrong.length > 0
          ? wrong.join(" ")
          : `open: tcp ${tcp.open.join(", ")}; udp ${udp.open.join(", ")}. Silent: ${tcp.all.length - tcp.open.length} tcp and ${udp.all.length - udp.open.length} udp ports, all of those among them on which something listens inside.`,
    },
    {
      what: "Administrators alone reach SSH",
      passed: administration.length > 0 && administration.every((port) => known.tcp[port] === "open"),
      seen: administration
        .map((port) => `tcp ${port} from their network: ${known.tcp[port] ?? "not asked"}`)
        .join("; "),
    },
  ];
}

/** So often a port that should be open is asked again, by itself: a busy machine may answer late to a thousand knocks at once. */
const AGAIN = 5;

async function askedAgain(
  sandbox: Sandbox,
  address: string,
  open: Readonly<Record<"tcp" | "udp", readonly number[]>>,
  once: KnockResult,
): Promise<KnockResult> {
  let seen = once;
  for (let time = 0; time < AGAIN; time += 1) {
    const tcp = open.tcp.filter((port) => seen.tcp[port] === "silent");
    const udp = open.udp.filter((port) => seen.udp[port] === "silent");
    if (tcp.length + udp.length === 0) break;
    const again = await knock(sandbox, "stranger", { address, tcp, udp });
    seen = { tcp: { ...seen.tcp, ...again.tcp }, udp: { ...seen.udp, ...again.udp } };
  }
  return seen;
}

function differences(
  protocol: string,
  all: readonly number[],
  open: readonly number[],
  seen: KnockResult["tcp"],
): readonly string[] {
  return all.flatMap((port) => {
    const wanted = open.includes(port) ? "open" : "silent";
    const found = seen[port] ?? "not asked";
    return found === wanted ? [] : [`${protocol} ${port} is ${found} and not ${wanted}.`];
  });
}

/** The low ports, where services are, and one in a hundred of the others. */
function sampledPorts(): readonly number[] {
  const low = Array.from({ length: 1024 }, (_, index) => index + 1);
  const declared = [3478, 5349, 10_000];
  const high = Array.from({ length: 645 }, (_, index) => 1025 + index * 100);
  return [...declared, ...low, ...high];
}

/** ss(8): every port on which a program inside listens beyond the loopback. */
async function listeningPorts(sandbox: Sandbox): Promise<Readonly<Record<"tcp" | "udp", readonly number[]>>> {
  const of = async (flag: string): Promise<readonly number[]> => {
    const printed = await sandbox.machine.exec(["ss", "--no-header", "--listening", "--numeric", flag]);
    return printed
      .split("\n")
      .map((line) => line.trim().split(/\s+/)[3] ?? "")
      .filter((local) => /:\d+$/.test(local) && !/^(127\.|\[::1\])/.test(local))
      .map((local) => Number(local.slice(local.lastIndexOf(":") + 1)));
  };
  return { tcp: await of("--tcp"), udp: await of("--udp") };
}

/** A stranger stands in the lab; the administrator comes from this system's address, which the stack file names. */
async function knock(sandbox: Sandbox, who: "stranger" | "administrator", request: KnockRequest): Promise<KnockResult> {
  const program = [process.execPath, `${import.meta.dirname}/knock.ts`];
  const argv = who === "stranger" ? inLab(sandbox.lab, program) : program;
  return JSON.parse(await run(argv, { input: JSON.stringify(request), timeout: 120_000 })) as KnockResult;
}
