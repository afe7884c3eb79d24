import type { Release, Repository } from "../../render/release.ts";
import { MIRROR_KEYRING } from "../../services/repositories.ts";
import { appended, replaced, withFile } from "../breaking.ts";
import type { Configuration } from "../configuration.ts";
import { aptBoolean, aptSetting, type AptSetting, type AptSource } from "../readers/apt.ts";
import { listOf, readSystemd } from "../readers/systemd/systemd.ts";
import { unitOf } from "../readers/systemd/units.ts";
import type { Breach, Rule } from "../rule.ts";

const SOURCES = "/etc/stillroom/sources.list.d/projects.sources";
const UPDATES = "/etc/apt/apt.conf.d/90stillroom-updates";
const ORIGINS = "/etc/apt/apt.conf.d/90stillroom-sources";

/** Programs come from whom the release names, each signed with that one's own key, and their security updates come by themselves. */
export const packagesSigned: Rule = {
  id: "packages-signed",
  title:
    "Every package comes from a repository of the release under that repository's own key, and security updates come by themselves.",
  severity: "high",
  serves: "Integrity: HIPAA 45 CFR 164.308(a)(5)(ii)(B) and 164.312(c), GDPR art. 32(1)(b).",
  mend: "Put templates/sources and templates/updates back as they are in the repository (`git diff templates/sources templates/updates` shows what changed); a mirror is named in stillroom:packages.mirror.",
  looksAt:
    "apt's sources, keys and settings, the packages of the release and the repository of each, and the automatic updates.",
  check: (release, configuration) => [
    ...repositoryBreaches(release),
    ...suiteBreaches(release),
    ...sourceBreaches(release, configuration),
    ...settingBreaches(release, configuration),
    ...originBreaches(release, configuration),
    ...strayFiles(release),
    ...packageBreaches(release),
  ],
  breaks: [
    {
      how: "a source is trusted without a key",
      apply: (release) => replaced(release, SOURCES, /^Signed-By: .*$/m, "Trusted: yes"),
    },
    {
      how: "a source is signed by a key of somebody else",
      apply: (release) => replaced(release, SOURCES, /^Signed-By: .*$/m, "Signed-By: /usr/share/keyrings/other.gpg"),
    },
    {
      how: "a source in the older form stands beside",
      apply: (release) =>
        withFile(release, {
          path: "/etc/stillroom/sources.list.d/extra.list",
          format: "apt",
          text: "deb [trusted=yes] http://packages.example/ ./\n",
        }),
    },
    {
      how: "apt also reads what a provider left in its own folder",
      apply: (release) => replaced(release, ORIGINS, "/etc/stillroom/sources.list.d", "/etc/apt/sources.list.d"),
    },
    {
      how: "apt takes what nobody signed",
      apply: (release) => appended(release, UPDATES, 'Acquire::AllowInsecureRepositories "true";'),
    },
    {
      how: "security updates are switched off by a later line",
      apply: (release) => appended(release, UPDATES, 'APT::Periodic { Unattended-Upgrade "0"; };'),
    },
  ],
};

/**
 * Whom we take packages from, and by which keys. A copy of what services/repositories.ts says, on purpose: another repository or another key
 * is two decisions.
 */
const PINNED: Readonly<Record<string, { readonly uris: readonly string[]; readonly fingerprints: readonly string[] }>> =
  {
    debian: {
      uris: ["https://deb.debian.org/debian", "https://deb.debian.org/debian-security"],
      fingerprints: [
        "B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8",
        "05AB90340C0C5E797F44A8C8254CF3B5AEC0A8F0",
        "04B54C3CDCA79751B16BC6B5225629DF75B188BD",
        "5E04A1E3223A19A20706E20F9904613D4CCE68C6",
      ],
    },
    jitsi: { uris: ["https://download.jitsi.org"], fingerprints: ["FFD65A0DA2BEBDEB73D44C8BB4D2D216F1FD7806"] },
    matrix: {
      uris: ["https://packages.matrix.org/debian"],
      fingerprints: ["AAF9AE843A7584B5A3E4CD2BCF45A512DE2DA058"],
    },
    element: {
      uris: ["https://packages.element.io/debian"],
      fingerprints: ["12D4CD600C2240A9F4A82071D7B0B66941D01538"],
    },
  };

const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Suites and components that were looked at; Debian's own suite and its security updates must be there. */
function suiteBreaches(release: Release): readonly Breach[] {
  if (release.subject.clinic.packages.mirror !== undefined) return [];
  const { codename } = originsOf(release);
  const main = (...suites: readonly string[]) => suites.map((suite) => `${suite} main`);
  const known: Readonly<Record<string, readonly string[]>> = {
    debian: main(codename, `${codename}-updates`, `${codename}-security`),
    jitsi: ["stable/"],
    matrix: main(codename),
    element: main("default"),
  };
  const where = "the repositories of the release";
  const taken = release.repositories.map(({ name, suite, components }) => ({
    name,
    what: [suite, ...components].join(" "),
  }));
  const needed = main(codename, `${codename}-security`);
  return [
    ...taken
      .filter(({ name, what }) => known[name]?.includes(what) !== true)
      .map(({ name, what }) => ({ where, what: `${name} is taken from ${what}, which nobody looked at.` })),
    ...needed
      .filter((what) => !taken.some((one) => one.name === "debian" && one.what === what))
      .map((what) => ({ where, what: `Debian's ${what} is not among them, so its security updates never come.` })),
  ];
}

function repositoryBreaches(release: Release): readonly Breach[] {
  const { mirror } = release.subject.clinic.packages;
  return release.repositories
    .filter(({ name, uri, fingerprint, keyring, keyUri }) => {
      if (mirror !== undefined) {
        const own = name === "mirror" && uri === mirror.uri && fingerprint === mirror.fingerprint;
        return !own || keyring !== MIRROR_KEYRING || keyUri !== undefined;
      }
      const pinned = PINNED[name];
      const ownKeyring = name === "debian" ? keyring === DEBIAN_KEYRING : keyring.startsWith("/etc/apt/keyrings/");
      return (
        pinned?.uris.includes(uri) !== true ||
        !pinned.fingerprints.includes(fingerprint) ||
        !ownKeyring ||
        (keyUri !== undefined && URL.parse(keyUri)?.origin !== URL.parse(uri)?.origin)
      );
    })
    .map(({ name, uri, fingerprint }) => ({
      where: "the repositories of the release",
      what: `The repository ${name} at ${uri} with the key ${fingerprint} is none that was looked at.`,
    }));
}

/** sources.list(5): options that do not touch whose signature a package needs, and those that do with the values that loosen nothing. */
const SOURCE_OPTIONS: Readonly<Record<string, (value: string) => boolean>> = {
  ...Object.fromEntries(["by-hash", "lang", "languages", "pdiffs"].map((name) => [name, () => true])),
  // Packages of other machines, or none at all, would be no updates for this one.
  ...Object.fromEntries(["arch", "architectures"].map((name) => [name, (value: string) => hasWord(value, "amd64")])),
  ...Object.fromEntries(["target", "targets"].map((name) => [name, (value: string) => hasWord(value, "Packages")])),
  "allow-downgrade-to-insecure": (value) => aptBoolean(value) === false,
  "allow-insecure": (value) => aptBoolean(value) === false,
  "allow-weak": (value) => aptBoolean(value) === false,
  "check-date": (value) => aptBoolean(value) === true,
  "check-valid-until": (value) => aptBoolean(value) === true,
  trusted: (value) => aptBoolean(value) === false,
};

function hasWord(value: string, word: string): boolean {
  return value.split(/\s+|,/).includes(word);
}

const READ = "/etc/stillroom/sources.list.d/";

function sourceBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const sources = configuration.aptSources();
  const known = sources.map((source) => ({ source, repository: repositoryOf(source, release) }));
  // What lies in another folder apt does not read (Dir::Etc::SourceParts), and sources of programs are none that it installs.
  const read = known.filter(({ source }) => source.type === "deb" && source.path.startsWith(READ));
  const unread = release.repositories.filter((repository) => !read.some((one) => one.repository === repository));
  return [
    ...known.flatMap(({ source, repository }) => [
      ...(repository === undefined ? [strangeSource(source)] : []),
      ...optionBreaches(source),
    ]),
    ...unread.map(({ uri, suite }) => ({
      where: "/etc/stillroom/sources.list.d",
      what: `No source names ${uri} ${suite}, so its security updates never come.`,
    })),
  ];
}

/** The repository of the release that a source is, under that one's own key. */
function repositoryOf({ uri, suite, components, options }: AptSource, release: Release): Repository | undefined {
  const slashless = (text: string) => text.replace(/\/$/, "");
  return release.repositories.find(
    (repository) =>
      slashless(repository.uri) === slashless(uri) &&
      repository.suite === suite &&
      components.every((component) => repository.components.includes(component)) &&
      options.get("signed-by")?.value === repository.keyring,
  );
}

function strangeSource({ uri, suite, components, options, path, line }: AptSource): Breach {
  const signed = options.get("signed-by");
  return {
    where: path,
    line: signed?.line ?? line,
    what: `Packages from ${[uri, suite, ...components].join(" ")} may be signed with ${signed === undefined ? "any key that apt knows" : `the key in ${signed.value.split("\n")[0] ?? ""}`}; no repository of the release has this address, suite and key.`,
  };
}

function optionBreaches({ options, uri, path }: AptSource): readonly Breach[] {
  return [...options]
    .filter(([name, { value }]) => {
      // apt passes over fields that it does not know; these say so by their names (deb822(5)).
      if (name === "signed-by" || name.startsWith("x-")) return false;
      if (/^(?:arch|architectures|lang|languages|targets?)(?:\+|-add)$/.test(name)) return false;
      return !Object.hasOwn(SOURCE_OPTIONS, name) || SOURCE_OPTIONS[name]?.(value) !== true;
    })
    .map(([name, { value, line }]) => ({
      where: path,
      line,
      what: `${name} is ${value} for ${uri}, which may let packages in that nobody signed.`,
    }));
}

const yes: Allowed = (value) => aptBoolean(value) === true;
const no: Allowed = (value) => aptBoolean(value) === false;
const any: Allowed = () => true;
type Allowed = (value: string) => boolean;

/** Settings that must be there, each with the values that do, ours first; unattended-upgrades 2.12, README, and /usr/lib/apt/apt.systemd.daily for the periodic ones. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  "apt::periodic::enable": ["1"],
  "apt::periodic::update-package-lists": ["1", "always"],
  "apt::periodic::unattended-upgrade": ["1", "always"],
  "dir::etc::sourcelist": ["/dev/null"],
  "dir::etc::sourceparts": ["/etc/stillroom/sources.list.d", "/etc/stillroom/sources.list.d/"],
};

/** Settings that may be there, with the values that do no harm. apt 3.0.3, doc/examples/configure-index; unattended-upgrades 2.12, README. */
const TOLERATED: Readonly<Record<string, Allowed>> = {
  "acquire::allowdowngradetoinsecurerepositories": no,
  "acquire::allowinsecurerepositories": no,
  "acquire::allowweakrepositories": no,
  "acquire::allowreleaseinfochange": no,
  "acquire::check-date": yes,
  "acquire::check-valid-until": yes,
  "acquire::enablesrvrecords": no,
  "acquire::forceipv4": any,
  "acquire::forceipv6": any,
  "acquire::http::dl-limit": any,
  "acquire::http::timeout": any,
  "acquire::https::timeout": any,
  "acquire::https::verify-host": yes,
  "acquire::https::verify-peer": yes,
  "acquire::languages": any,
  "acquire::languages::": any,
  "acquire::pdiffs": any,
  "acquire::retries": any,
  "apt::color": any,
  "apt::get::allowunauthenticated": no,
  "apt::get::assume-yes": any,
  "apt::get::show-versions": any,
  "apt::install-recommends": any,
  "apt::install-suggests": no,
  "apt::periodic::autocleaninterval": any,
  "apt::periodic::cleaninterval": any,
  "apt::periodic::download-upgradeable-packages": any,
  "apt::periodic::maxage": any,
  "apt::periodic::randomsleep": any,
  "apt::periodic::verbose": any,
  "apt::sandbox::seccomp": yes,
  "apt::sandbox::user": (value) => value === "_apt",
  "dpkg::lock::timeout": any,
  "dpkg::options::": (value) => ["--force-confdef", "--force-confold"].includes(value),
  "unattended-upgrade::autofixinterrupteddpkg": any,
  "unattended-upgrade::automatic-reboot": no,
  "unattended-upgrade::automatic-reboot-time": any,
  "unattended-upgrade::automatic-reboot-withusers": any,
  "unattended-upgrade::debug": any,
  "unattended-upgrade::keep-debs-after-install": any,
  "unattended-upgrade::minimalsteps": any,
  "unattended-upgrade::remove-new-unused-dependencies": any,
  "unattended-upgrade::remove-unused-dependencies": any,
  "unattended-upgrade::remove-unused-kernel-packages": any,
  "unattended-upgrade::syslogenable": any,
  "unattended-upgrade::syslogfacility": any,
  "unattended-upgrade::verbose": any,
};

const PATTERNS = "unattended-upgrade::origins-pattern";

function settingBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const settings = configuration.aptSettings();
  const missing = Object.entries(WANTED).flatMap(([key, good]): readonly Breach[] => {
    const found = aptSetting(settings, key);
    if (found !== undefined && good.includes(found.value)) return beforeDebian(found);
    const place = found === undefined ? { where: key.startsWith("dir") ? ORIGINS : UPDATES } : placeOf(found);
    return [{ ...place, what: `${key} is ${found?.value ?? "not set"}, not ${good.join(" or ")}.` }];
  });
  const others = settings
    .filter(({ key }) => !Object.hasOwn(WANTED, key) && !key.startsWith(`${PATTERNS}::`))
    .filter((setting) => setting.key.endsWith("::") || aptSetting(settings, setting.key) === setting)
    .filter(({ key, value }) => !Object.hasOwn(TOLERATED, key) || TOLERATED[key]?.(value) !== true)
    .map((setting) => ({
      ...placeOf(setting),
      what: `${setting.key} is ${setting.value}: it may let in packages that nobody signed, run commands as root, or keep security updates away.`,
    }));
  return [...missing, ...others, ...timerBreaches(release)];
}

/** apt reads files by their names: what sorts before Debian's own 20auto-upgrades and 50unattended-upgrades counts less than they do. */
function beforeDebian(setting: AptSetting): readonly Breach[] {
  // The main file, apt.conf, is read last.
  if (/\/(?:5[1-9]|[6-9]\d|[a-z])[^/]*$/.test(setting.path)) return [];
  return [{ ...placeOf(setting), what: `${setting.key} is read before Debian's own files, which take it back.` }];
}

/** unattended-upgrade, match_whitelist_string: `o`, `l`, `n` and the like are short forms, blanks do not matter. */
function originBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { codename, sites, debian } = originsOf(release);
  const long: Readonly<Record<string, string>> = { o: "origin", l: "label", n: "codename", c: "component" };
  const normal = (pattern: string) =>
    pattern
      .split(",")
      .map((token) => token.split("=").map((part) => part.trim()))
      .map(
        ([what = "", ...value]) => `${long[what] ?? what}=${value.join("=").replace("${distro_codename}", codename)}`,
      )
      .sort()
      .join(",");
  const security = `codename=${codename}-security,label=Debian-Security,origin=Debian`;
  const needed = [...(debian ? [security] : []), ...sites.map((site) => `site=${site}`)];
  const known = [
    ...needed,
    ...["", "-updates"].map((suffix) => `codename=${codename}${suffix},label=Debian,origin=Debian`),
    `codename=${codename},label=Debian-Security,origin=Debian`,
  ];
  const patterns = configuration.aptSettings().filter(({ key }) => key.startsWith(`${PATTERNS}::`));
  const given = patterns.map(({ value }) => normal(value));
  return [
    ...needed
      .filter((pattern) => !given.includes(pattern))
      .map((pattern) => ({
        where: UPDATES,
        what: `Mends from "${pattern}" are not among those that come by themselves.`,
      })),
    ...patterns
      .filter(({ value }) => !known.includes(normal(value)))
      .map((setting) => ({
        ...placeOf(setting),
        what: `Packages from "${setting.value}" come by themselves, though it is no repository of the release.`,
      })),
  ];
}

/** The hosts of the projects' repositories, or of the one mirror; a mirror in a folder of the machine has none. */
function originsOf({ repositories, subject }: Release) {
  const sites = repositories
    .filter(({ name }) => name !== "debian")
    .map(({ uri }) => URL.parse(uri)?.hostname ?? "")
    .filter((host) => host !== "");
  const codename = subject.machine.debian === 12 ? "bookworm" : "trixie";
  return { codename, sites: [...new Set(sites)], debian: repositories.some(({ name }) => name === "debian") };
}

const TIMERS = ["apt-daily.timer", "apt-daily-upgrade.timer"];
const UPDATE_UNITS = [...TIMERS, "apt-daily.service", "apt-daily-upgrade.service", "unattended-upgrades.service"];

const WINDOW = "/etc/systemd/system/apt-daily-upgrade.timer.d/stillroom.conf";

/**
 * What a release may say of Debian's own units: once a day at least, by the clock, and not while people meet
 * or the machine is cut off. systemd.time(7), "Calendar Events".
 */
const SAID_OF_UPDATES: Readonly<Record<string, RegExp>> = {
  [WINDOW]:
    /^\[Timer\] (?:OnCalendar=(?:\*-\*-\* (?:[01]\d|2[0-3]):[0-5]\d:00(?: [A-Z][A-Za-z_/-]*)?)?|RandomizedDelaySec=[0-5]?\d ?min|Persistent=(?:true|false))$/,
  "/etc/systemd/system/apt-daily-upgrade.service.d/stillroom.conf":
    /^(?:\[Unit\] ConditionPathExists=!\/var\/lib\/stillroom\/isolation\.json|\[Service\] ExecCondition=\/usr\/local\/lib\/stillroom\/nobody-meets)$/,
};

/** Debian's own timers and services bring the updates; a release that says more about them than when may stop them. */
function timerBreaches(release: Release): readonly Breach[] {
  const touched = release.files
    .filter(({ path }) => UPDATE_UNITS.some((unit) => path.endsWith(`/${unit}`) || path.includes(`/${unit}.d/`)))
    .filter((file) => {
      const lines = readSystemd([file]).value.map(({ section, key, value }) => `[${section}] ${key}=${value}`);
      return lines.length === 0 || lines.some((line) => SAID_OF_UPDATES[file.path]?.test(line) !== true);
    });
  const times = listOf(unitOf(release, "apt-daily-upgrade.timer"), "Timer", "OnCalendar");
  const off = TIMERS.filter((timer) => !release.units.some(({ name }) => name === timer));
  return [
    ...touched.map(({ path }) => ({
      where: path,
      what: "The file changes when and how security updates come by themselves.",
    })),
    ...(times.length === 0
      ? [{ where: WINDOW, what: "No time is said at which security updates come by themselves." }]
      : []),
    ...off.map((timer) => ({
      where: "the units of the release",
      what: `${timer} is not among them, so security updates don't come by themselves.`,
    })),
  ];
}

/** apt_preferences(5) could hold a package back or prefer a stranger's, apt_auth.conf(5) and trusted keys are nothing that we bring. */
function strayFiles(release: Release): readonly Breach[] {
  const { mirror } = release.subject.clinic.packages;
  const known = /^\/etc\/apt\/(?:apt\.conf$|apt\.conf\.d\/|sources\.list$|sources\.list\.d\/)/;
  return release.files
    .filter(({ path }) => path.startsWith("/etc/apt/") && !known.test(path))
    .filter(({ path, text }) => path !== MIRROR_KEYRING || text.trim() !== mirror?.key.trim())
    .map(({ path }) => ({
      where: path,
      what: "The file changes whom apt believes or which packages it prefers; the release's repositories need none.",
    }));
}

function packageBreaches(release: Release): readonly Breach[] {
  const names = new Set<string>(release.repositories.map(({ name }) => name));
  const homeless = names.has("mirror") ? [] : release.packages.filter(({ repository }) => !names.has(repository));
  const automatic = release.packages.some(({ name }) => name === "unattended-upgrades");
  return [
    ...homeless.map(({ name, repository }) => ({
      where: "the packages of the release",
      what: `${name} is to come from ${repository}, which is no repository of the release.`,
    })),
    ...(automatic
      ? []
      : [
          {
            where: "the packages of the release",
            what: "unattended-upgrades is not among them, so security updates don't come by themselves.",
          },
        ]),
  ];
}

function placeOf({ path, line }: AptSetting) {
  return { where: path, line };
}
