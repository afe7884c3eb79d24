import type { Release, ReleaseFile } from "../../render/release.ts";
import { appended, replaced, withFile, withFileOf } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { originIn } from "../demands.ts";
import { everyDirective } from "../readers/nginx.ts";
import { at, isMap, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

const PLACEHOLDER = /^@@secret:[a-z][a-z0-9_]*@@$/;
/** RFC 7468 and OpenSSH's PROTOCOL.key: what a private key in text begins with. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/;

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

function fileBreaches(file: ReleaseFile): readonly Breach[] {
  const breaches: Breach[] = [];
  const key = file.text.search(PRIVATE_KEY);
  if (key !== -1)
    breaches.push({ where: file.path, line: lineAt(file.text, key), what: "A private key stands in this file." });
  const held = file.text.indexOf("@@secret:");
  if (held !== -1 && (Number.parseInt(file.mode, 8) & 0o007) !== 0) {
    breaches.push({
      where: file.path,
      line: lineAt(file.text, held),
      what: `The machine puts a secret into this file, and its mode ${file.mode} lets every account on the machine read it.`,
    });
  }
  return breaches;
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

/** Keys under which the programs expect a secret: its value must be one that the machine fills in. */
const SECRET_KEY =
  /(?:^|_|-|\.)(?:secret|password|passphrase|passwd|pepper|private_key|token_key|macaroon_secret_key|auth_key)$/i;

function settingBreaches(configuration: Configuration): readonly Breach[] {
  const breaches: Breach[] = [];
  const say = (path: string, key: readonly string[], value: string) => {
    if (PLACEHOLDER.test(value)) return;
    const line = originIn(path, configuration.file(path)?.text).lineOf(key);
    breaches.push({
      where: path,
      ...(line === undefined ? {} : { line }),
      what: `${key.join(".")} is written out in this file instead of being born on the machine.`,
    });
  };
  const prosody = configuration.prosody();
  for (const options of [prosody.global, ...[...prosody.hosts.values()].map((host) => host.options)]) {
    for (const [key, value] of secretsIn(options)) say(ENTRY.prosody, key, value);
    const passwords = at(options, "service_passwords");
    if (isMap(passwords)) {
      for (const [name, value] of Object.entries(passwords)) {
        if (typeof value === "string") say(ENTRY.prosody, ["service_passwords", name], value);
      }
    }
  }
  for (const [key, value] of secretsIn(configuration.jicofo().value)) say(ENTRY.jicofo, key, value);
  for (const [key, value] of secretsIn(configuration.videobridge().value)) say(ENTRY.videobridge, key, value);
  for (const [key, value] of secretsIn(configuration.synapse() ?? null)) say(ENTRY.synapse, key, value);
  for (const option of configuration.coturn()) {
    // `use-auth-secret` is a switch, and holds none.
    const secret = option.name !== "use-auth-secret" && SECRET_KEY.test(option.name);
    if (secret || option.name === "user") say(ENTRY.coturn, [option.name], option.value);
  }
  return breaches;
}

/** Every string under a key that means a secret, with the path to it. */
function* secretsIn(value: Plain, path: readonly string[] = []): Generator<readonly [readonly string[], string]> {
  if (Array.isArray(value)) {
    for (const part of value as readonly Plain[]) yield* secretsIn(part, path);
  } else if (isMap(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (typeof part === "string" && SECRET_KEY.test(key)) yield [[...path, key], part];
      else yield* secretsIn(part, [...path, key]);
    }
  }
}
