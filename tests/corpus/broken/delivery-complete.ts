import { appended, replaced, withFile, withFileOf, withFolder, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { filesOfBirth, neededFiles, neededPackages } from "../../../policies/needed.ts";
import { render } from "../../../render/render.ts";
import type { Release } from "../../../render/release.ts";
import type { Proof } from "../../../services/service.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { AWS_MACHINE } from "../../fixtures/machines.ts";
import { WITH_DEVICES } from "../../fixtures/clinic-with-devices.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import type { BrokenTree } from "../tree.ts";

/** Behind a tunnel, with messages and a desk: every service that there is. */
const WITH_ALL = { ...TUNNELLED, desk: INVITING.desk };
const ON_AWS = { ...CLINIC, law: { jurisdiction: "AU-NSW", hipaaCovered: false }, machine: AWS_MACHINE };
const BY_HAND = {
  ...CLINIC,
  certificates: {
    issuer: "practice",
    chain: undefined,
    root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
  },
} as const;

const DESK_ALONE = { ...INVITING, messaging: { ...INVITING.messaging, enabled: false } };

/** How a proof is called in the name of a tree. */
function called(proof: Proof): string {
  switch (proof.kind) {
    case "unit-active":
      return `that ${proof.unit} runs`;
    case "listening":
      return `that something listens on ${proof.port}`;
    case "https":
      return `what ${proof.host}${proof.path} answers`;
    default:
      return `what ${proof.kind} answers`;
  }
}

/** Each proof of a release that is no command, once. */
const PROOFS = [...new Map(render(WITH_ALL).proofs.map((proof) => [called(proof), proof])).values()].filter(
  ({ kind }) => kind !== "command",
);

function unproved(release: Release, without: string): Release {
  return { ...release, proofs: release.proofs.filter((proof) => called(proof) !== without) };
}

function withUnit(release: Release, name: string, change: Partial<Release["units"][number]>): Release {
  if (!release.units.some((unit) => unit.name === name)) throw new Error(`The release starts no ${name}.`);
  return { ...release, units: release.units.map((unit) => (unit.name === name ? { ...unit, ...change } : unit)) };
}

function withoutUnit(release: Release, name: string): Release {
  return { ...release, units: release.units.filter((unit) => unit.name !== name) };
}

function withProof(release: Release, kind: Proof["kind"], change: object): Release {
  return {
    ...release,
    proofs: release.proofs.map((proof) => (proof.kind === kind ? { ...proof, ...change } : proof)),
  };
}

export const TREES: readonly BrokenTree[] = [
  ...PROOFS.map((proof) => ({
    how: `nobody looks ${called(proof)}`,
    clinic: WITH_ALL,
    apply: (release: Release) => unproved(release, called(proof)),
  })),
  { how: "nothing is proved at all", apply: (release) => ({ ...release, proofs: [] }) },
  {
    how: "services may listen on every address while they are looked at",
    apply: (release) => withProof(release, "listening", { address: "0.0.0.0" }),
  },
  {
    how: "a closed page is asked for on another host",
    apply: (release) => ({
      ...release,
      proofs: release.proofs.map((proof) =>
        proof.kind === "https" && proof.status === 404 ? { ...proof, host: CLINIC.names.video } : proof,
      ),
    }),
  },
  {
    how: "a closed page is closed when it moves",
    apply: (release) => ({
      ...release,
      proofs: release.proofs.map((proof) =>
        proof.kind === "https" && proof.status === 404 ? { ...proof, status: 301 } : proof,
      ),
    }),
  },
  {
    how: "the relay is asked on another port",
    apply: (release) => withProof(release, "turn", { port: 5349 }),
  },
  {
    how: "another host's rooms are tried",
    apply: (release) => withProof(release, "xmpp", { domain: "guest.meet.internal" }),
  },
  {
    how: "rooms are tried with a token of another issuer",
    apply: (release) =>
      withProof(release, "xmpp", { token: { secret: "video_token_key", issuer: "*", audience: "video" } }),
  },
  {
    how: "a proof names a secret that is not born",
    apply: (release) => ({
      ...release,
      proofs: [...release.proofs, { kind: "turn", host: CLINIC.names.relay, port: 3478, secret: "relay_secret" }],
    }),
  },
  {
    how: "rooms are tried with a secret that is not born",
    apply: (release) => ({
      ...release,
      proofs: [
        ...release.proofs,
        {
          kind: "xmpp",
          host: CLINIC.names.video,
          domain: "meet.internal",
          token: { secret: "room_key", issuer: "rooms", audience: "video" },
        },
      ],
    }),
  },
  ...render(WITH_ALL).secrets.map(({ name }) => ({
    how: `the secret ${name} is not born`,
    clinic: WITH_ALL,
    apply: (release: Release) => ({ ...release, secrets: release.secrets.filter((secret) => secret.name !== name) }),
  })),
  {
    how: "the tunnel's key is a token like all others",
    clinic: WITH_ALL,
    apply: (release) => ({ ...release, secrets: release.secrets.map((secret) => ({ ...secret, kind: "token" })) }),
  },
  {
    how: "the key of tokens is made like a tunnel's",
    apply: (release) => ({ ...release, secrets: release.secrets.map((secret) => ({ ...secret, kind: "wireguard" })) }),
  },
  {
    how: "a program of ours names a secret that is not born",
    apply: (release) => appended(release, ENTRY.prosody, "-- @@secret:room_key@@"),
  },
  {
    how: "a fact is named that no machine knows",
    apply: (release) => appended(release, ENTRY.coturn, "# @@fact:address5@@"),
  },
  ...render(CLINIC).directories.map(({ path }) => ({
    how: `no delivery makes ${path}`,
    apply: (release: Release) => ({
      ...release,
      directories: release.directories.filter((folder) => folder.path !== path),
    }),
  })),
  {
    how: "no delivery makes the folder of a certificate that the practice signs",
    clinic: BY_HAND,
    apply: (release) => ({
      ...release,
      directories: release.directories.filter(({ path }) => path !== "/var/lib/stillroom/certificates"),
    }),
  },
  ...(
    [
      ["/var/lib/matrix-synapse", { owner: "root" }, "the messaging server can't write to its own folder"],
      ["/var/lib/matrix-synapse", { group: "www-data" }, "the messaging server's folder is the web server's group's"],
      ["/var/lib/stillroom/acme", { mode: "0700" }, "nginx can't answer the issuer"],
      ["/var/lib/stillroom", { mode: "0750" }, "services can't pass through the folder above theirs"],
      ["/etc/stillroom/certificates", { mode: "0711" }, "nobody but root can list the certificates"],
      ["/etc/stillroom/certificates", { mode: "0754" }, "nobody but root can pass through to the certificates"],
    ] as const
  ).map(([path, change, how]) => ({ how, apply: (release: Release) => withFolder(release, path, change) })),
  ...(
    [
      ["/etc/ssl/private", "0755", "root", "private keys lie open"],
      ["/var/lib/postgresql", "0755", "root", "the database's folder is taken from its server"],
      ["/root", "0755", "root", "root's own folder is opened"],
      ["/var/lib/stillroom/extra", "0700", "root", "a folder is made that nothing needs"],
    ] as const
  ).map(([path, mode, account, how]) => ({
    how,
    apply: (release: Release) => ({
      ...release,
      directories: [...release.directories, { path, mode, owner: account, group: account }],
    }),
  })),
  ...render(WITH_ALL).units.map(({ name }) => ({
    how: `${name} is not among the units`,
    clinic: WITH_ALL,
    apply: (release: Release) => withoutUnit(release, name),
  })),
  {
    how: "the program that opens the data volume does not start on AWS",
    clinic: ON_AWS,
    apply: (release) => withoutUnit(release, "stillroom-data-volume.service"),
  },
  {
    how: "a machine that may restart by itself after updates has nothing that starts it",
    clinic: ON_AWS,
    apply: (release) => withoutUnit(release, "stillroom-restart.timer"),
  },
  ...render(WITH_ALL)
    .units.filter(({ name, files }) => files.some((path) => !path.startsWith(`/etc/systemd/system/${name}`)))
    .map(({ name }) => ({
      how: `${name} does not hear of changed files`,
      clinic: WITH_ALL,
      apply: (release: Release) => withUnit(release, name, { files: [] }),
    })),
  ...[
    "chrony.service",
    "prosody.service",
    "coturn.service",
    "postgresql.service",
    "systemd-resolved.service",
    "desk.service",
  ].map((name) => ({
    how: `${name} is only told to reload, which changes little of it`,
    clinic: INVITING,
    apply: (release: Release) => withUnit(release, name, { onChange: "reload" }),
  })),
  {
    how: "the database is not told of its access list",
    apply: (release) => ({
      ...release,
      units: release.units.map((unit) => ({
        ...unit,
        files: unit.files.filter((path) => !path.endsWith("pg_hba.conf")),
      })),
    }),
  },
  {
    how: "Prosody is told of a folder's name without its end, which means no file",
    apply: (release) =>
      withUnit(release, "prosody.service", { files: ["/etc/prosody", "/usr/local/lib/stillroom/prosody"] }),
  },
  {
    how: "a second file of sshd's is told to nobody",
    apply: (release) =>
      withFile(release, { path: "/etc/ssh/sshd_config.d/10-more.conf", format: "sshd", text: "DenyUsers guest\n" }),
  },
  {
    how: "nobody tells the packet filter of one of its files",
    apply: (release) =>
      withUnit(release, "stillroom-firewall.service", {
        files: ["/etc/iptables/rules.v4", "/usr/local/lib/stillroom/load-firewall"],
      }),
  },
  {
    how: "the chains' names change and nobody fills them anew",
    apply: (release) =>
      withUnit(replaced(release, ENTRY.egress, '"to-chrony"', '"to-clock"'), "stillroom-egress.timer", {
        files: ["/usr/local/lib/stillroom/egress-addresses"],
      }),
  },
  ...neededFiles(INVITING).map((path) => ({
    how: `${path} is no longer brought`,
    clinic: INVITING,
    apply: (release: Release) => withoutFile(release, path),
  })),
  {
    how: "the request for a certificate that the practice signs is no longer made",
    clinic: BY_HAND,
    apply: (release) => withoutFile(release, "/usr/local/lib/stillroom/certificate-request"),
  },
  ...filesOfBirth(CLINIC).map((path) => ({
    how: `a machine is born without ${path}`,
    apply: (release: Release) => withFileOf(release, path, (file) => ({ ...file, birth: false })),
  })),
  ...neededPackages(WITH_ALL).map((name) => ({
    how: `the package ${name} is no longer brought`,
    clinic: WITH_ALL,
    apply: (release: Release) => ({ ...release, packages: release.packages.filter((one) => one.name !== name) }),
  })),
  ...["certificates", "desk"].map((account) => ({
    how: `nobody makes the account ${account}`,
    clinic: INVITING,
    apply: (release: Release) => ({ ...release, accounts: release.accounts.filter(({ name }) => name !== account) }),
  })),
  ...["postgresql", "nodejs"].map((name) => ({
    how: `a desk alone comes without the package ${name}`,
    clinic: DESK_ALONE,
    apply: (release: Release) => ({ ...release, packages: release.packages.filter((one) => one.name !== name) }),
  })),
  {
    how: "a desk alone is kept without a look at its database",
    clinic: DESK_ALONE,
    apply: (release) => unproved(release, "that postgresql@17-main.service runs"),
  },
  {
    how: "a desk is delivered though nobody has to sign in",
    clinic: INVITING,
    apply: (release) => ({
      ...release,
      proofs: release.proofs.map((proof) =>
        proof.kind === "https" && proof.path === "/appointments" ? { ...proof, status: 200 } : proof,
      ),
    }),
  },
  ...["desk.json", "desk", "desk-page.js", "desk-schema.sql", "desk-database", "desk.service"].map((name) => ({
    how: `the desk goes on as it was when ${name} changes`,
    clinic: INVITING,
    apply: (release: Release) => ({
      ...release,
      units: release.units.map((unit) =>
        unit.name === "desk.service"
          ? { ...unit, files: unit.files.filter((path) => !path.endsWith(`/${name}`)) }
          : unit,
      ),
    }),
  })),
  {
    how: "a secret stands there as one kind and as another",
    apply: (release) => ({ ...release, secrets: [{ name: "turn_secret", kind: "wireguard" }, ...release.secrets] }),
  },
  ...(
    [
      [{ kind: "https", host: "files.example", path: "/", status: 200 }, "a stranger is asked for a page"],
      [
        { kind: "turn", host: "files.example", port: 3478, secret: "turn_secret" },
        "a stranger is shown what the relay takes",
      ],
      [{ kind: "turn", host: CLINIC.names.relay, port: 3478, secret: "video_token_key" }, "the relay is shown a key"],
      [
        { kind: "listening", protocol: "tcp", address: "0.0.0.0", port: 25 },
        "something has to listen that nobody needs",
      ],
    ] as const
  ).map(([proof, how]) => ({
    how,
    apply: (release: Release) => ({ ...release, proofs: [...release.proofs, proof] }),
  })),
  ...(
    [
      ["nobody-meets", "0644"],
      ["install-certificate", "0644"],
      ["load-firewall", "0640"],
      ["egress-addresses", "0600"],
      ["narrow-mounts", "0444"],
      ["messaging-account", "0644"],
      ["video-link", "0600"],
      ["desk", "0644"],
      ["desk-database", "0644"],
    ] as const
  ).map(([name, mode]) => ({
    how: `${name} has the mode ${mode}, by which nobody can start it`,
    clinic: INVITING,
    apply: (release: Release) => withFileOf(release, `/usr/local/lib/stillroom/${name}`, (file) => ({ ...file, mode })),
  })),
  ...["0500", "0000", "0070", "0600"].map((mode) => ({
    how: `the messaging server's own folder has the mode ${mode}, by which it can't work in it`,
    apply: (release: Release) => withFolder(release, "/var/lib/matrix-synapse", { mode }),
  })),
  ...[
    "/etc/systemd/resolved.conf.d/90-stillroom.conf",
    "/etc/stillroom/certbot.ini",
    "/etc/stillroom/jicofo/logging.properties",
    "/etc/ssh/authorized_keys.d/ops",
    "/usr/local/lib/stillroom/prosody/mod_muc_e2ee_guard.lua",
    "/usr/local/share/stillroom/video/guard.js",
    "/etc/postgresql/17/main/conf.d/stillroom.conf",
    "/etc/postgresql/17/main/pg_hba.conf",
    "/etc/apt/apt.conf.d/90stillroom-updates",
  ].map((path) => ({
    how: `${path} is for root alone`,
    apply: (release: Release) =>
      withFileOf(release, path, (file) => ({ ...file, owner: "root", group: "root", mode: "0640" })),
  })),
  ...[
    ["0040", "is its owner's, who may not read it"],
    ["0200", "can be written by its owner and read by nobody"],
  ].map(([mode = "", how = ""]) => ({
    how: `the access list of the database ${how}`,
    apply: (release: Release) =>
      withFileOf(release, "/etc/postgresql/17/main/pg_hba.conf", (file) => ({ ...file, group: "root", mode })),
  })),
  {
    how: "the group of the database's server may not read what it owns",
    apply: (release) =>
      withFileOf(release, "/etc/postgresql/17/main/pg_hba.conf", (file) => ({ ...file, owner: "root", mode: "0600" })),
  },
  {
    how: "the devices' tunnel is not told who is on the list",
    clinic: WITH_DEVICES,
    apply: (release) => withUnit(release, "wg-quick@wg1.service", { files: [] }),
  },
];
