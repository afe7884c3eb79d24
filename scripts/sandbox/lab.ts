import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./command.ts";
import { takeDown } from "./machine.ts";
import { inNamespace } from "./namespace.ts";
import { end, identityOf, isAlive, startDetached, type ProcessIdentity } from "./process.ts";
import { inTurn } from "./turn.ts";

/**
 * A small internet of its own: a network namespace with one bridge on which machines stand, a name server, a package
 * mirror and a certificate authority. Nothing in it reaches the outside; this system reaches it over one virtual cable.
 */
export interface Lab {
  readonly number: number;
  /** Where everything of this lab lies; gone with it. */
  readonly folder: string;
  readonly namespace: string;
  readonly bridge: string;
  /** The lab's own addresses: name server, mirror, certificate authority and the machines' way out. */
  readonly gateway: Addresses;
  /** This system's addresses on the lab's network. */
  readonly here: Addresses;
  readonly prefix4: number;
  readonly prefix6: number;
  readonly authority: Authority;
  /** What lies in `folder` is served as `uri`; empty at first. */
  readonly mirror: { readonly folder: string; readonly uri: string };
}

export interface Addresses {
  readonly address4: string;
  readonly address6: string;
}

/** Pebble, Let's Encrypt's own small ACME server for tests. */
export interface Authority {
  readonly directory: string;
  /** PEM of the root that signs the directory's own HTTPS, then of the one that signs what it issues. */
  readonly root: string;
  /** File with the second alone, for a visitor. */
  readonly issuerFile: string;
}

interface LabState {
  readonly owner: ProcessIdentity;
  readonly kept: boolean;
  readonly lab: Lab;
}

/** No tmpfs is needed and no other program's folder is touched; systemd-tmpfiles leaves /run alone. */
export const LABS = "/run/stillroom/sandbox";

/** 198.51.100.0/24 (RFC 5737) in networks of 32 addresses. */
const MOST_LABS = 8;

/**
 * Makes a lab of its own, beside those that already run.
 *
 * @param kept whether it stays when the process that made it ends
 */
export async function startLab(kept: boolean): Promise<Lab> {
  // Two that clear the same leftovers away would take down what one of them has already made in their place.
  const lab = await inTurn(`${LABS}.turn`, async () => {
    await clearLeftovers();
    return claim(kept);
  });
  try {
    await makeNetwork(lab);
    await startServers(lab);
    return await withIssuer(lab);
  } catch (error) {
    await stopLab(lab);
    throw error;
  }
}

/** The addresses of the `index`th machine of a lab, known before it starts. */
export function machineAddresses(lab: Lab, index: number): Addresses {
  if (index < 0 || index > 15) throw new RangeError(`A lab has room for 16 machines, there is no ${index}th.`);
  return addressesOf(lab.number, 10 + index);
}

/** Tells the lab's name server what it answers from now on, beside the lab's own names. */
export async function publishNames(lab: Lab, names: ReadonlyMap<string, Addresses>): Promise<void> {
  await writeFile(join(lab.folder, "names"), hostsFile(lab, names));
  const server = await readProcess(lab, "dnsmasq");
  // dnsmasq(8), "Notes": on SIGHUP it reads its host files again.
  if (server !== undefined && isAlive(server)) process.kill(server.pid, "SIGHUP");
}

/** A command that runs in the lab's network, as a stranger would on the open internet. */
export function inLab(lab: Lab, argv: readonly string[]): readonly string[] {
  return inNamespace(lab.namespace, argv);
}

/** Takes a lab down whole: machines, programs, network, folder. Fine to call for what is half up or already gone. */
export async function stopLab(lab: Pick<Lab, "number" | "folder" | "namespace">): Promise<void> {
  const machines = await readdir(join(lab.folder, "machines")).catch(() => []);
  for (const machine of machines) await takeDown(join(lab.folder, "machines", machine));
  for (const program of ["dnsmasq", "mirror", "pebble"]) {
    const server = await readProcess(lab, program);
    if (server !== undefined) await end(server);
  }
  // gpg leaves an agent behind for each key folder.
  await run(["gpgconf", "--homedir", join(lab.folder, "signer"), "--kill", "all"]).catch(() => "");
  await run(["ip", "link", "del", cableHere(lab.number)]).catch(() => "");
  await run(["ip", "netns", "del", lab.namespace]).catch(() => "");
  await rm(lab.folder, { recursive: true, force: true });
}

/** All labs that were asked to stay, oldest number first. */
export async function keptLabs(): Promise<readonly Lab[]> {
  return (await states()).filter((state) => state.kept).map((state) => state.lab);
}

/** Labs whose maker was killed before it could take them down. */
async function clearLeftovers(): Promise<void> {
  for (const state of await states()) {
    if (!state.kept && !isAlive(state.owner)) await stopLab(state.lab);
  }
}

const A_MINUTE = 60_000;

async function states(): Promise<readonly LabState[]> {
  const found: LabState[] = [];
  for (const name of (await readdir(LABS).catch(() => [])).sort()) {
    const folder = join(LABS, name);
    const text = await readFile(join(folder, "lab.json"), "utf8").catch(() => undefined);
    if (text !== undefined) found.push(JSON.parse(text) as LabState);
    // A lab without its file is being made this very moment, or its maker was killed in that moment: then nothing else is there.
    else if (Date.now() - (await stat(folder)).mtimeMs > A_MINUTE) await rm(folder, { recursive: true, force: true });
  }
  return found;
}

/** Pebble makes the root of what it issues anew at each start, and shows it on its management port. */
async function withIssuer(lab: Lab): Promise<Lab> {
  const { directory, issuerFile, root } = lab.authority;
  const at = `${new URL(directory).hostname}:15000`;
  await run([
    ...["curl", "--silent", "--show-error", "--fail", "--cacert", join(lab.folder, "root.pem"), "--output", issuerFile],
    ...["--resolve", `${at}:${lab.gateway.address4}`, `https://${at}/roots/0`],
  ]);
  const complete = { ...lab, authority: { directory, issuerFile, root: root + (await readFile(issuerFile, "utf8")) } };
  const file = join(lab.folder, "lab.json");
  const state = JSON.parse(await readFile(file, "utf8")) as LabState;
  await writeFile(file, JSON.stringify({ ...state, lab: complete } satisfies LabState));
  return complete;
}

async function claim(kept: boolean): Promise<Lab> {
  const owner = identityOf(process.pid);
  if (owner === undefined) throw new Error("/proc is not mounted here; the sandbox needs it.");
  await mkdir(LABS, { recursive: true });
  for (let number = 0; number < MOST_LABS; number++) {
    const folder = join(LABS, String(number));
    try {
      await mkdir(folder);
    } catch {
      continue;
    }
    const authority = await authorityOf(folder);
    const lab: Lab = {
      number,
      folder,
      namespace: `stillroom-${number}`,
      bridge: "lab",
      gateway: addressesOf(number, 1),
      here: addressesOf(number, 30),
      prefix4: 27,
      prefix6: 64,
      authority,
      mirror: { folder: join(folder, "mirror"), uri: `http://${MIRROR_NAME}/` },
    };
    const state: LabState = { owner, kept, lab };
    await writeFile(join(folder, "lab.json"), JSON.stringify(state));
    return lab;
  }
  throw new Error(`All ${MOST_LABS} labs are taken; "scripts/demo --down" takes the kept ones down.`);
}

function addressesOf(number: number, host: number): Addresses {
  return { address4: `198.51.100.${number * 32 + host}`, address6: `2001:db8:51:${number}::${host}` };
}

const cableHere = (number: number): string => `stillroom-${number}`;

async function makeNetwork(lab: Lab): Promise<void> {
  const { namespace, bridge } = lab;
  const here = cableHere(lab.number);
  await run(["ip", "netns", "add", namespace]);
  // One batch: ip(8) is started once for each side.
  const inside = [
    "link set lo up",
    `link add ${bridge} type bridge`,
    `link set ${bridge} up`,
    `addr add ${lab.gateway.address4}/${lab.prefix4} dev ${bridge}`,
    `addr add ${lab.gateway.address6}/${lab.prefix6} dev ${bridge} nodad`,
    "link set cable master lab up",
  ];
  const outside = [
    `link add ${here} type veth peer name cable netns ${namespace}`,
    `link set ${here} up`,
    `addr add ${lab.here.address4}/${lab.prefix4} dev ${here}`,
    `addr add ${lab.here.address6}/${lab.prefix6} dev ${here} nodad`,
  ];
  await run(["ip", "-batch", "-"], { input: outside.join("\n") });
  await run(["ip", "-n", namespace, "-batch", "-"], { input: inside.join("\n") });
}

async function startServers(lab: Lab): Promise<void> {
  await mkdir(lab.mirror.folder);
  await publishNames(lab, new Map());
  await writeFile(
    join(lab.folder, "dnsmasq.conf"),
    [
      "keep-in-foreground",
      "pid-file=",
      "user=root",
      "no-resolv",
      "no-hosts",
      `addn-hosts=${join(lab.folder, "names")}`,
      // Whatever is not in the file does not exist: answered at once, asked of nobody.
      "address=/#/",
      "log-queries",
      `log-facility=${join(lab.folder, "dnsmasq.log")}`,
      "",
    ].join("\n"),
  );
  await startServer(lab, "dnsmasq", ["dnsmasq", `--conf-file=${join(lab.folder, "dnsmasq.conf")}`]);
  await startServer(lab, "mirror", [process.execPath, join(import.meta.dirname, "serve-folder.ts"), lab.mirror.folder]);
  await startServer(
    lab,
    "pebble",
    ["pebble", "-config", join(lab.folder, "pebble.json"), "-dnsserver", `${lab.gateway.address4}:53`],
    // Neither waiting before a challenge is looked at nor refused nonces: both only try a client's patience.
    { PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: "0" },
  );
  await Promise.all([53, 80, 443, 15_000].map((port) => answers(lab, port)));
}

async function startServer(
  lab: Lab,
  name: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const server = startDetached(inLab(lab, argv), join(lab.folder, `${name}.log`), environment);
  await writeFile(join(lab.folder, `${name}.process`), JSON.stringify(server));
}

async function readProcess(lab: Pick<Lab, "folder">, name: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(join(lab.folder, `${name}.process`), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
}

async function answers(lab: Lab, port: number): Promise<void> {
  const asked = `exec 3<>/dev/tcp/${lab.gateway.address4}/${port}`;
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await run(inLab(lab, ["bash", "-c", asked]));
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`Nothing answers on port ${port} of the lab; its programs' words are in ${lab.folder}/*.log.`);
}

function hostsFile(lab: Lab, names: ReadonlyMap<string, Addresses>): string {
  const all = new Map([...names, [MIRROR_NAME, lab.gateway], [AUTHORITY_NAME, lab.gateway]]);
  return [...all].map(([name, to]) => `${to.address4} ${name}\n${to.address6} ${name}\n`).join("");
}

const MIRROR_NAME = "mirror.lab.example";
const AUTHORITY_NAME = "acme.lab.example";

/** openssl-req(1): how a command begins that makes a key and a certificate for it. */
export function newCertificate(days: number): readonly string[] {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  return ["openssl", "req", "-x509", ...key, "-days", String(days)];
}

/** Pebble's own HTTPS needs a certificate too: a root and a leaf, made for this lab alone. */
async function authorityOf(folder: string): Promise<Authority> {
  const at = (name: string): string => join(folder, name);
  const fresh = newCertificate(30);
  await run([...fresh, "-subj", "/CN=Lab root", "-keyout", at("root.key"), "-out", at("root.pem")]);
  await run([
    ...fresh,
    ...["-subj", `/CN=${AUTHORITY_NAME}`, "-addext", `subjectAltName=DNS:${AUTHORITY_NAME}`],
    ...["-addext", "basicConstraints=critical,CA:FALSE"],
    ...["-CA", at("root.pem"), "-CAkey", at("root.key"), "-keyout", at("acme.key"), "-out", at("acme.pem")],
  ]);
  await chmod(at("acme.key"), 0o600);
  const configuration = {
    pebble: {
      listenAddress: ":443",
      managementListenAddress: ":15000",
      certificate: at("acme.pem"),
      privateKey: at("acme.key"),
      httpPort: 80,
      tlsPort: 443,
      ocspResponderURL: "",
      externalAccountBindingRequired: false,
    },
  };
  await writeFile(at("pebble.json"), JSON.stringify(configuration));
  const directory = `https://${AUTHORITY_NAME}/dir`;
  return { directory, root: await readFile(at("root.pem"), "utf8"), issuerFile: at("issuer.pem") };
}
