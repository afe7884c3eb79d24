import type { Release } from "../../../render/release.ts";
import { appended, replaced, withFile, withText, withoutFile } from "../../../policies/breaking.ts";
import { CLINIC, MIRRORED } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

const DEBIAN = "/etc/stillroom/sources.list.d/debian.sources";
const PROJECTS = "/etc/stillroom/sources.list.d/projects.sources";
const SETTINGS = "/etc/apt/apt.conf.d/90stillroom-sources";
const WINDOW = "/etc/systemd/system/apt-daily-upgrade.timer.d/stillroom.conf";
const UPDATES = "/etc/apt/apt.conf.d/90stillroom-updates";

function beside(release: Release, path: string, text: string): Release {
  return withFile(release, { path, format: "apt", text });
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "a stanza is trusted beside the key that it names, in lower case",
    apply: (release) => replaced(release, DEBIAN, /^Signed-By:/m, "trusted: YES\nSigned-By:"),
  },
  {
    how: "the key goes on over a second line, which names another",
    apply: (release) =>
      replaced(
        release,
        PROJECTS,
        /^(Signed-By: .*)$/m,
        "Signed-By: /etc/apt/keyrings/jitsi.asc\n /etc/apt/keyrings/other.asc",
      ),
  },
  {
    how: "a stanza carries its own key with it",
    apply: (release) =>
      replaced(
        release,
        PROJECTS,
        /^Signed-By: .*$/m,
        "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQENBF\n -----END PGP PUBLIC KEY BLOCK-----",
      ),
  },
  {
    how: "a second address stands beside a repository's own",
    apply: (release) =>
      replaced(
        release,
        DEBIAN,
        "URIs: https://deb.debian.org/debian\n",
        "URIs: https://deb.debian.org/debian\n https://debs.example/debian\n",
      ),
  },
  {
    how: "Debian comes over another host, under Debian's key",
    apply: (release) => replaced(release, DEBIAN, /deb\.debian\.org/g, "debian.mirror.example"),
  },
  {
    how: "Debian's address lost its encryption on the way",
    apply: (release) => replaced(release, DEBIAN, /https:/g, "http:"),
  },
  {
    how: "testing is taken beside stable",
    apply: (release) => replaced(release, DEBIAN, "Suites: trixie\n", "Suites: trixie sid\n"),
  },
  {
    how: "more components of Debian are taken than were looked at",
    apply: (release) => replaced(release, DEBIAN, "Components: main", "Components: main contrib"),
  },
  {
    how: "old lists are good for ever",
    apply: (release) => replaced(release, DEBIAN, /^Signed-By:/m, "Check-Valid-Until: no\nSigned-By:"),
  },
  {
    how: "the stanza of the security suite is switched off",
    apply: (release) =>
      withText(release, DEBIAN, (text) =>
        text.replace(/Types: deb\n(URIs: .*debian-security)/, "Types: deb\nEnabled: no\n$1"),
      ),
  },
  {
    how: "the stanza of the security suite names the suite twice and is a comment",
    apply: (release) =>
      withText(release, DEBIAN, (text) =>
        text.replace(/(Types: deb\nURIs: .*debian-security\n(?:.+\n)+)/, (stanza) => stanza.replace(/^/gm, "#")),
      ),
  },
  {
    how: "a line in the older form names a repository of ours without a key",
    apply: (release) =>
      beside(release, "/etc/stillroom/sources.list.d/debian.list", "deb https://deb.debian.org/debian trixie main\n"),
  },
  {
    how: "a line in the older form lets in weak signatures among its options",
    apply: (release) =>
      beside(
        release,
        "/etc/stillroom/sources.list.d/debian.list",
        "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg allow-weak=yes] https://deb.debian.org/debian trixie main\n",
      ),
  },
  {
    how: "unsigned repositories are let in from within a block",
    apply: (release) => appended(release, SETTINGS, 'Acquire { Retries "3"; AllowInsecureRepositories "on"; };'),
  },
  {
    how: "unauthenticated packages are installed, said behind a comment that ends",
    apply: (release) => appended(release, UPDATES, '/* quiet: */ APT::Get::AllowUnauthenticated "1"; // off'),
  },
  {
    how: "the certificate of a mirror is no longer looked at",
    apply: (release) => appended(release, SETTINGS, 'Acquire::https::deb.debian.org::Verify-Peer "false";'),
  },
  {
    how: "lists may be of any age, for one suite",
    apply: (release) => appended(release, SETTINGS, "Acquire::Check-Valid-Until no;"),
  },
  {
    how: "a proxy stands between, named in a later file",
    apply: (release) =>
      beside(release, "/etc/apt/apt.conf.d/95proxy", 'Acquire::http { Proxy "http://proxy.example:3128/"; };\n'),
  },
  {
    how: "a program is asked for the proxy",
    apply: (release) => appended(release, SETTINGS, 'Acquire::https::Proxy-Auto-Detect "/usr/local/bin/proxy";'),
  },
  {
    how: "a command runs before each installation",
    apply: (release) => appended(release, UPDATES, 'DPkg { Pre-Invoke { "mount -o remount,exec /tmp"; }; };'),
  },
  {
    how: "a command runs after each update, in apt's main file",
    apply: (release) => beside(release, "/etc/apt/apt.conf", 'APT::Update::Post-Invoke:: "true";\n'),
  },
  {
    how: "dpkg is told to pass over whatever stands in its way",
    apply: (release) => replaced(release, UPDATES, '"--force-confold"', '"--force-confold"; "--force-all"'),
  },
  { how: "apt downloads as root", apply: (release) => appended(release, SETTINGS, 'APT::Sandbox::User "root";') },
  {
    how: "keys come from another folder",
    apply: (release) => appended(release, SETTINGS, 'Dir::Etc::TrustedParts "/srv/keys";'),
  },
  {
    how: "the folder of sources is another one after all",
    apply: (release) =>
      beside(release, "/etc/apt/apt.conf.d/99local", 'dir { etc { sourceparts "sources.list.d"; } };\n'),
  },
  {
    how: "what kept a provider's list unread is cleared again",
    apply: (release) => appended(release, UPDATES, "#clear Dir::Etc::SourceList;"),
  },
  {
    how: "automatic mends are switched off in a block of a later file",
    apply: (release) => beside(release, "/etc/apt/apt.conf.d/99zz", 'APT { Periodic { enable "0"; }; };\n'),
  },
  {
    how: "lists are looked up once in a year",
    apply: (release) => replaced(release, UPDATES, 'Update-Package-Lists "1"', 'Update-Package-Lists "365"'),
  },
  {
    how: "the security suite is no longer among those that mend themselves",
    apply: (release) => replaced(release, UPDATES, /^.*-security,label=Debian-Security.*\n/m, ""),
  },
  {
    how: "the origins are cleared after they were given",
    apply: (release) => appended(release, UPDATES, "#clear Unattended-Upgrade::Origins-Pattern;"),
  },
  {
    how: "packages of every origin come by themselves",
    apply: (release) => appended(release, UPDATES, 'Unattended-Upgrade::Origins-Pattern:: "o=*";'),
  },
  {
    how: "one package is held back from mends",
    apply: (release) => appended(release, UPDATES, 'Unattended-Upgrade::Package-Blacklist { "nginx"; };'),
  },
  {
    how: "mends wait for a shutdown",
    apply: (release) => appended(release, UPDATES, 'Unattended-Upgrade::InstallOnShutdown "true";'),
  },
  { how: "the origins are mended by a file that was taken out", apply: (release) => withoutFile(release, UPDATES) },
  {
    how: "a preference prefers a stranger's packages",
    apply: (release) =>
      beside(release, "/etc/apt/preferences.d/pin", "Package: *\nPin: origin debs.example\nPin-Priority: 1001\n"),
  },
  {
    how: "a key lies where it vouches for every repository",
    apply: (release) => beside(release, "/etc/apt/trusted.gpg.d/extra.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"),
  },
  {
    how: "the timer that mends waits for a month",
    apply: (release) =>
      beside(
        release,
        "/etc/systemd/system/apt-daily-upgrade.timer.d/calm.conf",
        "[Timer]\nOnCalendar=\nOnCalendar=monthly\n",
      ),
  },
  {
    how: "the timer that mends loses all its times in our own file",
    apply: (release) => withText(release, WINDOW, (text) => text.replace(/^OnCalendar=\S.*\n/gm, "")),
  },
  {
    how: "the times of mends are taken back at the end of our own file",
    apply: (release) => appended(release, WINDOW, "OnCalendar="),
  },
  ...[
    "OnCalendar=monthly",
    "OnCalendar=*-*-1 03:00:00 UTC",
    "RandomizedDelaySec=20d",
    "Persistent=maybe",
    "Unit=other.service",
  ].map((line): BrokenTree => ({
    how: `the window of mends says ${line}`,
    apply: (release) => appended(release, WINDOW, line),
  })),
  {
    how: "the window of mends stands in another section",
    apply: (release) => appended(release, WINDOW, "[Unit]\nConditionPathExists=/srv/mend"),
  },
  {
    how: "mends wait for another program than the one that looks for meetings",
    apply: (release) =>
      appended(release, "/etc/systemd/system/apt-daily-upgrade.service.d/stillroom.conf", "ExecCondition=/bin/false"),
  },
  {
    how: "mends come only while the machine is cut off",
    apply: (release) =>
      withText(release, "/etc/systemd/system/apt-daily-upgrade.service.d/stillroom.conf", (text) =>
        text.replace("ConditionPathExists=!", "ConditionPathExists="),
      ),
  },
  {
    how: "the drop-in of mends is empty but for a remark",
    apply: (release) =>
      withText(release, "/etc/systemd/system/apt-daily-upgrade.service.d/stillroom.conf", () => "# nothing\n"),
  },
  {
    how: "the timer that mends is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "apt-daily-upgrade.timer") }),
  },
  {
    how: "a repository's key is another one",
    apply: (release) => ({
      ...release,
      repositories: release.repositories.map((one) =>
        one.name === "jitsi" ? { ...one, fingerprint: "A".repeat(40) } : one,
      ),
    }),
  },
  {
    how: "a repository's key is fetched from another host",
    apply: (release) => ({
      ...release,
      repositories: release.repositories.map((one) =>
        one.keyUri === undefined ? one : { ...one, keyUri: "https://keys.example/key.gpg" },
      ),
    }),
  },
  {
    how: "a package comes from a repository that the release does not have",
    apply: (release) => ({ ...release, repositories: release.repositories.filter(({ name }) => name !== "element") }),
  },
  {
    how: "dpkg's harmful option stands before a good one",
    apply: (release) => replaced(release, UPDATES, '"--force-confdef";', '"--force-all"; "--force-confdef";'),
  },
  {
    how: "what mends the machine is not installed",
    apply: (release) => ({
      ...release,
      packages: release.packages.filter(({ name }) => name !== "unattended-upgrades"),
    }),
  },
  {
    how: "a package comes from a repository that only another clinic has",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
    apply: (release) => ({
      ...release,
      packages: [...release.packages, { name: "element-web", repository: "element" }],
    }),
  },
  {
    how: "the timer that looks for mends is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "apt-daily.timer") }),
  },
  ...["apt-daily.service", "apt-daily-upgrade.service", "unattended-upgrades.service", "apt-daily.timer"].map(
    (unit): BrokenTree => ({
      how: `a drop-in changes ${unit}`,
      apply: (release) => beside(release, `/etc/systemd/system/${unit}.d/calm.conf`, "[Unit]\nDescription=Calm\n"),
    }),
  ),
  ...Object.entries({
    address: { uri: "https://other.example/all" },
    key: { fingerprint: "B".repeat(40) },
    keyring: { keyring: "/etc/apt/keyrings/jitsi.asc" },
    name: { name: "element" },
    "address for its key": { keyUri: "https://packages.quiet-harbour.example/key.asc" },
  } satisfies Record<string, Partial<Release["repositories"][number]>>).map(([what, change]): BrokenTree => ({
    how: `the one mirror has another ${what} than the stack file says`,
    clinic: MIRRORED,
    apply: (release) => ({ ...release, repositories: release.repositories.map((one) => ({ ...one, ...change })) }),
  })),
  {
    how: "the one mirror goes by a name of somebody else's, and so do its packages",
    clinic: MIRRORED,
    apply: (release) => ({
      ...release,
      repositories: release.repositories.map((one) => ({ ...one, name: "element" })),
      packages: release.packages.map((one) => ({ ...one, repository: "element" })),
    }),
  },
  {
    how: "a setting of apt is called after what every table of JavaScript has",
    apply: (release) => appended(release, SETTINGS, 'constructor "1";'),
  },
  {
    how: "the mirror's key is another one in the file",
    clinic: MIRRORED,
    apply: (release) => replaced(release, "/etc/apt/keyrings/mirror.asc", "mDME", "mDMF"),
  },
  ...["Architectures: s390x", "Architectures-Remove: amd64", "Targets: Translations", "Targets-Remove: Packages"].map(
    (line): BrokenTree => ({
      how: `Debian's stanzas say ${line}`,
      apply: (release) => replaced(release, DEBIAN, /^Signed-By:/gm, `${line}\nSigned-By:`),
    }),
  ),
  {
    how: "Debian's stanzas are of sources, which nobody installs",
    apply: (release) => replaced(release, DEBIAN, /^Types: deb$/gm, "Types: deb-src"),
  },
  {
    how: "Debian's stanzas lie where apt does not look",
    apply: (release) => {
      const text = release.files.find(({ path }) => path === DEBIAN)?.text ?? "";
      return beside(withoutFile(release, DEBIAN), "/etc/apt/sources.list.d/debian.sources", text);
    },
  },
  {
    how: "the security suite is gone, from the repositories and from the sources",
    apply: (release) => ({
      ...withText(release, DEBIAN, (text) => text.replace(/\nTypes: deb\nURIs: \S+debian-security\n(?:.+\n?)+/, "\n")),
      repositories: release.repositories.filter(({ suite }) => !suite.endsWith("-security")),
    }),
  },
  ...[
    ["sid main", "Suites: sid\nComponents: main"],
    ["trixie contrib", "Suites: trixie\nComponents: contrib"],
  ].map(([what = "", lines = ""]): BrokenTree => ({
    how: `Debian is taken from ${what}, as the repositories say too`,
    apply: (release) => ({
      ...replaced(release, DEBIAN, "Suites: trixie\nComponents: main", lines),
      repositories: release.repositories.map((one) => {
        const [suite = "", ...components] = what.split(" ");
        return one.name === "debian" && one.suite === "trixie" ? { ...one, suite, components } : one;
      }),
    }),
  })),
  ...['APT::Install-Suggests "true";', 'Unattended-Upgrade::Automatic-Reboot "true";'].map((line): BrokenTree => ({
    how: `a later line says ${line}`,
    apply: (release) => appended(release, UPDATES, line),
  })),
  {
    how: "our settings of updates are read before Debian's own",
    apply: (release) => {
      const text = release.files.find(({ path }) => path === UPDATES)?.text ?? "";
      return beside(withoutFile(release, UPDATES), "/etc/apt/apt.conf.d/10stillroom-updates", text);
    },
  },
  {
    how: "a suite more is taken from Debian, as the repositories say too",
    apply: (release) => {
      const [debian] = release.repositories;
      if (debian === undefined) throw new Error("The release has no repository.");
      const more = { ...debian, suite: "trixie-backports" };
      return {
        ...replaced(release, DEBIAN, "Suites: trixie\n", "Suites: trixie trixie-backports\n"),
        repositories: [...release.repositories, more],
      };
    },
  },
];
