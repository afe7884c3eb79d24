import type { Release, ReleaseFile } from "../../render/release.ts";
import { appended, replaced, withFile, withFileOf } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { placeIn, type Origin } from "../demands.ts";
import { lineAt } from "../readers/located.ts";
import { everyDirective } from "../readers/nginx/nginx.ts";
import { namedSecretsIn, namesSecret, secretShapesIn } from "../readers/text/secret-shapes.ts";
import { textsIn, type Plain } from "../reading.ts";
import { remembered } from "../remembered.ts";
import type { Breach, Rule } from "../rule.ts";
import { placeholder, SECRET_LINES, SECRET_SETTINGS } from "../secret-places.ts";

/** Secrets are born on the machine: a release, a preview, a log and a laptop hold none. */
export const noSecretsInFiles: Rule = {
  id: "no-secrets-in-files",
  title:
    "No secret stands in a file of the release, and the machine puts each only where its own program takes it from and nobody else reads it.",
  severity: "high",
  serves: "Key management: HIPAA 45 CFR 164.312(a)(2)(iv) and (d), GDPR art. 32(1)(a).",
  mend: 'Write "@@secret:NAME@@" in its place, declare the secret in the service, and give the file a mode without access for others.',
  looksAt:
    "The text of every file, the setting into which the machine puts each secret, and the mode of each file that receives one.",
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
      how: "strangers who ask the relay for its realm are sent its secret",
      apply: (release) => replaced(release, ENTRY.coturn, /^realm=.*$/m, "realm=@@secret:turn_secret@@"),
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
  return [
    ...shapeBreaches(file),
    ...(READ_ELSEWHERE.has(file.format) || file.path === ENTRY.desk ? [] : nameBreaches(file)),
    ...heldBreaches(file),
    ...strayBreaches(file),
    ...lineBreaches(file),
  ];
}

const shapeBreaches = remembered(({ path, text }): readonly Breach[] =>
  secretShapesIn(text).map(({ index, what }) => ({
    where: path,
    line: lineAt(text, index),
    what: `${what} stands in this file.`,
  })),
);

const nameBreaches = remembered(({ path, text }): readonly Breach[] =>
  text.split("\n").flatMap((line, index) =>
    // A comment is prose; what is a secret by its form is seen all the same.
    (/^\s*(?:#|;|\/\/|--)/.test(line) ? [] : namedSecretsIn(line)).map((key) => ({
      where: path,
      line: index + 1,
      what: writtenOut(key),
    })),
  ),
);

/** Whom the machine lets read what it puts in. */
function heldBreaches(file: ReleaseFile): readonly Breach[] {
  const held = file.text.indexOf("@@secret:");
  if (held === -1 || (Number.parseInt(file.mode, 8) & 0o007) === 0) return [];
  return [
    {
      where: file.path,
      line: lineAt(file.text, held),
      what: `The machine puts a secret into this file, and its mode ${file.mode} lets every account on the machine read it.`,
    },
  ];
}

/** Secrets in a file beyond those that its program takes from it: each is one that something shows. */
function strayBreaches({ path, text }: ReleaseFile): readonly Breach[] {
  if (!text.includes("@@secret:")) return [];
  const line = ofFile(SECRET_LINES, path);
  const due = [...Object.values(ofFile(SECRET_SETTINGS, path) ?? {}), ...(line === undefined ? [] : [line.secret])];
  return [...text.matchAll(/@@secret:(\w*)/g)].flatMap(({ 1: secret = "", index }) => {
    const found = due.indexOf(secret);
    if (found !== -1) {
      due.splice(found, 1);
      return [];
    }
    return [{ where: path, line: lineAt(text, index), what: astray(placeholder(secret)) }];
  });
}

function astray(found: string): string {
  return `${found} stands here, which is not where its own program takes it from: the machine would put the secret into something that others see.`;
}

/** A file that exists to hold a secret holds that one, as its program reads it. */
function lineBreaches({ path, text }: ReleaseFile): readonly Breach[] {
  const due = ofFile(SECRET_LINES, path);
  if (due === undefined) return [];
  const kept = due.alone ? text === `${due.line}\n` : text.split("\n").includes(due.line);
  if (kept) return [];
  const what = due.alone ? "The file is not" : "No line is";
  return [{ where: path, what: `${what} exactly ${due.line}, so another secret than the machine's own is in use.` }];
}

function ofFile<Value>(table: Readonly<Record<string, Value>>, path: string): Value | undefined {
  return Object.hasOwn(table, path) ? table[path] : undefined;
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
    ...(text.includes("@@secret:") ? [{ where, what: astray("A secret's placeholder") }] : []),
    ...secretShapesIn(text).map(({ what }) => ({ where, what: `${what} stands here.` })),
    ...namedSecretsIn(text).map((key) => ({
      where,
      what: `${key} is written out here instead of being born on the machine.`,
    })),
  ]);
}

/** The stack file lies on laptops and in repositories: it holds no secret either. */
function stackBreaches(release: Release): readonly Breach[] {
  return textsIn(release.subject.clinic).flatMap(({ keys, text }) =>
    secretShapesIn(text).map(({ what }) => ({
      where: `stillroom:${keys.join(".")}`,
      what: `${what} stands in the stack file, which everybody sees who may change it.`,
      mend: "Take it out of the stack file, and make a new one: this one is known.",
    })),
  );
}

/** Folders that hold nothing but what everybody may see: pages of the packages and ours, and what a certificate's issuer asks for. */
const PUBLIC = ["/usr/share/jitsi-meet", "/usr/share/element-web", "/var/lib/stillroom/acme", "/nonexistent"];

/** What nginx hands out must be public as a whole, or one file of the release that holds no secret. */
function servedBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const open = new Set(release.files.filter(({ text }) => !text.includes("@@secret:")).map(({ path }) => path));
  return everyDirective(configuration.nginx())
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

/** A program's settings as it sees them, with the file in which they stand. */
interface Held {
  readonly path: string;
  readonly value: Plain | undefined;
  readonly place: Place;
}

function settingsOf(configuration: Configuration): readonly Held[] {
  const prosody = configuration.prosody();
  const [jicofo, bridge] = [configuration.jicofo(), configuration.videobridge()];
  const [video, surface] = [configuration.videoClient(), configuration.videoInterface()];
  const desk = configuration.desk();
  const held = (path: string, value: Plain | undefined, origin: Origin): Held => ({
    path,
    value,
    place: (keys) => placeIn(origin, keys),
  });
  return [
    { path: ENTRY.prosody, value: { ...prosody.global }, place: (keys) => prosody.placeOf(undefined, keys) },
    ...[...prosody.hosts.values()].map(({ name, options }): Held => ({
      path: ENTRY.prosody,
      value: { ...options },
      place: (keys) => prosody.placeOf(name, keys),
    })),
    held(ENTRY.jicofo, jicofo.value, { path: ENTRY.jicofo, lineOf: (keys) => jicofo.lines.get(keys.join(".")) }),
    held(ENTRY.videobridge, bridge.value, {
      path: ENTRY.videobridge,
      lineOf: (keys) => bridge.lines.get(keys.join(".")),
    }),
    held(ENTRY.synapse, configuration.synapse(), configuration.synapseOrigin()),
    held(ENTRY.element, configuration.element(), configuration.elementOrigin()),
    held(ENTRY.wellKnown, configuration.clientDiscovery().value, configuration.clientDiscovery().origin),
    ...(desk === undefined ? [] : [held(ENTRY.desk, desk.value, desk.origin)]),
    held(video.path, video.value, video),
    held(surface.path, surface.value, surface),
    ...configuration.coturn().map(({ name, value, line }): Held => ({
      path: ENTRY.coturn,
      value: { [name]: SWITCH.has(name) ? true : value },
      place: () => ({ where: ENTRY.coturn, line }),
    })),
  ];
}

/** A switch of coturn's whose name is a secret's. */
const SWITCH: ReadonlySet<string> = new Set(["use-auth-secret"]);

function settingBreaches(configuration: Configuration): readonly Breach[] {
  const settings = settingsOf(configuration);
  return [
    ...settings.flatMap(breachesIn),
    ...missingBreaches(settings, configuration),
    ...relayBreaches(configuration),
  ];
}

/** Settings from which a program takes a secret, and does not find it. */
function missingBreaches(settings: readonly Held[], { file }: Configuration): readonly Breach[] {
  return Object.entries(SECRET_SETTINGS)
    .filter(([path]) => file(path) !== undefined)
    .flatMap(([path, secrets]) => {
      const texts = settings.filter((held) => held.path === path).flatMap(({ value }) => textsIn(value ?? null));
      const set = new Set(texts.map(({ keys }) => keys.join(".")));
      return Object.entries(secrets)
        .filter(([key]) => !set.has(key))
        .map(([key, secret]) => ({
          where: path,
          what: `${key} is not set to ${placeholder(secret)}, so its program works with another secret or with none.`,
        }));
    });
}

/** Accounts, and lines that coturn passes over: a secret under a name that is misspelt is one all the same. */
function relayBreaches(configuration: Configuration): readonly Breach[] {
  const known = configuration.coturn();
  const lines = (configuration.file(ENTRY.coturn)?.text ?? "").split("\n");
  const passedOver = lines.flatMap((text, index) => {
    const name = /^\s*([^\s=#]+)[\s=]+\S/.exec(text)?.[1];
    if (name === undefined || known.some(({ line }) => line === index + 1) || !namesSecret(name)) return [];
    return [{ name, line: index + 1 }];
  });
  const accounts = known.filter(({ name, value }) => name === "user" || namedSecretsIn(value).length > 0);
  return [...passedOver, ...accounts].map(({ name, line }) => ({ where: ENTRY.coturn, line, what: writtenOut(name) }));
}

type Place = (keys: readonly string[]) => Pick<Breach, "where" | "line">;

function writtenOut(name: string): string {
  return `${name} is written out in this file instead of being born on the machine.`;
}

/** Everything in a program's settings that is a secret by its key's name or by its own form, however it was put together. */
function breachesIn({ path, value, place }: Held): readonly Breach[] {
  const due = ofFile(SECRET_SETTINGS, path) ?? {};
  return textsIn(value ?? null).flatMap(({ keys, text }) => {
    const key = keys.join(".");
    const wrong = wrongText(key, keys.some(namesSecret), text, ofFile(due, key));
    return [
      ...(wrong === undefined ? [] : [{ ...place(keys), what: wrong }]),
      ...secretShapesIn(text).map(({ what }) => ({ ...place(keys), what: `${what} stands in ${key}.` })),
    ];
  });
}

/** What is wrong about a text, without a word of it: it may be a real secret. */
function wrongText(key: string, telling: boolean, text: string, due: string | undefined): string | undefined {
  if (due !== undefined)
    return text === placeholder(due)
      ? undefined
      : `${key} is another than ${placeholder(due)}, its own secret, which is born on the machine.`;
  if (text.includes("@@secret:")) return astray(`A secret's placeholder in ${key}`);
  return telling ? writtenOut(key) : undefined;
}
