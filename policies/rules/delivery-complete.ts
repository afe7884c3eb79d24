import type { Clinic } from "../../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import { canonicalJson } from "../../render/canonical-json.ts";
import type { Release } from "../../render/release.ts";
import { isAllInside } from "../../services/devices.ts";
import { clusterOf } from "../../services/postgresql.ts";
import { FACTS, type Proof } from "../../services/service.ts";
import { withFileOf, withFolder, withoutFile } from "../breaking.ts";
import { keptFolders, type KeptFolder } from "../kept-folders.ts";
import { filesOfBirth, neededAccounts, neededFiles, neededPackages, restartsItself } from "../needed.ts";
import { shownText } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** What a release says counts only once it is in force, and only if somebody looked. */
export const deliveryComplete: Rule = {
  id: "delivery-complete",
  title:
    "A delivery brings all that a machine needs, makes every secret and folder that its files name, puts each changed file in force, and is kept only after the machine was seen to work as promised.",
  severity: "high",
  serves: "Testing of what protects people: GDPR art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).",
  mend: "Put the service back as it is in the repository (`git diff services` shows what changed). What a delivery must bring, make and prove stands in policies/needed.ts, policies/kept-folders.ts and policies/rules/delivery-complete.ts.",
  looksAt:
    "The files, packages, accounts, secrets, facts, folders, units and proofs of the release, against what its files name and what every machine of ours has.",
  check: (release) => [
    ...neededBreaches(release),
    ...unreadBreaches(release),
    ...unstartedBreaches(release),
    ...birthBreaches(release),
    ...secretBreaches(release),
    ...factBreaches(release),
    ...folderBreaches(release),
    ...unitBreaches(release),
    ...proofBreaches(release),
  ],
  breaks: [
    {
      how: "nobody looks whether a room opens without a token",
      apply: (release) => ({ ...release, proofs: release.proofs.filter(({ kind }) => kind !== "xmpp") }),
    },
    {
      how: "the page in use need no longer hold the guard",
      apply: (release) => ({
        ...release,
        proofs: release.proofs.map((proof) =>
          proof.kind === "https" ? { kind: "https", host: proof.host, path: proof.path, status: proof.status } : proof,
        ),
      }),
    },
    {
      how: "what installs a renewed certificate is no longer brought",
      apply: (release) => withoutFile(release, "/usr/local/lib/stillroom/install-certificate"),
    },
    {
      how: "what holds back restarts while people meet is brought without its execute bit",
      apply: (release) =>
        withFileOf(release, "/usr/local/lib/stillroom/nobody-meets", (file) => ({ ...file, mode: "0644" })),
    },
    {
      how: "the relay's secret is no longer born on the machine",
      apply: (release) => ({ ...release, secrets: release.secrets.filter(({ name }) => name !== "turn_secret") }),
    },
    {
      how: "changed settings of Prosody wait for its next start",
      apply: (release) => ({
        ...release,
        units: release.units.map((unit) => (unit.name === "prosody.service" ? { ...unit, files: [] } : unit)),
      }),
    },
    {
      how: "the folder in which certbot keeps its keys belongs to another account",
      apply: (release) => withFolder(release, "/var/lib/stillroom/certbot", { owner: "prosody" }),
    },
  ],
};

/** Taken out of a service, it would be missed by nobody: a program keeps what its package came with. */
function neededBreaches({ accounts, files, packages, subject }: Release): readonly Breach[] {
  const { clinic } = subject;
  const there = {
    files: new Set(files.map(({ path }) => path)),
    packages: new Set(packages.map(({ name }) => name)),
    accounts: new Set(accounts.map(({ name }) => name)),
  };
  return [
    ...neededFiles(clinic)
      .filter((path) => !there.files.has(path))
      .map((path) => ({ where: path, what: "The release does not hold this file, on which others rely." })),
    ...neededPackages(clinic)
      .filter((name) => !there.packages.has(name))
      .map((name) => ({
        where: "the packages of the release",
        what: `${name} is not among them, and others rely on it.`,
      })),
    ...neededAccounts(clinic)
      .filter((name) => !there.accounts.has(name))
      .map((name) => ({
        where: "the accounts of the release",
        what: `${name} is not among them, and a service runs as it.`,
      })),
  ];
}

/**
 * A program that can't read its file goes on as its package came: systemd-resolved, certbot and others don't run as root. What receives a secret
 * is judged by the rule only-its-service-reads.
 */
function unreadBreaches({ files }: Release): readonly Breach[] {
  return files
    .filter(({ path, text }) => !FOR_ROOT.test(path) && !text.includes("@@secret:"))
    .filter((file) => !isRead(file))
    .map(({ path, owner, group, mode }) => ({
      where: path,
      what: `The program that this file is for can't read it (${owner}:${group}, ${mode}).`,
    }));
}

/** What programs read that run as root, or as root before they become another account. */
const FOR_ROOT =
  /^\/(?:etc\/(?:audit|iptables|modprobe\.d|ssh|sudoers\.d|sysctl\.d|systemd\/system|wireguard)|usr\/local\/lib\/stillroom)\/(?!prosody\/|authorized_keys\.d\/)/;

/** Accounts that read their folders as themselves, by Debian's packages and Jitsi's; each has a group of its own. */
const READERS: Readonly<Record<string, string>> = {
  "/etc/postgresql/": "postgres",
  "/etc/prosody/": "prosody",
};

function isRead({ path, owner, group, mode }: Release["files"][number]): boolean {
  const bits = Number.parseInt(mode, 8);
  const [, reader] = Object.entries(READERS).find(([folder]) => path.startsWith(folder)) ?? [];
  return (
    (bits & 0o004) !== 0 || (owner === reader && (bits & 0o400) !== 0) || (group === reader && (bits & 0o040) !== 0)
  );
}

/** Where programs of ours lie, side by side; Prosody's modules lie in a folder of their own, and Prosody loads them. */
const PROGRAM = /^\/usr\/local\/lib\/stillroom\/(?!desk-schema\.sql$)[^/]+$/;

/** execve(2), EACCES: without the bit no unit, step or administrator can start it. For root, as whom all of them run, one bit of the three is enough. */
function unstartedBreaches({ files }: Release): readonly Breach[] {
  return files
    .filter(({ path, mode }) => PROGRAM.test(path) && (Number.parseInt(mode, 8) & 0o111) === 0)
    .map(({ path, mode }) => ({ where: path, what: `The mode ${mode} lets nobody start this program.` }));
}

/** From its first second to its first delivery a cloud's machine has these files alone. */
function birthBreaches({ files, subject }: Release): readonly Breach[] {
  return filesOfBirth(subject.clinic)
    .filter((path) => !files.some((file) => file.path === path && file.birth))
    .map((path) => ({
      where: path,
      what: "A machine is born without this file, and is open until its first delivery.",
    }));
}

/** A secret that is named and never born stops a delivery; one of another kind is not what its program takes. */
function secretBreaches(release: Release): readonly Breach[] {
  const born = new Map(release.secrets.map(({ name, kind }) => [name, kind]));
  const twice = release.secrets.filter(({ name, kind }) => born.get(name) !== kind).map(({ name }) => name);
  const named = placeholdersIn(release, "secret").map(({ where, name }) => ({ where, name, kind: kindOf(name) }));
  const unclear = twice.map((name) => ({
    where: "the secrets of the release",
    what: `The secret ${name} stands there twice, as one kind and as another.`,
  }));
  const unmade = named.flatMap(({ where, name, kind }): readonly Breach[] => {
    const found = born.get(name);
    if (found === kind) return [];
    const what =
      found === undefined
        ? `The secret ${name} is named here, and no service has the machine make it.`
        : `The secret ${name} is named here, and the machine would make a ${found} of it, not a ${kind}.`;
    return [{ where, what }];
  });
  return [...unclear, ...unmade];
}

/** wg(8): a private key of WireGuard's own form; all others are tokens. */
function kindOf(secret: string): "token" | "wireguard" {
  return secret === "wireguard_key" || secret === "devices_key" ? "wireguard" : "token";
}

function factBreaches(release: Release): readonly Breach[] {
  const facts = new Set<string>(FACTS);
  return placeholdersIn(release, "fact")
    .filter(({ name }) => !facts.has(name))
    .map(({ where, name }) => ({ where, what: `The fact ${name} is named here, which no machine knows.` }));
}

/** Each placeholder once for each file. */
function placeholdersIn(
  { files }: Release,
  kind: "secret" | "fact",
): readonly { readonly where: string; readonly name: string }[] {
  const pattern = new RegExp(`@@${kind}:(\\w*)`, "g");
  return files
    .filter(({ text }) => text.includes("@@"))
    .flatMap(({ path, text }) =>
      [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))].map((name) => ({ where: path, name })),
    );
}

/** Folders in which services work: there, and their own; and none besides, since a delivery would change who owns it. */
function folderBreaches({ directories, subject }: Release): readonly Breach[] {
  const kept = keptFolders(subject.clinic);
  const known = new Set(kept.map(({ path }) => path));
  return [
    ...kept.flatMap((wanted): readonly Breach[] => {
      const found = directories.filter(({ path }) => path === wanted.path);
      if (found.length === 0)
        return [{ where: wanted.path, what: "No delivery makes this folder, without which its service can't work." }];
      return found.flatMap((folder) => ownBreaches(folder, wanted));
    }),
    ...directories
      .filter(({ path }) => !known.has(path))
      .map(({ path, owner, mode }) => ({
        where: path,
        what: `A delivery gives this folder to ${owner}, with the mode ${mode}, and nobody looked at what that does.`,
      })),
  ];
}

function ownBreaches(folder: Release["directories"][number], { path, account, open }: KeptFolder): readonly Breach[] {
  const { owner, group, mode } = folder;
  const whose =
    owner === account && group === account
      ? []
      : [`The folder belongs to ${owner}:${group}, not to ${account}:${account}, who works in it.`];
  const bits = Number.parseInt(mode, 8);
  const closed =
    !open || (bits & 0o005) === 0o005
      ? []
      : [`The mode ${mode} keeps others out, who have to pass through this folder.`];
  // Root needs no permission.
  const shut = account === "root" || (bits & 0o700) === 0o700 ? [] : [`The mode ${mode} keeps ${account} out of it.`];
  return [...whose, ...closed, ...shut].map((what) => ({ where: path, what }));
}

/** Which unit has to be told when files change, and how at least: a copy of what services/ declare, on purpose. A reload reads all of the files where it is enough. */
const TOLD: readonly {
  readonly files: RegExp;
  readonly unit: string;
  readonly reload?: true;
}[] = [
  { files: /^\/etc\/sysctl\./, unit: "systemd-sysctl.service" },
  { files: /^\/etc\/systemd\/journald\.conf/, unit: "systemd-journald.service" },
  { files: /^\/etc\/systemd\/resolved\.conf/, unit: "systemd-resolved.service" },
  { files: /^\/etc\/ssh\/sshd_config/, unit: "ssh.service", reload: true },
  { files: /^\/etc\/chrony\//, unit: "chrony.service" },
  { files: /^\/etc\/audit\/auditd\.conf$/, unit: "auditd.service" },
  { files: /^\/etc\/fail2ban\//, unit: "fail2ban.service" },
  { files: /^\/etc\/wireguard\/wg0\.conf$/, unit: "wg-quick@wg0.service" },
  { files: /^\/etc\/wireguard\/wg1\.conf$/, unit: "wg-quick@wg1.service", reload: true },
  { files: /^\/etc\/postgresql\/|^\/etc\/systemd\/system\/postgresql@[^/]*\.d\/stillroom/, unit: "postgresql.service" },
  { files: /^\/etc\/matrix-synapse\/|\/stillroom\/messaging-database$/, unit: "matrix-synapse.service" },
  {
    files:
      /^\/etc\/stillroom\/desk\.json$|\/stillroom\/desk(?:-database|-page\.js|-schema\.sql)?$|\/system\/desk\.service$/,
    unit: "desk.service",
  },
  { files: /^\/etc\/prosody\/|^\/usr\/local\/lib\/stillroom\/prosody\//, unit: "prosody.service" },
  { files: /^\/etc\/stillroom\/jicofo\//, unit: "jicofo.service" },
  { files: /^\/etc\/stillroom\/videobridge\//, unit: "jitsi-videobridge2.service" },
  { files: /^\/etc\/turnserver\.conf$/, unit: "coturn.service" },
  { files: /^\/etc\/nginx\//, unit: "nginx.service", reload: true },
  {
    files: /^\/etc\/iptables\/|\/stillroom\/load-firewall$/,
    unit: "stillroom-firewall.service",
    reload: true,
  },
  { files: /\/stillroom\/narrow-mounts$/, unit: "stillroom-mounts.service" },
  { files: /^\/etc\/stillroom\/egress\.json$|\/stillroom\/egress-addresses$/, unit: "stillroom-egress.timer" },
];

/** Units that have to run with the machine, though no file says how. */
function startedUnits(clinic: Clinic): readonly string[] {
  return [
    ...["apt-daily.timer", "apt-daily-upgrade.timer", "audit-rotate.timer", "stillroom-egress.path"],
    ...(clinic.certificates.issuer === "acme" ? ["certificates.timer"] : []),
    ...(restartsItself(clinic) ? ["stillroom-restart.timer"] : []),
    // Elsewhere the disk is encrypted before the machine starts, or an administrator hands over the key.
    ...(clinic.machine.provider === "aws" ? ["stillroom-data-volume.service"] : []),
  ];
}

function unitBreaches({ files, units, subject }: Release): readonly Breach[] {
  const told = TOLD.flatMap(({ files: pattern, unit: name, reload }) =>
    files
      .filter(({ path }) => pattern.test(path))
      .filter(({ path }) => !units.some((unit) => unit.name === name && concerns(unit, path, reload === true)))
      .map(({ path }) => ({
        where: path,
        what: `A delivery that changes this file does not have ${name} ${reload === true ? "read it again" : "start again"}, so what ran before stays in force.`,
      })),
  );
  const missing = startedUnits(subject.clinic)
    .filter((name) => !units.some((unit) => unit.name === name))
    .map((name) => ({ where: "the units of the release", what: `${name} is not among them, so nothing starts it.` }));
  return [...told, ...missing];
}

/** As the agent sees it (host/units.ts): a path that ends in a slash means all below. */
function concerns({ onChange, files }: Release["units"][number], path: string, reload: boolean): boolean {
  if (onChange !== "restart" && !reload) return false;
  return files.some((file) => (file.endsWith("/") ? path.startsWith(file) : path === file));
}

/** Commands among the proofs are held to what was read by policies/readers/commands.ts. */
function proofBreaches({ proofs, subject }: Release): readonly Breach[] {
  const wanted = new Set<string>(provedOf(subject.clinic).map(canonicalJson));
  const found = new Set(proofs.filter(({ kind }) => kind !== "command").map(canonicalJson));
  const say = (what: string): Breach => ({ where: "the proofs of the release", what });
  return [
    ...[...wanted]
      .filter((proof) => !found.has(proof))
      .map((proof) => say(`A delivery is kept without this being seen: ${shownText(proof)}.`)),
    // It may show a token or a password to whoever answers.
    ...[...found]
      .filter((proof) => !wanted.has(proof))
      .map((proof) => say(`Nobody looked at what this proof asks, and whom: ${shownText(proof)}.`)),
  ];
}

/** What has to be seen on the machine after each delivery: a copy of what services/ declare, on purpose. */
function provedOf(clinic: Clinic): readonly Proof[] {
  const { video, relay } = clinic.names;
  return [
    ...["systemd-journald.service", "ssh.service", "systemd-resolved.service", "fail2ban.service"].map(active),
    ...["apt-daily.timer", "apt-daily-upgrade.timer", "audit-rotate.timer"].map(active),
    ...["prosody.service", "jicofo.service", "jitsi-videobridge2.service", "coturn.service", "nginx.service"].map(
      active,
    ),
    ...["stillroom-firewall.service", "stillroom-egress.timer", "stillroom-mounts.service"].map(active),
    ...(restartsItself(clinic) ? [active("stillroom-restart.timer")] : []),
    ...(clinic.certificates.issuer === "acme" ? [active("certificates.timer")] : []),
    ...(clinic.egress.kind === "vpn-only" ? [active("wg-quick@wg0.service")] : []),
    ...(clinic.devices === undefined ? [] : [active("wg-quick@wg1.service")]),
    ...(isAllInside(clinic) ? deviceNameProofs(clinic) : []),
    ...[5280, 8888, 8080].map(listening),
    {
      kind: "xmpp",
      host: video,
      domain: "meet.internal",
      token: TOKEN,
    },
    { kind: "turn", host: relay, port: 3478, secret: "turn_secret" },
    page(video, "/", "/guard.js"),
    page(video, "/config.js", "conference.meet.internal"),
    page(video, "/guard.js", "toggleE2EE"),
    ...(clinic.messaging.enabled ? messagingProofs(clinic) : []),
    ...(clinic.messaging.enabled || clinic.desk.enabled ? [active(`postgresql@${clusterOf(clinic)}.service`)] : []),
    ...(clinic.desk.enabled ? deskProofs(clinic) : []),
  ];
}

/** As services/prosody.ts has it: what a good link holds. */
const TOKEN = { secret: "video_token_key", issuer: "rooms", audience: "video", longestLifeSeconds: 14_400 } as const;

function messagingProofs(clinic: Clinic): readonly Proof[] {
  const { homeserver, messaging } = clinic.names;
  const shut = (path: string, status: number): Proof => ({ kind: "https", host: homeserver, path, status });
  return [
    active("matrix-synapse.service"),
    listening(8008),
    page(homeserver, "/_matrix/client/versions", '"versions"'),
    page(messaging, "/config.json", `https://${homeserver}`),
    page(homeserver, "/.well-known/matrix/client", "io.element.e2ee"),
    shut("/_matrix/client/v3/register/available?username=somebody", 403),
    shut("/_matrix/federation/v1/version", 404),
    shut("/_matrix/key/v2/server", 404),
    shut("/_synapse/admin/v1/server_version", 404),
  ];
}

function deskProofs({ names }: Clinic): readonly Proof[] {
  return [
    active("desk.service"),
    listening(8200),
    page(names.desk, "/", "<form"),
    { kind: "https", host: names.desk, path: "/appointments", status: 303 },
  ];
}

function active(unit: string): Proof {
  return { kind: "unit-active", unit };
}

function deviceNameProofs({ names }: Clinic): readonly Proof[] {
  const [address] = insideAddresses(names.domain, MACHINE_NUMBER);
  return [active("device-names.service"), { kind: "listening", protocol: "udp", address, port: 53 }];
}

function listening(port: number): Proof {
  return { kind: "listening", protocol: "tcp", address: "127.0.0.1", port };
}

function page(host: string, path: string, contains: string): Proof {
  return { kind: "https", host, path, status: 200, contains };
}
