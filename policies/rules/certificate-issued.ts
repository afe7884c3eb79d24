import type { Clinic } from "../../clinic/clinic.ts";
import { certifiedNames } from "../../services/certificates.ts";
import { appended, replaced, withoutFile } from "../breaking.ts";
import type { SettingLine } from "../readers/small-programs.ts";
import type { Breach, Rule } from "../rule.ts";

const CERTBOT = "/etc/stillroom/certbot.ini";

/** A certificate for other names, from another issuer or with a weak key is none that a browser should take for the practice's. */
export const certificateIssued: Rule = {
  id: "certificate-issued",
  title: "The certificate is asked of the stack file's issuer, for the practice's own names alone, with a strong key.",
  severity: "high",
  serves: "Transmission security: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(a); Mozilla Server Side TLS, intermediate.",
  mend: "Put templates/certificates back as it is in the repository (`git diff templates/certificates` shows what changed).",
  looksAt: "What certbot is told: names, key, issuer, how it proves the names, and where it keeps what it gets.",
  check: ({ subject }, configuration) => {
    const lines = configuration.smallPrograms().filter(({ program }) => program === "certbot");
    const { certificates } = subject.clinic;
    if (certificates.issuer === "practice") return lines.slice(0, 1).map(needless);
    if (configuration.file(CERTBOT) === undefined)
      return [{ where: CERTBOT, what: "The release does not hold this file, so no certificate is ever asked for." }];
    const last = (key: string) => lines.findLast((line) => line.key === key);
    return askedBreaches(subject.clinic, certificates.directory, last);
  },
  breaks: [
    {
      how: "the key is an RSA key of 1024 bits",
      apply: (release) => appended(release, CERTBOT, "key-type = rsa\nrsa-key-size = 1024"),
    },
    {
      how: "the certificate also names a host of somebody else's",
      apply: (release) => replaced(release, CERTBOT, "domains = ", "domains = files.example,"),
    },
    {
      how: "the relay's name is left out",
      apply: (release) => replaced(release, CERTBOT, `,${release.subject.names.relay}`, ""),
    },
    {
      how: "another issuer is asked",
      apply: (release) => replaced(release, CERTBOT, /^server = .*$/m, "server = https://acme.example/directory"),
    },
    {
      how: "nothing says that a new name needs a new certificate",
      apply: (release) => replaced(release, CERTBOT, "renew-with-new-domains = true\n", ""),
    },
    { how: "certbot's settings are gone", apply: (release) => withoutFile(release, CERTBOT) },
  ],
};

function needless({ path, line }: SettingLine): Breach {
  return {
    where: path,
    line,
    what: "certbot is told to ask an issuer, though the practice signs its certificate itself.",
  };
}

type Last = (key: string) => SettingLine | undefined;

/** Without each of these certbot asks a person, asks another issuer, keeps things where its account can't write, or runs others' programs (certbot(1), 2.1 and 4.0). */
const SAID: Readonly<Record<string, string>> = {
  "non-interactive": "true",
  "agree-tos": "true",
  "cert-name": "machine",
  "keep-until-expiring": "true",
  "renew-with-new-domains": "true",
  "no-directory-hooks": "true",
  authenticator: "webroot",
  "webroot-path": "/var/lib/stillroom/acme",
  "config-dir": "/var/lib/stillroom/certbot",
  "work-dir": "/var/lib/stillroom/certbot/work",
  "logs-dir": "/var/lib/stillroom/certbot/logs",
};

/** A key, what it may say or leave unsaid, and that in words. */
type Demand = readonly [string, (value: string | undefined) => boolean, string];

function askedBreaches(clinic: Clinic, directory: string, last: Last): readonly Breach[] {
  const demands: readonly Demand[] = [
    [
      "server",
      (value) => value === directory && directory.startsWith("https://"),
      "the stack file's issuer, over https",
    ],
    ["domains", (value = "") => sameNames(value, certifiedNames(clinic)), "exactly the practice's own names"],
  ];
  const [key, isStrong] = keyDemand(last("key-type")?.value ?? "ecdsa");
  return [
    ...(isStrong(last(key)?.value) ? [] : [told(key, last(key), STRONG)]),
    ...Object.entries(SAID)
      .filter(([key, wanted]) => last(key)?.value !== wanted)
      .map(([key, wanted]) => told(key, last(key), wanted)),
    ...demands.filter(([key, good]) => !good(last(key)?.value)).map(([key, , wanted]) => told(key, last(key), wanted)),
  ];
}

function told(key: string, found: SettingLine | undefined, wanted: string): Breach {
  const place = found === undefined ? { where: CERTBOT } : { where: found.path, line: found.line };
  return { ...place, what: `${key} is ${found?.value ?? "not set"}, and must be ${wanted}.` };
}

function sameNames(value: string, wanted: readonly string[]): boolean {
  const names = new Set(value.split(",").map((name) => name.trim()));
  return names.size === wanted.length && wanted.every((name) => names.has(name));
}

type KeyDemand = readonly [string, (value: string | undefined) => boolean];

/** Mozilla Server Side TLS, intermediate. Where nothing is said certbot makes a P-256 key, and an RSA key of 2048 bits. */
const KEYS: Readonly<Record<string, KeyDemand>> = {
  ecdsa: ["elliptic-curve", (value = "secp256r1") => /^secp(?:256|384)r1$/.test(value)],
  rsa: ["rsa-key-size", (value = "2048") => /^(?:2048|3072|4096)$/.test(value)],
};
const NO_KEY: KeyDemand = ["key-type", () => false];
const STRONG = "that of a strong key: P-256, P-384, or RSA of 2048, 3072 or 4096 bits";

function keyDemand(type: string): KeyDemand {
  return (Object.hasOwn(KEYS, type) ? KEYS[type] : undefined) ?? NO_KEY;
}
