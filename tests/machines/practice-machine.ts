import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { Connection } from "../../components/provider/connection.ts";
import { ed25519Pair } from "../../components/provider/ed25519-pair.ts";
import type { Patience } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { machineAddresses, startLab, stopLab, type Lab } from "../../scripts/sandbox/lab.ts";
import { startMachine, type Machine } from "../../scripts/sandbox/machine.ts";
import { makeMirror, makeSigner, SUITE, type Signer } from "../../scripts/sandbox/repository.ts";
import { fileOf, releaseOf } from "../host/sample-release.ts";

/** A booted Debian 13 in a lab of its own, with a small mirror, that takes deliveries. */
export interface PracticeMachine {
  readonly lab: Lab;
  readonly signer: Signer;
  readonly machine: Machine;
  readonly connection: Connection;
}

/** Nobody waits for a service that dies late, but where that is looked at. */
export const QUICK: Patience = {
  accessSeconds: 20,
  proofSeconds: 30,
  validatorSeconds: 60,
  settleSeconds: 0,
  quietSeconds: 0,
};

const PACKAGES = ["nodejs", "nginx-light", "hello", "vsftpd"];

/**
 * @param built .deb files beside Debian's own packages
 * @param further packages of Debian's beside those of the small practice
 */
export async function startPracticeMachine(
  built: readonly string[] = [],
  further: readonly string[] = [],
): Promise<PracticeMachine> {
  const lab = await startLab(false);
  try {
    const [hostKey, ownKey] = [ed25519Pair(), ed25519Pair()];
    const signer = await makeSigner(join(lab.folder, "signer"));
    await makeMirror(13, [...PACKAGES, ...further], built, signer, lab.mirror.folder);
    const addresses = machineAddresses(lab, 0);
    const userData = userDataOf(lab, hostKey, ownKey.public);
    const machine = await startMachine(lab, { name: "h1", debian: 13, addresses, userData });
    const keyFile = join(lab.folder, "key");
    await writeFile(keyFile, ownKey.private);
    await chmod(keyFile, 0o600);
    process.env["STILLROOM_SSH_KEY"] = keyFile;
    return {
      lab,
      signer,
      machine,
      connection: { host: addresses.address4, port: 22, user: "ops", hostKey: hostKey.public },
    };
  } catch (error) {
    await stopLab(lab);
    throw error;
  }
}

function userDataOf(
  lab: Lab,
  hostKey: { readonly private: string; readonly public: string },
  administrator: string,
): string {
  return `#cloud-config\n${stringify({
    locale: "C.UTF-8",
    ssh_keys: { ed25519_private: hostKey.private, ed25519_public: hostKey.public },
    users: [{ name: "ops", sudo: "ALL=(ALL) NOPASSWD:ALL", shell: "/bin/bash", ssh_authorized_keys: [administrator] }],
    // bootcmd runs at every boot; the sources shall be ours only at the first.
    bootcmd: [
      [
        "cloud-init-per",
        "once",
        "sources",
        "sh",
        "-c",
        `rm /etc/apt/sources.list.d/debian.sources; echo "deb [trusted=yes] ${lab.mirror.uri} ${SUITE} main" > /etc/apt/sources.list`,
      ],
    ],
    packages: ["nodejs"],
    package_update: true,
  })}`;
}

/** In what one release of the small practice differs from another. */
export interface Changes {
  readonly words?: string;
  readonly nginx?: string;
  readonly rules?: string;
  readonly rules6?: string;
  readonly mirror?: string;
  readonly packages?: Release["packages"];
  readonly validators?: Release["validators"];
  readonly contains?: string;
  readonly fingerprint?: string;
  readonly beaconCommand?: string;
  /** Text of the file that a unit reads which is missed when it restarts: a stand-in for the videobridge's number of conferences. */
  readonly gauge?: string;
  readonly extraFiles?: Release["files"];
  readonly further?: Release["repositories"];
}

/** What has a machine take its packages from one signed mirror alone. */
export function fromMirror(
  uri: string,
  { key, fingerprint }: { readonly key: string; readonly fingerprint: string },
): Pick<Release, "repositories" | "files"> {
  return {
    repositories: [{ name: "mirror", uri, suite: SUITE, components: ["main"], fingerprint, keyring: KEYRING }],
    files: [fileOf(KEYRING, key), fileOf("/etc/apt/sources.list", `deb [signed-by=${KEYRING}] ${uri} ${SUITE} main\n`)],
  };
}

/** A small practice: a web server, a service with a secret, a packet filter. */
export function practiceOf({ lab, signer }: PracticeMachine, changes: Changes = {}): Release {
  const mirror = fromMirror(changes.mirror ?? lab.mirror.uri, {
    key: signer.key,
    fingerprint: changes.fingerprint ?? signer.fingerprint,
  });
  return releaseOf({
    repositories: [...mirror.repositories, ...(changes.further ?? [])],
    packages: [
      { name: "nginx-light", repository: "debian" },
      { name: "hello", repository: "debian" },
      ...(changes.packages ?? []),
    ],
    accounts: [{ name: "beacon", home: "/var/lib/beacon" }],
    directories: [{ path: "/var/lib/beacon", mode: "0750", owner: "beacon", group: "beacon" }],
    secrets: [
      { name: "beacon_key", kind: "token" },
      { name: "tunnel_key", kind: "wireguard" },
    ],
    files: [
      ...mirror.files,
      fileOf("/etc/nginx/nginx.conf", changes.nginx ?? nginxConfiguration("one")),
      fileOf(
        "/etc/stillroom/beacon.conf",
        `key=@@secret:beacon_key@@\naddress=@@fact:address4@@\nwords=${changes.words ?? "one"}\n`,
        {
          mode: "0640",
          group: "beacon",
        },
      ),
      fileOf("/etc/systemd/system/beacon.service", beaconUnit(changes.beaconCommand ?? "/usr/bin/sleep infinity")),
      fileOf("/etc/systemd/system/stillroom-firewall.service", RULES_UNIT),
      fileOf("/etc/iptables/rules.v4", changes.rules ?? RULES),
      fileOf("/etc/iptables/rules.v6", changes.rules6 ?? RULES),
      ...(changes.gauge === undefined
        ? []
        : [
            fileOf("/etc/stillroom/gauge.conf", changes.gauge),
            fileOf(GAUGE, GAUGE_TEXT),
            fileOf("/etc/systemd/system/gauge.service", beaconUnit(`/usr/bin/node ${GAUGE}`)),
          ]),
      ...(changes.extraFiles ?? []),
    ],
    steps: [{ name: "certificate", argv: ["sh", "-c", SELF_SIGNED], after: "packages" }],
    units: [
      { name: "stillroom-firewall.service", onChange: "restart", files: ["/etc/iptables/"] },
      { name: "nginx.service", onChange: "reload", files: ["/etc/nginx/"] },
      { name: "ssh.service", onChange: "reload", files: ["/etc/ssh/"] },
      { name: "beacon.service", onChange: "restart", files: ["/etc/stillroom/beacon.conf"] },
      ...(changes.gauge === undefined ? [] : [{ ...GAUGE_UNIT, files: ["/etc/stillroom/gauge.conf"] }]),
    ],
    validators: [
      { name: "nginx", argv: ["nginx", "-t"] },
      { name: "sshd", argv: ["sshd", "-t"] },
      // Like a program that quotes its configuration when it complains.
      { name: "beacon", argv: ["sh", "-c", "cat /etc/stillroom/beacon.conf; ! grep bad /etc/stillroom/beacon.conf"] },
      ...(changes.validators ?? []),
    ],
    proofs: [
      { kind: "unit-active", unit: "beacon.service" },
      ...(changes.gauge === undefined
        ? []
        : [{ kind: "listening", protocol: "tcp", address: "127.0.0.1", port: 8080 } as const]),
      { kind: "listening", protocol: "tcp", address: "0.0.0.0", port: 443 },
      { kind: "https", host: "meet.quiet-harbour.example", path: "/", status: 200, contains: changes.contains ?? "" },
    ],
  });
}

const SELF_SIGNED =
  "test -e /etc/stillroom/key.pem || { mkdir -p /etc/stillroom && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes " +
  "-subj /CN=meet.quiet-harbour.example -days 2 -keyout /etc/stillroom/key.pem -out /etc/stillroom/chain.pem; }";

export function nginxConfiguration(words: string): string {
  return `user www-data;
pid /run/nginx.pid;
events {}
http {
  access_log off;
  error_log /var/log/nginx/error.log crit;
  server {
    listen 443 ssl;
    ssl_certificate /etc/stillroom/chain.pem;
    ssl_certificate_key /etc/stillroom/key.pem;
    location / { default_type text/plain; return 200 "${words}"; }
  }
}
`;
}

function beaconUnit(command: string): string {
  return `[Unit]\nDescription=Beacon\n[Service]\nType=exec\nExecStart=${command}\n[Install]\nWantedBy=multi-user.target\n`;
}

/** What the stand-in for the videobridge says is running: the number in this file. */
export const RUNNING = "/run/running";

const GAUGE_UNIT = {
  name: "gauge.service",
  onChange: "restart",
  waitFor: { counts: "conferences", url: "http://127.0.0.1:8080/metrics", name: "jitsi_jvb_conferences" },
} as const;

const GAUGE = "/usr/local/lib/gauge.cjs";

/** It answers this one question of the agent's, whatever the path. */
const GAUGE_TEXT = `const { readFileSync } = require("node:fs");
require("node:http")
  .createServer((_, answer) => {
    answer.end("# TYPE jitsi_jvb_conferences gauge\\njitsi_jvb_conferences " + readFileSync("${RUNNING}", "utf8"));
  })
  .listen(8080, "127.0.0.1");
`;

/** Where the mirror's key lies. */
export const KEYRING = "/etc/apt/keyrings/mirror.asc";

/** Loads both rule files at boot. */
export const RULES_UNIT = `[Unit]
Description=Packet filter
DefaultDependencies=no
Before=network-pre.target
Wants=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables-restore /etc/iptables/rules.v4
ExecStart=/usr/sbin/ip6tables-restore /etc/iptables/rules.v6
[Install]
WantedBy=sysinit.target
`;

export const RULES = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p ipv6-icmp -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT
COMMIT
`;

export const ONLY_APT_OUT = RULES.replace(
  ":OUTPUT ACCEPT [0:0]",
  ":OUTPUT DROP [0:0]\n-A OUTPUT -o lo -j ACCEPT\n-A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n" +
    "-A OUTPUT -p udp -m udp --dport 53 -j ACCEPT\n-A OUTPUT -m owner --uid-owner _apt -j ACCEPT",
);

/** Nothing gets in, not even what belongs to an open connection. */
export const LOCKED_OUT =
  "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n";

/** Waits for something that must come, however busy the system is. */
export async function until(seen: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 180_000;
  while (!(await seen())) {
    assert.ok(Date.now() < end, "It did not come within three minutes.");
    await sleep(20);
  }
}

/** What iptables-save prints without its comments and counters. */
export function rulesAlone(saved: string): string {
  return saved.replace(/^#.*\n/gm, "").replace(/\[\d+:\d+\]/g, "");
}

/** Lines that only one of them has. */
export function differences(before: string, after: string): readonly string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const [known, present] = [new Set(old), new Set(now)];
  return [
    ...old.filter((line) => !present.has(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !known.has(line)).map((line) => `+ ${line}`),
  ];
}

/** Every file of the machine's configuration with its mode, owner and content, but for the copies that useradd and userdel leave (passwd-, …). */
export async function treeOf(machine: Machine): Promise<string> {
  const list =
    "find /etc /usr/local /var/lib/beacon -xdev \\( -type f -o -type l -o -type d \\) -printf '%p %y %m %u %g %l\\n' 2>/dev/null | sort; " +
    "find /etc /usr/local -xdev -type f -print0 | sort -z | xargs -0 sha256sum | grep -v ' /etc/g\\?\\(passwd\\|shadow\\|group\\)-$'";
  return machine.exec(["sh", "-c", list]);
}
