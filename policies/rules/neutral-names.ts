import { X509Certificate } from "node:crypto";
import { explained, type TellingWord } from "../../clinic/neutral-names.ts";
import { LISTS } from "../../render/manifest.ts";
import type { Release, ReleaseFile } from "../../render/release.ts";
import { appended, videoFile, withFile, withSubject } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { originIn, type Origin } from "../demands.ts";
import { everyDirective } from "../readers/nginx/nginx.ts";
import { isReviewedBundle } from "../reviewed-files.ts";
import { withoutKeys } from "../readers/text/shown-text.ts";
import { ownNames, telling, tellingBeside, toldLines } from "../readers/text/telling-text.ts";
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
  looksAt:
    "Every text of the stack file and of the release's lists, the names in given certificates, every value that a program would read from its configuration, and the texts of all other files, without comments that nobody outside is sent.",
  check: (release, configuration) => {
    const breaches = new Map<string, Breach>();
    for (const { where, name, words, ...place } of toldNames(release, configuration)) {
      const line = place.line ?? place.lineOf?.();
      const told = `${where} ${line ?? ""} ${words.map(({ word }) => word).join(" ")}`;
      // The value that a program makes of a line says more than the line itself, and comes first.
      if (breaches.has(told)) continue;
      breaches.set(told, {
        where,
        ...(line === undefined ? {} : { line }),
        what: `The name "${shortened(name)}" tells what the practice does: ${words.map(explained).join("; and ")}.`,
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

interface OutwardName {
  readonly where: string;
  readonly name: string;
  readonly line?: number;
  /** Where the line takes some looking for; asked only for a name that tells. */
  readonly lineOf?: () => number | undefined;
}

interface ToldName extends OutwardName {
  readonly words: readonly TellingWord[];
}

function* toldNames(release: Release, configuration: Configuration): Generator<ToldName> {
  yield* toldOwnNames(release);
  const own = ownNames(release);
  for (const names of [inStackFile(release), inLists(release), inCertificates(release), inPrograms(configuration)]) {
    for (const outward of names) {
      const words = tellingBeside(own, outward.name);
      if (words.length > 0) yield { ...outward, words };
    }
  }
  for (const file of release.files) {
    if (isRead(file) || isReviewedBundle(file)) continue;
    for (const { name, line, words } of toldLines(file, own)) {
      yield { where: file.path, name, words, ...(line === undefined ? {} : { line }) };
    }
  }
}

/** Each of the practice's own names; a word that stands in the domain is told with the domain alone. */
function* toldOwnNames({ subject }: Release): Generator<ToldName> {
  for (const { domain, ...others } of [subject.names, subject.clinic.names]) {
    const words = telling(domain);
    if (words.length > 0) yield { where: "stillroom:names.domain", name: domain, words };
    for (const [key, name] of Object.entries(others)) {
      const added = name.endsWith(`.${domain}`) ? name.length - domain.length : name.length;
      const more = telling(name).filter(({ at }) => at < added);
      if (more.length > 0) yield { where: `stillroom:names.${key}`, name, words: more };
    }
  }
}

/** The part of the stack file that nobody outside is shown. */
const NOT_SHOWN = "stillroom:waivers";

function* inStackFile({ subject }: Release): Generator<OutwardName> {
  for (const [where, name] of textsIn(subject.clinic, "stillroom:")) yield { where, name: withoutKeys(name) };
  yield { where: "stillroom:branding.title", name: subject.title };
  yield { where: "stillroom:stack", name: subject.stack };
  for (const name of subject.administrators) yield { where: "stillroom:administrators.name", name };
}

/** Every text in a value, with the key of the stack file under which it stands. */
function textsIn(value: unknown, where: string): readonly (readonly [string, string])[] {
  if (where === NOT_SHOWN) return [];
  if (typeof value === "string") return [[where, value]];
  if (Array.isArray(value)) return value.flatMap((part: unknown) => textsIn(part, where));
  if (typeof value !== "object" || value === null) return [];
  const before = where.endsWith(":") ? where : `${where}.`;
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => textsIn(part, before + key));
}

/** Names on the machine and in what it is told to do: paths, units, accounts, packages, the steps' arguments. */
function* inLists(release: Release): Generator<OutwardName> {
  for (const { path } of release.files) yield { where: path, name: path };
  for (const list of LISTS) {
    if (list === "files") continue;
    const where = `the release, ${list}`;
    for (const [, name] of textsIn(release[list], where)) yield { where, name: withoutKeys(name) };
  }
}

/** RFC 5280, 4.1.2.6 and 4.2.1.6: whom a certificate of the practice's own names, and who signed it. */
function* inCertificates({ subject }: Release): Generator<OutwardName> {
  const { certificates } = subject.clinic;
  const given = { root: certificates.root, chain: certificates.issuer === "practice" ? certificates.chain : undefined };
  for (const [key, pem] of Object.entries(given)) {
    for (const [block] of pem?.matchAll(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []) {
      const certificate = certificateOf(block);
      const names = [certificate?.subject, certificate?.issuer, certificate?.subjectAltName];
      for (const name of names) if (name !== undefined) yield { where: `stillroom:certificates.${key}`, name };
    }
  }
}

/** What is no certificate is refused where it is used. */
function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** Whether a reader gives all that the file's program would see of it. */
function isRead({ path, format }: ReleaseFile): boolean {
  return ["apt", "coturn", "hocon", "nginx", "sshd", "yaml"].includes(format) || path === ENTRY.prosody;
}

function* inPrograms(configuration: Configuration): Generator<OutwardName> {
  for (const { directive } of everyDirective(configuration.nginx())) {
    for (const name of directive.args) yield { where: directive.path, name, line: directive.line };
  }
  yield* inProsody(configuration);
  for (const { value, line } of configuration.coturn()) yield { where: ENTRY.coturn, name: value, line };
  for (const script of [configuration.videoClient(), configuration.videoInterface()])
    yield* inValue(script.value, script);
  yield* inValue(configuration.synapse(), configuration.synapseOrigin());
  yield* inValue(configuration.synapseLog(), originOf(configuration, ENTRY.synapseLog));
  yield* inValue(configuration.element(), configuration.elementOrigin());
  for (const [path, hocon] of [
    [ENTRY.jicofo, configuration.jicofo()],
    [ENTRY.videobridge, configuration.videobridge()],
  ] as const) {
    yield* inValue(hocon.value, { path, lineOf: (keys) => hocon.lines.get(keys.join(".")) });
  }
  const { settings, matched } = configuration.sshd();
  for (const { args, path, line } of [...settings, ...matched]) yield { where: path, name: args.join(" "), line };
  for (const { value, path, line } of configuration.aptSettings()) yield { where: path, name: value, line };
  for (const { uri, suite, components, path, line } of configuration.aptSources())
    for (const name of [uri, suite, ...components]) yield { where: path, name, line };
}

function* inProsody(configuration: Configuration): Generator<OutwardName> {
  const { global, hosts, placeOf } = configuration.prosody();
  const placed = (host: string | undefined): Origin => ({
    path: ENTRY.prosody,
    lineOf: (keys) => placeOf(host, keys).line,
  });
  yield* inValue({ ...global }, placed(undefined));
  for (const host of hosts.values()) {
    const place = placeOf(host.name, []);
    yield { ...place, name: host.name };
    yield* inValue({ ...host.options }, placed(host.name));
  }
}

function originOf(configuration: Configuration, path: string): Origin {
  return originIn(path, configuration.file(path)?.text);
}

/** Every string of a value. Its keys are known ones, or the readers doubt them. */
function inValue(value: Plain | undefined, origin: Origin): readonly OutwardName[] {
  return strings(value ?? null, []).map(([name, keys]) => ({
    where: origin.path,
    name,
    lineOf: () => origin.lineOf(keys),
  }));
}

function strings(value: Plain, keys: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  if (typeof value === "string") return [[value, keys]];
  if (isMap(value)) return Object.entries(value).flatMap(([key, part]) => strings(part, keys.concat(key)));
  return Array.isArray(value) ? (value as readonly Plain[]).flatMap((part) => strings(part, keys)) : [];
}

function shortened(name: string): string {
  const text = name.trim();
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}

function withNames(release: Release, names: Partial<Release["subject"]["names"]>): Release {
  return withSubject(release, { names: { ...release.subject.names, ...names } });
}
