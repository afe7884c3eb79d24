import type { Release, ReleaseFile } from "../../render/release.ts";
import { appended, replaced, withFile, withFileOf } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { everyDirective } from "../readers/nginx.ts";
import { mayNameSecrets, namedSecretsIn, namesSecret, secretShapesIn } from "../readers/secret-shapes.ts";
import { at, isMap, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

const PLACEHOLDER = /^@@secret:[a-z][a-z0-9_]*@@$/;

/** Secrets are born on the machine: a release, a preview, a log and a laptop hold none. */
export const noSecretsInFiles: Rule = {
  id: "no-secrets-in-files",
  title: "No secret stands in a file of the release, and what the machine puts there only its program can read.",
  severity: "high",
  serves: "Key management: HIPAA 45 CFR 164.312(a)(2)(iv) and (d), GDPR art. 32(1)(a).",
  mend: 'Write "@@secret:NAME@@" in its place, declare the secret in the service, and give the file a mode without access for others.',
  looksAt: "The text of every file, and the mode of each file that receives a secret on the machine.",
  check: (release, configuration) => [
    ...release.files.flatMap(fileBreaches),
    ...settingBreaches(configuration),
    ...servedBreaches(release, configuration),
    ...handedBreaches(release),
    ...stackBreaches(release),
  ],
  breaks: [
    {
      how: "TURN's secret stands in clear",
      apply: (release) => appended(release, ENTRY.coturn, "static-auth-secret=correcthorsebatterystaple"),
    },
    {
      how: "a token key is given in the configuration",
      apply: (release) => replaced(release, ENTRY.prosody, "@@secret:video_token_key@@", "0123456789abcdef"),
    },
    {
      how: "the token key is empty, so that anybody can sign one",
      apply: (release) => replaced(release, ENTRY.prosody, "@@secret:video_token_key@@", ""),
    },
    {
      how: "everybody on the machine may read Prosody's configuration",
      apply: (release) => withFileOf(release, ENTRY.prosody, (file) => ({ ...file, mode: "0644" })),
    },
    {
      how: "the web server hands out a folder with secrets",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          "location = /guard.js {",
          "location /files/ { alias /etc/prosody/; }\n location = /guard.js {",
        ),
    },
    {
      how: "a private key is delivered as a file",
      apply: (release) =>
        withFile(release, {
          path: "/etc/stillroom/extra.pem",
          format: "text",
          text: "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        }),
    },
    {
      how: "Synapse has a pepper for all to see",
      apply: (release) =>
        replaced(release, ENTRY.synapse, "    minimum_length: 12", "    minimum_length: 12\n  pepper: salt"),
    },
  ],
};

/** Formats whose settings are looked at by name where they are read, and programs, whose variables are none. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(["lua", "hocon", "yaml", "coturn", "javascript", "iptables"]);

function fileBreaches(file: ReleaseFile): readonly Breach[] {
  const breaches: Breach[] = secretShapesIn(file.text).map(({ index, what }) => ({
    where: file.path,
    line: lineAt(file.text, index),
    what: `${what} stands in this file.`,
  }));
  if (!READ_ELSEWHERE.has(file.format) && mayNameSecrets(file.text)) {
    for (const [index, line] of file.text.split("\n").entries()) {
      // A comment is prose; what is a secret by its form was seen above.
      if (/^\s*(?:#|;|\/\/|--)/.test(line)) continue;
      for (const key of namedSecretsIn(line))
        breaches.push({
          where: file.path,
          line: index + 1,
          what: `${key} is written out in this file instead of being born on the machine.`,
        });
    }
  }
  const held = file.text.indexOf("@@secret:");
  if (held === -1) return breaches;
  const line = lineAt(file.text, held);
  if ((Number.parseInt(file.mode, 8) & 0o007) !== 0) {
    breaches.push({
      where: file.path,
      line,
      what: `The machine puts a secret into this file, and its mode ${file.mode} lets every account on the machine read it.`,
    });
  }
  // What browsers get.
  if (file.path === ENTRY.element || file.path.startsWith("/usr/local/share/"))
    breaches.push({ where: file.path, line, what: "The machine puts a secret into this file, which browsers get." });
  return breaches;
}

/** What is handed to commands and to packages' questions is seen by every account while it runs, and kept. */
function handedBreaches(release: Release): readonly Breach[] {
  const commands = [...release.steps, ...release.validators].map(({ name, argv }) => ({
    where: `the step "${name}"`,
    text: argv.join(" "),
  }));
  const answers = release.packages.flatMap(({ name, answers: given = [] }) =>
    given.map(({ question, value }) => ({
      where: `the answers of the package ${name}`,
      text: `${question.split("/").at(-1) ?? question}=${value}`,
    })),
  );
  return [...commands, ...answers].flatMap(({ where, text }) => [
    ...secretShapesIn(text).map(({ what }) => ({ where, what: `${what} stands here.` })),
    ...namedSecretsIn(text).map((key) => ({
      where,
      what: `${key} is written out here instead of being born on the machine.`,
    })),
  ]);
}

/** The stack file lies on laptops and in repositories: it holds no secret either. */
function stackBreaches(release: Release): readonly Breach[] {
  return [...textsIn({ ...release.subject.clinic })].flatMap(([keys, text]) =>
    secretShapesIn(text).map(({ what }) => ({
      where: `stillroom:${keys.join(".")}`,
      what: `${what} stands in the stack file, which everybody sees who may change it.`,
      mend: "Take it out of the stack file, and make a new one: this one is known.",
    })),
  );
}

function* textsIn(value: unknown, keys: readonly string[] = []): Generator<readonly [readonly string[], string]> {
  if (typeof value === "string") yield [keys, value];
  else if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) yield* textsIn(part, [...keys, key]);
}

/** Folders that hold nothing but what everybody may see: pages of the packages and ours, and what a certificate's issuer asks for. */
const PUBLIC = [
  "/usr/share/jitsi-meet",
  "/usr/share/element-web",
  "/usr/local/share/stillroom",
  "/var/lib/stillroom/acme",
  "/nonexistent",
];

/** What nginx hands out must be public as a whole, or one file of the release that holds no secret. */
function servedBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const open = new Set(release.files.filter(({ text }) => !text.includes("@@secret:")).map(({ path }) => path));
  return [...everyDirective(configuration.nginx())]
    .filter(({ directive: { name, args } }) => {
      if (name !== "root" && name !== "alias") return false;
      const path = args[0] ?? "";
      if (path.includes("..") || path.includes("$")) return true;
      return !open.has(path) && !PUBLIC.some((folder) => path === folder || path.startsWith(`${folder}/`));
    })
    .map(({ directive: { path, line, args } }) => ({
      where: path,
      line,
      what: `nginx hands out ${args[0] ?? "nothing"}, which is not known to hold only what everybody may see.`,
    }));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

type Say = (key: readonly string[], what: string) => void;

function settingBreaches(configuration: Configuration): readonly Breach[] {
  const breaches: Breach[] = [];
  const placedBy = (place: (key: readonly string[]) => Pick<Breach, "where" | "line">): Say => {
    return (key, what) => breaches.push({ ...place(key), what });
  };
  const prosody = configuration.prosody();
  const hosts = [...prosody.hosts.values()].map(({ name, options }) => ({ name, options }));
  for (const { name, options } of [{ name: undefined, options: prosody.global }, ...hosts]) {
    const say = placedBy((key) => prosody.placeOf(name, key));
    sayAll({ ...options }, say);
    const passwords = at(options, "service_passwords");
    for (const [account, value] of Object.entries(isMap(passwords) ? passwords : {}))
      if (typeof value === "string" && !PLACEHOLDER.test(value))
        say(["service_passwords", account], writtenOut(account));
  }
  for (const [path, { value, lines }] of [
    [ENTRY.jicofo, configuration.jicofo()],
    [ENTRY.videobridge, configuration.videobridge()],
  ] as const)
    sayAll(
      value,
      placedBy((key) => placeIn(path, lines.get(key.join(".")))),
    );
  const settings = [
    { value: configuration.synapse(), origin: configuration.synapseOrigin() },
    { value: configuration.element(), origin: configuration.elementOrigin() },
    configuration.clientDiscovery(),
  ];
  for (const { value, origin } of settings)
    sayAll(
      value ?? null,
      placedBy((key) => placeIn(origin.pathOf?.(key) ?? origin.path, origin.lineOf(key))),
    );
  for (const client of [configuration.videoClient(), configuration.videoInterface()])
    sayAll(
      client.value ?? null,
      placedBy((key) => placeIn(client.path, client.lineOf(key))),
    );
  for (const { name, value, line } of configuration.coturn()) {
    // `use-auth-secret` is a switch, and holds none; a user is named with a password.
    const secret = name === "user" || (name !== "use-auth-secret" && namesSecret(name));
    if (secret && !PLACEHOLDER.test(value)) breaches.push({ where: ENTRY.coturn, line, what: writtenOut(name) });
  }
  return breaches;
}

function placeIn(path: string, line: number | undefined): Pick<Breach, "where" | "line"> {
  return { where: path, ...(line === undefined ? {} : { line }) };
}

function writtenOut(name: string): string {
  return `${name} is written out in this file instead of being born on the machine.`;
}

/** Everything in a value that is a secret by its key's name or by its own form, however it was put together. */
function sayAll(value: Plain, say: Say): void {
  for (const [key] of secretsIn(value)) say(key, writtenOut(key.join(".")));
  for (const [key, text] of textsIn(value))
    for (const { what } of secretShapesIn(text)) say(key, `${what} stands in ${key.join(".")}.`);
}

/** Every string under a key that means a secret and is no placeholder, with the path to it. */
function* secretsIn(value: Plain, path: readonly string[] = []): Generator<readonly [readonly string[], string]> {
  if (Array.isArray(value)) {
    for (const part of value as readonly Plain[]) yield* secretsIn(part, path);
  } else if (isMap(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (namesSecret(key))
        for (const [, text] of textsIn(part)) {
          if (!PLACEHOLDER.test(text)) yield [[...path, key], text];
        }
      else yield* secretsIn(part, [...path, key]);
    }
  }
}
