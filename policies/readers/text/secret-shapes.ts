import { shown, textsIn, type Plain } from "../../reading.ts";
import { rememberedText } from "../../remembered.ts";

/** Something in a text that is a secret by its form alone. */
export interface SecretShape {
  readonly index: number;
  readonly what: string;
}

/**
 * Forms that only secrets have. Public keys, certificates, hashes and fingerprints have others. Sources: RFC 7468, OpenSSH's PROTOCOL.key,
 * RFC 4880 section 6.2, RFC 7519 and the issuers' own documentation of their tokens' prefixes.
 */
const SHAPES: readonly {
  /** One of these stands in every text that has the form: looking for them is much cheaper than looking for the form. */
  readonly marks: readonly string[];
  readonly form: RegExp;
  readonly what: string;
}[] = [
  {
    marks: ["PRIVATE KEY"],
    form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
    what: "A private key",
  },
  { marks: ["PuTTY-User-Key-File-"], form: /PuTTY-User-Key-File-\d/, what: "A private key of PuTTY's" },
  {
    marks: ["AGE-SECRET-KEY-1", "age-secret-key-1"],
    form: /AGE-SECRET-KEY-1[A-Z0-9]{20}/i,
    what: "A private key of age's",
  },
  {
    // PKCS #8 in base64 without its frame: SEQUENCE, version 0, an algorithm's identifier (RFC 5958).
    marks: ["CAQAwBQYDK2V", "MIGHAgEAMBMGByqGSM49", "AgEAMA0GCSqGSIb3"],
    form: /(?:^|[^A-Za-z0-9+/])M(?:C4CAQAwBQYDK2V|EYCAQAwBQYDK2V|IGHAgEAMBMGByqGSM49|II[A-Za-z0-9+/]{3,5}AgEAMA0GCSqGSIb3)/,
    what: "A private key without its frame",
  },
  { marks: ["eyJ"], form: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/, what: "A signed token" },
  {
    marks: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"],
    form: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})/,
    what: "A token of a code host",
  },
  { marks: ["AKIA", "ASIA"], form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, what: "An access key of AWS" },
  { marks: ["xox"], form: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, what: "A token of Slack's" },
  {
    marks: ["AIza", "sk_live_", "npm_", "pypi-AgE", "dop_v1_", "pul-"],
    form: /\b(?:AIza[\w-]{35}|sk_live_\w{16,}|npm_[A-Za-z0-9]{30,}|pypi-AgE[\w-]{20,}|dop_v1_[0-9a-f]{32,}|pul-[0-9a-f]{40})/,
    what: "A token of a service",
  },
  { marks: ["syt_", "syr_", "syl_"], form: /\bsy[trl]_[\w-]+_[\w-]{10,}_\w{4,}/, what: "An access token of Matrix" },
  {
    marks: ["$apr1$", "$1$", "$2a$", "$2b$", "$2x$", "$2y$", "$5$", "$6$", "$7$", "$y$", "$gy$", "$argon2"],
    form: /(?:^|[\s:"'])\$(?:apr1|1|2[abxy]|5|6|7|y|gy|argon2(?:id|i|d))\$[^\s"']{8,}/m,
    what: "A password's hash, which can be guessed from",
  },
  {
    marks: [":{SSHA}", ":{SHA}"],
    form: /:\{(?:SSHA|SHA)\}[A-Za-z0-9+/]{20,}/,
    what: "A password's hash, which can be guessed from",
  },
  {
    // RFC 3986, 3.2.1. A placeholder that the machine fills in is no password.
    marks: ["://"],
    form: /\/\/[^\s/:@"']*:(?!@@secret:|\$|\{)[^\s/@"']+@/,
    what: "An address with a password",
  },
];

/** Shorter than any form above. */
const SHORTEST = 10;

/** Every secret that its own form gives away, the first of each kind. */
export function secretShapesIn(text: string): readonly SecretShape[] {
  return text.length < SHORTEST ? NO_SHAPES : shapesIn(text);
}

const NO_SHAPES: readonly SecretShape[] = [];

const shapesIn = rememberedText((text): readonly SecretShape[] => {
  const found = SHAPES.filter(({ marks }) => marks.some((mark) => text.includes(mark))).flatMap(({ form, what }) => {
    const index = text.search(form);
    return index === -1 ? [] : [{ index, what }];
  });
  return found.length === 0 ? NO_SHAPES : found;
});

/** Names under which programs keep a secret, without what separates their words. */
const SECRET_NAME =
  /(?:secrets?|secretkey|sharedsecret|passwords?|passwd|passphrase|pass|pepper|privatekey|privkey|presharedkey|psk|tokenkey|apikey|authkey|accesskey|authtoken|accesstoken|apitoken|bearertoken|token|credentials?|macaroonsecretkey)$/;

/** Whether a key's name says that its value is a secret: `form_secret`, `clientSecret`, `PGPASSWORD`. */
export function namesSecret(key: string): boolean {
  return SECRET_NAME.test(key.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

/**
 * How the value of a setting looks in a message: as it is, unless it may be a real secret, by its own form or by the name under
 * which it stands. A report goes to logs.
 */
export function shownUnder(keys: readonly string[], value: Plain | undefined): string {
  const hidden = textsIn(value, keys).some(
    (held) => !HELD.test(held.text) && (held.keys.some(namesSecret) || secretShapesIn(held.text).length > 0),
  );
  return hidden ? "something that is not shown here" : shown(value);
}

/** What the machine fills in; or nothing at all. */
const HELD = /^(?:@@secret:[a-z0-9_]+@@)?$/;

/** Switches whose names sound like a secret. */
const SWITCHES: ReadonlySet<string> = new Set(["use-auth-secret", "NOPASSWD", "no_pass", "one-time-pass"]);

/** `key = value`, `key: value`, `--key value` with a value that is written out. */
const ASSIGNMENT =
  /(?<![\w.$@-]|\$\{)(?:--)?([A-Za-z][\w.-]*)["']?\s*(?:=|:|(?<=--[\w.-]+)\s)\s*["']?(?=([^\s"',;}]+))/g;
/** A path, a variable, a switch, a number, an algorithm or a placeholder. */
const NO_SECRET =
  /^(?:\/|\.\/|\$|@@|%|`|<|\(|(?:true|false|yes|no|on|off|null|none|nil|peer|prompt|scram-sha-256)$|-?\d+[a-z]{0,2}$)/i;

/** A word that is part of every such name. */
const TELLING = /secret|pass|pepper|priv|psk|preshared|token|api|auth|access|cred/i;

/** Places in plain lines at which a secret is written out under its name. */
export function namedSecretsIn(line: string): readonly string[] {
  if (!TELLING.test(line)) return [];
  return [...line.matchAll(ASSIGNMENT)].flatMap(([, key = "", value = ""]) =>
    namesSecret(key) && !SWITCHES.has(key) && !NO_SECRET.test(value) ? [key] : [],
  );
}
