import type { Release } from "../../render/release.ts";
import { appended, replaced, withFile } from "../breaking.ts";
import type { Breach, Rule } from "../rule.ts";

const SOURCES = "/etc/stillroom/sources.list.d/projects.sources";
const UPDATES = "/etc/apt/apt.conf.d/90stillroom-updates";
const ORIGINS = "/etc/apt/apt.conf.d/90stillroom-sources";

/** Programs come from whom the release names, vouched for by that one's own key, and their mends come by themselves. */
export const packagesSigned: Rule = {
  id: "packages-signed",
  title:
    "Every package comes from a repository of the release under that repository's own key, and security updates come by themselves.",
  severity: "high",
  serves: "Integrity: HIPAA 45 CFR 164.308(a)(5)(ii)(B) and 164.312(c), GDPR art. 32(1)(b).",
  mend: "Leave templates/sources and templates/updates as they are; a mirror is named in stillroom:packages.mirror.",
  looksAt:
    "apt's sources, keys and settings, the packages of the release and the repository of each, and the automatic updates.",
  check: (release) => [...sourceBreaches(release), ...aptBreaches(release)],
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

/** sources.list(5), deb822: stanzas of `Key: value`, parted by empty lines. */
function sourceBreaches(release: Release): readonly Breach[] {
  const keyrings = new Map(release.repositories.map(({ uri, keyring }) => [uri, keyring]));
  const files = release.files.filter(
    ({ path }) => path.startsWith("/etc/stillroom/sources.list.d/") || path.startsWith("/etc/apt/sources.list"),
  );
  return files.flatMap(({ path, text }): readonly Breach[] => {
    if (!path.endsWith(".sources"))
      return [{ where: path, what: "A source in the older form is not understood here; write it as a stanza." }];
    const lines = text.split("\n");
    const value = (from: number, key: string): string | undefined => {
      for (const line of lines.slice(from)) {
        if (line.trim() === "") return undefined;
        const match = /^([A-Za-z-]+):\s*(.*?)\s*$/.exec(line);
        if (match?.[1]?.toLowerCase() === key) return match[2];
      }
      return undefined;
    };
    return lines.flatMap((line, index): readonly Breach[] => {
      const first = index === 0 || lines[index - 1]?.trim() === "";
      if (!first || line.trim() === "" || line.startsWith("#"))
        return loosened(line)
          ? [{ where: path, line: index + 1, what: `"${line}" lets packages in that nobody vouched for.` }]
          : [];
      const uri = value(index, "uris") ?? "nothing";
      const signedBy = value(index, "signed-by");
      if (keyrings.get(uri) !== undefined && keyrings.get(uri) === signedBy) return [];
      return [
        {
          where: path,
          line: index + 1,
          what: `Packages from ${uri} are vouched for by ${signedBy ?? "nobody"}, not by ${keyrings.get(uri) ?? "a key of the release"}.`,
        },
      ];
    });
  });
}

function loosened(line: string): boolean {
  return /^(?:trusted|allow-(?:insecure|weak|downgrade-to-insecure)|check-valid-until|by-hash)\s*:/i.test(line);
}

/** apt.conf(5) and apt-secure(8): options that let in what nobody signed, or nothing at all. */
const LOOSENING =
  /allow(?:unauthenticated|insecurerepositories|weakrepositories|downgradetoinsecurerepositories)|check-valid-until|verify-(?:peer|host)|trusted/i;

function aptBreaches(release: Release): readonly Breach[] {
  const files = release.files.filter(({ path }) => path.startsWith("/etc/apt/apt.conf"));
  const settings = files.flatMap(({ path, text }) => aptSettings(path, text));
  const breaches: Breach[] = settings
    .filter(({ key }) => LOOSENING.test(key))
    .map(({ path, line, key }) => ({
      where: path,
      line,
      what: `${key} decides whether unsigned packages are let in; apt's own default is to refuse them.`,
    }));
  const wanted: readonly (readonly [string, string])[] = [
    ["apt::periodic::enable", "1"],
    ["apt::periodic::update-package-lists", "1"],
    ["apt::periodic::unattended-upgrade", "1"],
    ["dir::etc::sourcelist", "/dev/null"],
    ["dir::etc::sourceparts", "/etc/stillroom/sources.list.d"],
  ];
  for (const [key, value] of wanted) {
    const found = settings.findLast((setting) => setting.key.toLowerCase() === key);
    if (found?.value === value) continue;
    breaches.push({
      where: found?.path ?? UPDATES,
      ...(found === undefined ? {} : { line: found.line }),
      what: `${key} is ${found?.value ?? "not set"}, not ${value}.`,
    });
  }
  return breaches;
}

interface AptSetting {
  readonly path: string;
  readonly line: number;
  readonly key: string;
  readonly value: string;
}

/** apt.conf(5): `A::B "value";` and `A { B "value"; };`, `//`, `#` and C comments. */
function aptSettings(path: string, text: string): readonly AptSetting[] {
  const settings: AptSetting[] = [];
  const scope: string[] = [];
  let name = "";
  const tokens = /\/\/.*|#(?!clear|include).*|\/\*[^]*?\*\/|"(?<quoted>[^"]*)"|(?<sign>[{};])|(?<word>[^\s"{};]+)|\n/g;
  for (const { index, 0: token, groups } of text.matchAll(tokens)) {
    if (groups?.["sign"] === "{") {
      scope.push(name);
      name = "";
    } else if (groups?.["sign"] === "}") {
      scope.pop();
      name = "";
    } else if (groups?.["sign"] === ";") {
      name = "";
    } else if (groups?.["quoted"] !== undefined) {
      const key = [...scope, name].filter((part) => part !== "").join("::");
      settings.push({ path, line: text.slice(0, index).split("\n").length, key, value: groups["quoted"] });
    } else if (groups?.["word"] !== undefined) {
      name = token;
    }
  }
  return settings;
}
