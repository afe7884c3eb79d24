import { tellingWords } from "../../clinic/neutral-names.ts";
import type { Release } from "../../render/release.ts";
import { appended, videoFile, withFile, withSubject } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { originIn } from "../demands.ts";
import { everyDirective } from "../readers/nginx.ts";
import { isMap, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** The third promise. A stranger sees names: domains, certificates, a title in a tab, a header, a user's name at a prompt. */
export const neutralNames: Rule = {
  id: "neutral-names",
  title: "No name that the outside can see tells what the practice does.",
  severity: "promise",
  serves:
    'The promise "every name that the outside can see is neutral": that somebody gets help is itself confidential.',
  mend: "Choose a word that could be anybody's: a place, a colour, a plant.",
  looksAt: "Every name of the stack file, and the names in the files that answer to the outside.",
  check: (release, configuration) => {
    const own = Object.values(release.subject.names)
      .map(String)
      .sort((x, y) => y.length - x.length);
    const breaches = new Map<string, Breach>();
    for (const { where, name, ...place } of outwardNames(release, configuration)) {
      // The practice's own names are judged once, where they stand; without them most texts are the same everywhere.
      const words = telling(where.startsWith("stillroom:") ? name : without(own, name));
      if (words.length === 0) continue;
      const told = words.map(({ word, language }) => `"${word}" (${language})`).join(", ");
      const line = place.line ?? place.lineOf?.();
      breaches.set(`${where} ${name}`, {
        where,
        ...(line === undefined ? {} : { line }),
        what: `The name "${shortened(name)}" tells what the practice does: ${told}.`,
      });
    }
    return [...breaches.values()];
  },
  breaks: [
    {
      how: "the video's name hides a telling word inside another",
      apply: (release) => withNames(release, { video: "mindtherapyhub.quiet-harbour.example" }),
    },
    {
      how: "TURN's name, which stands in the certificate, writes one with digits",
      apply: (release) => withNames(release, { relay: "th3rapy.quiet-harbour.example" }),
    },
    {
      how: "the host's name, which reverse DNS answers, is written with a Cyrillic letter",
      apply: (release) => withNames(release, { host: "сlinic1.quiet-harbour.example" }),
    },
    {
      how: "the title in the browser's tab tells",
      apply: (release) => withSubject(release, { title: "Dr. Marsh Psychotherapy" }),
    },
    {
      how: "nginx answers under one more name",
      apply: (release) =>
        appended(
          release,
          ENTRY.nginx,
          "http { server { listen 443 ssl; server_name counselling.quiet-harbour.example; } }",
        ),
    },
    { how: "TURN's realm tells", apply: (release) => appended(release, ENTRY.coturn, "realm=mental-health.example") },
    {
      how: "the text before the login prompt tells",
      apply: (release) =>
        withFile(release, { path: "/etc/issue", format: "text", text: "Psychology practice, keep out\n" }),
    },
    {
      how: "a page's title tells, in German",
      apply: (release) =>
        appended(
          release,
          videoFile(release, "interface_config.js"),
          'interfaceConfig.APP_NAME = "Psychotherapie Nord";',
        ),
    },
  ],
};

function without(own: readonly string[], text: string): string {
  return own.reduce((rest, name) => (rest.includes(name) ? rest.replaceAll(name, " ") : rest), text);
}

const known = new Map<string, ReturnType<typeof tellingWords>>();

/** Most names are the same on every machine (paths, units, keys of programs); each is looked at once. */
function telling(name: string): ReturnType<typeof tellingWords> {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size > 20_000) known.clear();
  const words = tellingWords(name);
  known.set(name, words);
  return words;
}

interface OutwardName {
  readonly where: string;
  readonly name: string;
  readonly line?: number;
  /** Where the line takes some looking for; asked only for a name that tells. */
  readonly lineOf?: () => number | undefined;
}

function* outwardNames(release: Release, configuration: Configuration): Generator<OutwardName> {
  const { subject } = release;
  const { domain, ...others } = subject.names;
  yield { where: "stillroom:names.domain", name: domain };
  // The domain has been judged: what stands before it is what each name adds.
  for (const [key, name] of Object.entries(others)) {
    const added = name.endsWith(`.${domain}`) ? name.slice(0, -domain.length - 1) : name;
    yield { where: `stillroom:names.${key}`, name: added };
  }
  yield { where: "stillroom:branding.title", name: subject.title };
  yield { where: "the stack's name", name: subject.stack };
  for (const name of subject.administrators) yield { where: "stillroom:administrators", name };
  for (const { uri } of release.repositories) yield { where: "stillroom:packages.mirror", name: uri };
  for (const { to } of release.egress) {
    if (to.kind !== "names") continue;
    for (const name of to.names) yield { where: "the egress of the release", name };
  }
  for (const { path } of release.files) yield { where: path, name: path };
  for (const { path } of release.directories) yield { where: path, name: path };
  for (const { name } of [...release.units, ...release.accounts, ...release.secrets])
    yield { where: "the release", name };
  yield* shownByPrograms(configuration);
  for (const file of release.files) {
    if (!SHOWN.has(file.path) && file.format !== "html") continue;
    for (const [index, line] of file.text.split("\n").entries()) {
      const name = file.format === "html" ? line.replace(/<[^>]*>/g, " ") : line;
      if (/\p{L}/u.test(name)) yield { where: file.path, name, line: index + 1 };
    }
  }
}

/** Files whose text a stranger meets as it is (issue(5), issue.net(5), motd(5), hostname(5), mailname). */
const SHOWN: ReadonlySet<string> = new Set([
  "/etc/issue",
  "/etc/issue.net",
  "/etc/motd",
  "/etc/hostname",
  "/etc/mailname",
  "/etc/stillroom/certbot.ini",
]);

/** Directives of nginx whose arguments a visitor sees. */
const VISIBLE: ReadonlySet<string> = new Set(["server_name", "return", "add_header", "auth_basic", "location"]);

function* shownByPrograms(configuration: Configuration): Generator<OutwardName> {
  for (const { directive } of everyDirective(configuration.nginx())) {
    if (!VISIBLE.has(directive.name)) continue;
    for (const name of directive.args) yield { where: directive.path, name, line: directive.line };
  }
  const prosody = configuration.prosody();
  yield* stringsIn({ ...prosody.global }, ENTRY.prosody, configuration);
  for (const host of prosody.hosts.values()) {
    yield { where: ENTRY.prosody, name: host.name };
    yield* stringsIn({ ...host.options }, ENTRY.prosody, configuration);
  }
  for (const { name, value, line } of configuration.coturn())
    yield { where: ENTRY.coturn, name: `${name} ${value}`, line };
  for (const script of [configuration.videoClient(), configuration.videoInterface()]) {
    yield* stringsIn(script.value ?? null, script.path, configuration);
  }
  yield* stringsIn(configuration.synapse() ?? null, ENTRY.synapse, configuration);
  yield* stringsIn(configuration.element() ?? null, ENTRY.element, configuration);
  const { settings, matched } = configuration.sshd();
  for (const { keyword, args, path, line } of [...settings, ...matched]) {
    if (keyword === "banner" || keyword === "versionaddendum") yield { where: path, name: args.join(" "), line };
  }
}

function* stringsIn(value: Plain, where: string, configuration: Configuration): Generator<OutwardName> {
  const origin = originIn(where, configuration.file(where)?.text);
  for (const [name, key] of strings(value, undefined)) {
    yield { where, name, lineOf: () => origin.lineOf([key ?? name]) };
  }
}

function* strings(value: Plain, key: string | undefined): Generator<readonly [string, string | undefined]> {
  if (typeof value === "string") yield [value, key];
  else if (Array.isArray(value)) for (const part of value as readonly Plain[]) yield* strings(part, key);
  else if (isMap(value)) for (const [name, part] of Object.entries(value)) yield* strings(part, name);
}

function shortened(name: string): string {
  const text = name.trim();
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}

function withNames(release: Release, names: Partial<Release["subject"]["names"]>): Release {
  return withSubject(release, { names: { ...release.subject.names, ...names } });
}
