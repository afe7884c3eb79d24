import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedFolder } from "./cache.ts";
import { run } from "./command.ts";

export type Debian = 12 | 13;

const CODENAMES: Readonly<Record<Debian, string>> = { 12: "bookworm", 13: "trixie" };

/**
 * What Debian's own `genericcloud` image has, as far as a container needs it: no kernel and no boot loader.
 * Source: debian-cloud-images, config_space/package_config/CLOUD and config_space/{bookworm,13}/package_config/SYSTEM_BOOT.
 */
const PACKAGES = [
  "apparmor",
  "apt-utils",
  "ca-certificates",
  "cloud-init",
  "dbus",
  "init",
  "iproute2",
  "iptables",
  "iputils-ping",
  "less",
  "libnss-myhostname",
  "libpam-systemd",
  "nano",
  "netbase",
  "netplan.io",
  "openssh-server",
  "polkitd",
  "procps",
  "python3",
  "sudo",
  "systemd-resolved",
  "systemd-timesyncd",
  "unattended-upgrades",
  "zstd",
] as const;

/** Debian 13's list alone has these. */
const PACKAGES_OF_13 = ["libnss-resolve", "linux-sysctl-defaults"] as const;

/** The folder of a Debian machine's root file system, as a cloud would boot it for the first time. Never written to again. */
export async function machineImage(debian: Debian): Promise<string> {
  const codename = CODENAMES[debian];
  const packages = debian === 13 ? [...PACKAGES, ...PACKAGES_OF_13] : PACKAGES;
  const sources = await archiveSources(debian);
  return cachedFolder(`image-${codename}`, { version: 2, packages, sources }, async (folder) => {
    await bootstrap(debian, packages, sources, folder);
    await likeACloudImage(folder, codename);
  });
}

/**
 * Puts a Debian with the named packages, and what they need at least, into an empty folder.
 *
 * @param sources lines of sources.list(5), as {@link archiveSources} gives them
 */
export async function bootstrap(
  debian: Debian,
  packages: readonly string[],
  sources: readonly string[],
  folder: string,
): Promise<void> {
  await run([
    "mmdebstrap",
    "--mode=root",
    "--variant=minbase",
    `--include=${packages.join(",")}`,
    ...(await acquireOptions()).map((option) => `--aptopt=${option}`),
    '--aptopt=APT::Install-Recommends "false"',
    CODENAMES[debian],
    folder,
    ...sources,
  ]);
}

/** What Debian's build scripts do to the image after its packages are in. */
async function likeACloudImage(root: string, codename: string): Promise<void> {
  await run(["rm", join(root, "etc/apt/sources.list")]);
  await writeFile(join(root, "etc/apt/sources.list.d/debian.sources"), debianSources(codename));
  // config_space/scripts/LAST/10-cleanup: no identity and no host key of its own, the machine gets them at its first boot.
  await run(["sh", "-c", 'rm -f "$1"/etc/ssh/ssh_host_*; : > "$1/etc/machine-id"', "sh", root]);
  await run(["chroot", root, "systemctl", "enable", "systemd-networkd.service", "systemd-resolved.service"]);
  await run(["rm", "-f", join(root, "etc/resolv.conf"), join(root, "etc/hostname")]);
  await run(["ln", "-s", "../run/systemd/resolve/stub-resolv.conf", join(root, "etc/resolv.conf")]);
}

/** One-line entries of sources.list(5) for the Debian archive as this system reaches it. */
export async function archiveSources(debian: Debian): Promise<readonly string[]> {
  const codename = CODENAMES[debian];
  const mirrors = await debianMirrors();
  return [
    source(mirrors.debian, codename),
    source(mirrors.debian, `${codename}-updates`),
    source(mirrors.security, `${codename}-security`),
  ];
}

/** Debian's own mirrors, whatever this system uses: in a lab they can't be reached, on a real machine they can. */
function debianSources(codename: string): string {
  const entries = [
    ["http://deb.debian.org/debian", `${codename} ${codename}-updates`],
    ["http://deb.debian.org/debian-security", `${codename}-security`],
  ] as const;
  return entries
    .map(([uri, suites]) => [
      "Types: deb",
      `URIs: ${uri}`,
      `Suites: ${suites}`,
      "Components: main",
      "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg",
      "",
    ])
    .flat()
    .join("\n");
}

function source(uri: string, suite: string): string {
  return `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${uri} ${suite} main`;
}

interface Mirrors {
  readonly debian: string;
  readonly security: string;
}

/** The mirrors that this Debian itself uses; on another system Debian's own. */
async function debianMirrors(): Promise<Mirrors> {
  const listed = await run([
    "apt-get",
    "indextargets",
    "--format",
    "$(LABEL) $(REPO_URI)",
    "Created-By: Packages",
    "Origin: Debian",
  ]);
  const uriOf = (label: string): string | undefined =>
    listed
      .split("\n")
      .map((line) => line.split(" "))
      .find(([found]) => found === label)?.[1];
  return {
    debian: uriOf("Debian") ?? "http://deb.debian.org/debian/",
    security: uriOf("Debian-Security") ?? "http://deb.debian.org/debian-security/",
  };
}

/** How this system's apt reaches its mirrors: proxies, and whether it believes the clock. */
export async function acquireOptions(): Promise<readonly string[]> {
  const dump = await run(["apt-config", "dump", "--format", '%f "%v";%n', "Acquire"]);
  return dump.split("\n").filter((line) => /^Acquire::(https?::Proxy|Check-Valid-Until|Check-Date) "[^"]+"/.test(line));
}
