import type { Release, ReleaseFile } from "../../render/release.ts";
import { appended, replaced, withFile, withFileOf } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import type { Origin } from "../demands.ts";
import { lineAt } from "../readers/located.ts";
import { everyDirective } from "../readers/nginx.ts";
import { namedSecretsIn, namesSecret, secretShapesIn } from "../readers/secret-shapes.ts";
import { textsIn, type Plain } from "../reading.ts";
import { remembered } from "../remembered.ts";
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
  return [
    ...shapeBreaches(file),
    ...(READ_ELSEWHERE.has(file.format) ? [] : nameBreaches(file)),
    ...heldBreaches(file),
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
  if (held === -1) return [];
  const breaches: Breach[] = [];
  if ((Number.parseInt(file.mode, 8) & 0o007) !== 0) {
    breaches.push({
      where: file.path,
      line: lineAt(file.text, held),
      what: `The machine puts a secret into this file, and its mode ${file.mode} lets every account on the machine read it.`,
    });
  }
  // The folder that nginx hands out has a link to it.
  if (file.path === ENTRY.element)
    breaches.push({
      where: file.path,
      line: lineAt(file.text, held),
      what: "The machine puts a secret into this file, which browsers get.",
    });
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
  return [...textsIn(release.subject.clinic)].flatMap(({ keys, text }) =>
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

function settingBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  const hosts = [...prosody.hosts.values()];
  const [jicofo, bridge] = [configuration.jicofo(), configuration.videobridge()];
  const [video, surface] = [configuration.videoClient(), configuration.videoInterface()];
  const origins: readonly (readonly [Plain | undefined, Origin])[] = [
    [jicofo.value, { path: ENTRY.jicofo, lineOf: (keys) => jicofo.lines.get(keys.join(".")) }],
    [bridge.value, { path: ENTRY.videobridge, lineOf: (keys) => bridge.lines.get(keys.join(".")) }],
    [configuration.synapse(), configuration.synapseOrigin()],
    [configuration.element(), configuration.elementOrigin()],
    [configuration.clientDiscovery().value, configuration.clientDiscovery().origin],
    [video.value, video],
    [surface.value, surface],
  ];
  return [
    ...breachesIn({ ...prosody.global }, (keys) => prosody.placeOf(undefined, keys)),
    ...hosts.flatMap(({ name, options }) => breachesIn({ ...options }, (keys) => prosody.placeOf(name, keys))),
    ...origins.flatMap(([value, origin]) => breachesIn(value ?? null, (keys) => placeIn(origin, keys))),
    ...relayBreaches(configuration),
  ];
}

function relayBreaches(configuration: Configuration): readonly Breach[] {
  return configuration
    .coturn()
    .filter(({ name, value }) => {
      // `use-auth-secret` is a switch, and holds none; a user is named with a password.
      const secret = name === "user" || (name !== "use-auth-secret" && namesSecret(name));
      return secret && !PLACEHOLDER.test(value);
    })
    .map(({ name, line }) => ({ where: ENTRY.coturn, line, what: writtenOut(name) }));
}

type Place = (keys: readonly string[]) => Pick<Breach, "where" | "line">;

function placeIn(origin: Origin, keys: readonly string[]): Pick<Breach, "where" | "line"> {
  const line = origin.lineOf(keys);
  return { where: origin.pathOf?.(keys) ?? origin.path, ...(line === undefined ? {} : { line }) };
}

function writtenOut(name: string): string {
  return `${name} is written out in this file instead of being born on the machine.`;
}

/** Everything in a value that is a secret by its key's name or by its own form, however it was put together. */
function breachesIn(value: Plain, place: Place): readonly Breach[] {
  return [...textsIn(value)].flatMap(({ keys, text }) => [
    ...(keys.some(namesSecret) && !PLACEHOLDER.test(text)
      ? [{ ...place(keys), what: writtenOut(keys.join(".")) }]
      : []),
    ...secretShapesIn(text).map(({ what }) => ({ ...place(keys), what: `${what} stands in ${keys.join(".")}.` })),
  ]);
}
