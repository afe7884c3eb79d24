import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import type { Clinic } from "../../clinic/clinic.ts";
import { JURISDICTIONS } from "../../clinic/law/jurisdictions.ts";
import { logLimit } from "../../clinic/law/logs.ts";
import { loadConfiguration } from "../../clinic/load.ts";
import { tellingWords } from "../../clinic/neutral-names.ts";
import { render } from "../../render/render.ts";
import { userDataOf } from "../../render/user-data.ts";
import { listOf, recordOf, textOf, type Properties } from "./rule.ts";
import { judge } from "../judge.ts";
import { readYaml } from "../readers/yaml.ts";

/*
 * What a server is born with: the machine runs it as root before any release reaches it. `birthFaults` holds its form to the one that
 * `userDataOf` in render/user-data.ts writes, key by key; cloud-init knows many more keys, and each of them does something.
 * `birthFindings` asks of the files in it what is asked of a release.
 */

/** What ours says for every practice, and what another value would do. */
const FIXED: Readonly<Record<string, readonly [value: unknown, otherwise: string]>> = {
  prefer_fqdn_over_hostname: [true, "gives the machine another name than its host name"],
  manage_etc_hosts: ["localhost", "lets cloud-init write names and addresses"],
  locale: ["C.UTF-8", "sets another locale"],
  disable_root: [true, "lets root log in"],
  ssh_pwauth: [false, "lets people log in with a password"],
  ssh_deletekeys: [true, "keeps the host keys of the image, which others have too"],
  no_ssh_fingerprints: [true, "prints key fingerprints to the cloud's console"],
  groups: [["administrators"], "makes other groups than the administrators'"],
  apt: [{ preserve_sources_list: true }, "changes from where and how packages are taken"],
  package_update: [true, "installs from lists that are out of date"],
  packages: [
    ["ca-certificates", "gpg", "iptables", "nodejs", "python3-apt", "sudo"],
    "installs other packages than what a delivery needs",
  ],
  runcmd: [
    [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "stillroom-firewall.service"],
      ["systemctl", "restart", "systemd-sysctl.service", "systemd-journald.service"],
      ["systemctl", "reload-or-restart", "ssh.service"],
    ],
    "does not run exactly the commands that put the firewall, the kernel's settings and sshd's in force",
  ],
};

/** And what depends on the practice. */
const OWN: readonly string[] = ["fqdn", "ssh_keys", "users", "bootcmd", "write_files"];

/** Every file that ours writes, with its owner and mode; besides, each administrator's keys. */
const FILES: Readonly<Record<string, string>> = {
  "/etc/apt/apt.conf.d/90stillroom-sources": "root:root 0644",
  "/etc/iptables/birth.v4": "root:root 0640",
  "/etc/iptables/birth.v6": "root:root 0640",
  "/etc/iptables/closed.v4": "root:root 0640",
  "/etc/iptables/closed.v6": "root:root 0640",
  "/etc/ssh/sshd_config.d/00-stillroom.conf": "root:root 0644",
  "/etc/sudoers.d/90-stillroom": "root:root 0440",
  "/etc/sysctl.d/90-stillroom.conf": "root:root 0644",
  "/etc/systemd/journald.conf.d/zz-stillroom.conf": "root:root 0644",
  "/etc/systemd/system/stillroom-firewall.service": "root:root 0644",
  "/usr/local/lib/stillroom/load-firewall": "root:root 0755",
};
const DEBIAN_SOURCES = "/etc/stillroom/sources.list.d/debian.sources";
const MIRROR_SOURCES = "/etc/stillroom/sources.list.d/mirror.sources";
const MIRROR_KEY = "/etc/apt/keyrings/mirror.asc";

/** The user data's first command, line by line; `…` stands for what is unpacked. */
const FIRST_MOMENT = `[ -e /usr/local/lib/stillroom/load-firewall ] && exit 0
unpacked() { printf %s "$1" | base64 -d | gzip -d; }
if command -v iptables-restore > /dev/null; then
unpacked … | iptables-restore
unpacked … | ip6tables-restore
elif command -v nft > /dev/null; then
unpacked … | nft -f -
else
echo 'Neither iptables nor nft: until packages are installed only the firewall of the cloud protects this machine.' >&2
fi
`;

/** Everything in a server's user data that ours does not have, and everything of ours that it lacks. */
export function birthFaults(userData: string): readonly string[] {
  const { data, faults } = dataIn(userData);
  if (data === undefined) return faults;
  const keys = [...Object.keys(FIXED), ...OWN];
  return [
    ...Object.keys(data)
      .filter((key) => !keys.includes(key))
      .map((key) => `The user data says ${key}, which ours does not.`),
    ...Object.entries(FIXED)
      .filter(([key, [value]]) => !isDeepStrictEqual(data[key], value))
      .map(([key, [, otherwise]]) => `The user data ${otherwise} (${key}).`),
    ...nameFaults(data["fqdn"]),
    ...(hasExactly(data["ssh_keys"], ["ed25519_private", "ed25519_public"])
      ? []
      : ["The user data gives the machine other host keys than its one."]),
    ...userFaults(data["users"]),
    ...firstMomentFaults(data),
    ...fileFaults(data),
  ];
}

/** cloud-init reads it with PyYAML's safe loader, as `readYaml` does (cloud-init 25.1, cloudinit/util.py, `load_yaml`). */
function dataIn(userData: string): { readonly data: Properties | undefined; readonly faults: readonly string[] } {
  const unread = (what: string) => ({ data: undefined, faults: [what] });
  if (!userData.startsWith("#cloud-config\n"))
    return unread("The user data is not a #cloud-config, so what it runs can't be told.");
  const { value, doubts } = readYaml({ path: "user data", text: userData });
  // Never a text out of it: it holds the host key.
  const [doubt] = doubts;
  if (doubt !== undefined)
    return unread(`Line ${doubt.line ?? 1} of the user data can't be told as cloud-init would read it.`);
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return unread("The user data is no mapping.");
  return { data: recordOf(value), faults: [] };
}

function nameFaults(fqdn: unknown): readonly string[] {
  const name = textOf(fqdn);
  if (!/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/.test(name)) return ["The user data gives the machine no full name (fqdn)."];
  return tellingWords(name).length === 0 ? [] : [`The machine's name "${name}" tells what the practice does.`];
}

function userFaults(users: unknown): readonly string[] {
  const list = listOf(users).map(recordOf);
  if (list.length === 0) return ["The user data names no administrators in a list (users)."];
  return list
    .filter(({ name, ...rest }) => {
      const ours = { groups: ["administrators"], shell: "/bin/bash", lock_passwd: true };
      return !/^[a-z][a-z0-9-]*$/.test(textOf(name)) || name === "root" || !isDeepStrictEqual(rest, ours);
    })
    .map(() => "The user data makes an account that is not just an administrator's without a password.");
}

function firstMomentFaults(data: Properties): readonly string[] {
  const { shell, form, unpacked } = firstMomentIn(data);
  const files = filesIn(data);
  if (shell !== "sh -c" || form !== FIRST_MOMENT) return ["The first command of the user data is not ours (bootcmd)."];
  return ["/etc/iptables/birth.v4", "/etc/iptables/birth.v6"]
    .filter((path, i) => unpacked[i] === undefined || unpacked[i] !== files.get(path))
    .map((path) => `The packet filter of the first moment is not ${path} (bootcmd).`);
}

/** The one command of `bootcmd`: how it is run, its text without what is unpacked, and that. */
function firstMomentIn(data: Properties) {
  const [command, ...more] = listOf(data["bootcmd"]);
  const [shell, flag, text, ...rest] = listOf(command).map(textOf);
  const packed = [...(text ?? "").matchAll(/^unpacked ([\w+/=]+) \|/gm)].map(([, word = ""]) => word);
  return {
    shell: more.length === 0 && rest.length === 0 ? `${shell ?? ""} ${flag ?? ""}` : "",
    form: (text ?? "").replace(/^unpacked [\w+/=]+ \|/gm, "unpacked … |"),
    unpacked: packed.map(unpackedText),
  };
}

function fileFaults(data: Properties): readonly string[] {
  const written = listOf(data["write_files"]).map(recordOf);
  const paths = written.map(({ path }) => textOf(path));
  const wanted = wantedFiles(data, paths);
  return [
    ...written.flatMap((file) => writtenFaults(file, wanted)),
    ...[...wanted.keys()]
      .filter((path) => paths.filter((other) => other === path).length !== 1)
      .map((path) => `The user data does not write ${path} exactly once.`),
  ];
}

function writtenFaults(file: Properties, wanted: ReadonlyMap<string, string>): readonly string[] {
  const path = textOf(file["path"]);
  const mode = wanted.get(path);
  if (mode === undefined) return [`The user data writes ${path}, where ours writes nothing.`];
  const keys = ["path", "owner", "permissions", "encoding", "content"];
  const plain = hasExactly(file, keys) && file["encoding"] === "gz+b64";
  return [
    ...(plain && unpackedText(file["content"]) !== undefined
      ? []
      : [`What the user data writes to ${path} can't be told.`]),
    ...(`${textOf(file["owner"])} ${textOf(file["permissions"])}` === mode
      ? []
      : [`The user data gives ${path} another owner or mode than ${mode}.`]),
  ];
}

/** Packages come from Debian's own repository or from a mirror, never from both. */
function wantedFiles(data: Properties, paths: readonly string[]): ReadonlyMap<string, string> {
  const keys = listOf(data["users"]).map((user) => keysPath(recordOf(user)));
  const sources = paths.includes(MIRROR_SOURCES) ? [MIRROR_SOURCES, MIRROR_KEY] : [DEBIAN_SOURCES];
  return new Map([...Object.entries(FILES), ...[...keys, ...sources].map((path) => [path, "root:root 0644"] as const)]);
}

function keysPath(user: Properties): string {
  return `/etc/ssh/authorized_keys.d/${textOf(user["name"])}`;
}

/** The texts of the files that it writes, by path. */
function filesIn(data: Properties): ReadonlyMap<string, string> {
  return new Map(
    listOf(data["write_files"])
      .map(recordOf)
      .map((file) => [textOf(file["path"]), unpackedText(file["content"]) ?? ""]),
  );
}

/** The largest is a few KB. */
const LONGEST = 1_000_000;

/** Undefined for what is not gzip in base64, written without a detour, or no UTF-8. */
function unpackedText(content: unknown): string | undefined {
  const packed = Buffer.from(textOf(content), "base64");
  if (packed.toString("base64") !== content) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      gunzipSync(packed, { maxOutputLength: LONGEST }),
    );
  } catch {
    return undefined;
  }
}

function hasExactly(value: unknown, keys: readonly string[]): boolean {
  const record = recordOf(value);
  return (
    !Array.isArray(value) &&
    isDeepStrictEqual(Object.keys(record).sort(), [...keys].sort()) &&
    keys.every((key) => typeof record[key] === "string")
  );
}

/**
 * What the rules say of the files that a server is born with. Whose machine it will be its user data does not say, but it tells all
 * that its files depend on; a release is rendered for such a practice and judged with these files in it.
 *
 * @param today `YYYY-MM-DD`
 */
export function birthFindings(userData: string, today: string): readonly string[] {
  const { data } = dataIn(userData);
  // What has another form than ours is refused for that.
  if (data === undefined || birthFaults(userData).length > 0) return [];
  const born = filesIn(data);
  const loaded = practiceBehind(data, born);
  if (loaded.kind === "problems")
    return loaded.problems.map(({ message }) => `No stack file gives this user data: ${message}`);
  const release = render(loaded.clinic);
  const files = release.files.map((file) => ({ ...file, text: born.get(file.path) ?? file.text }));
  return [
    ...judge({ ...release, files }, today)
      .findings.filter(({ rule, where }) => rule !== "as-rendered" && born.has(where))
      .map(({ where, what }) => `The user data writes ${where}: ${what}`),
    ...standInFaults(data, loaded.clinic),
  ];
}

/** The rules for an image without iptables have no reader: they are what ours are for the same networks. */
function standInFaults(data: Properties, clinic: Clinic): readonly string[] {
  const ours = dataIn(userDataOf(render(clinic), clinic, { hostKey: { privateKey: "none", publicKey: "none" } })).data;
  const [, , expected] = firstMomentIn(ours ?? {}).unpacked;
  const [, , found] = firstMomentIn(data).unpacked;
  return expected !== undefined && found === expected
    ? []
    : ["The rules that nft would load at the first boot are not ours for these networks (bootcmd)."];
}

/** A practice for which such files are written; the checks of a stack file hold for it. */
function practiceBehind(data: Properties, files: ReadonlyMap<string, string>) {
  const text = (path: string): string => files.get(path) ?? "";
  const [, , nftables = ""] = firstMomentIn(data).unpacked;
  const days = /^MaxRetentionSec=(\d+)day$/m.exec(text("/etc/systemd/journald.conf.d/zz-stillroom.conf"))?.[1];
  const sources = text(MIRROR_SOURCES);
  const mirror = {
    uri: /^URIs: (.*)$/m.exec(sources)?.[1] ?? "",
    suite: /^Suites: (.*)$/m.exec(sources)?.[1] ?? "",
    fingerprint: "0".repeat(40),
    key: text(MIRROR_KEY),
  };
  return loadConfiguration(
    {
      "stillroom:names": { domain: "quiet-harbour.example" },
      "stillroom:machine": {
        provider: "hetzner",
        size: "cx33",
        region: "nbg1",
        debian: text("/etc/ssh/sshd_config.d/00-stillroom.conf").includes("mlkem768x25519-sha256") ? 13 : 12,
      },
      "stillroom:law": { jurisdiction: jurisdictionWith(Number(days)) },
      "stillroom:administrators": listOf(data["users"])
        .map(recordOf)
        .map((user) => ({ name: textOf(user["name"]), sshKeys: text(keysPath(user)).trimEnd().split("\n") })),
      "stillroom:administrationFrom": [
        ...new Set(
          [...nftables.matchAll(/^ +ip6? saddr (\S+) tcp dport 22-22 accept$/gm)].map(([, network]) => network),
        ),
      ],
      "stillroom:branding": { title: "Quiet Harbour" },
      ...(files.has(MIRROR_SOURCES) ? { "stillroom:packages": { mirror } } : {}),
      // The kernel's filter for false senders is looser where a tunnel is.
      ...(/\.rp_filter = 2$/m.test(text("/etc/sysctl.d/90-stillroom.conf")) ? { "stillroom:egress": TUNNEL } : {}),
      // Who comes in by the devices' tunnel is let in also where the rules can't be loaded.
      ...(/^-A INPUT -i wg1 /m.test(text("/etc/iptables/closed.v4")) ? { "stillroom:devices": NO_DEVICES } : {}),
    },
    undefined,
    "machine",
  );
}

function jurisdictionWith(days: number): string {
  const codes = Object.keys(JURISDICTIONS);
  return codes.find((jurisdiction) => logLimit({ jurisdiction }).days === days) ?? "DE";
}

const NO_DEVICES = { inside: "nothing", list: [] };

/** Any will do: nothing else at birth depends on it. */
const TUNNEL = {
  kind: "vpn-only",
  wireguard: {
    endpoint: { address: "198.51.100.9" },
    publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
    addresses: ["10.9.0.2/32"],
    resolvers: ["10.9.0.1"],
  },
};
