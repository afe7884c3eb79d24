/** Something in a text that is a secret by its form alone. */
export interface SecretShape {
  readonly index: number;
  readonly what: string;
}

/**
 * Forms that only secrets have. Public keys, certificates, hashes and fingerprints have others. Sources: RFC 7468, OpenSSH's PROTOCOL.key,
 * RFC 4880 section 6.2, RFC 7519 and the issuers' own documentation of their tokens' prefixes.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, "A private key"],
  [/PuTTY-User-Key-File-\d/, "A private key of PuTTY's"],
  [/AGE-SECRET-KEY-1[A-Z0-9]{20}/i, "A private key of age's"],
  // PKCS #8 in base64 without its frame: SEQUENCE, version 0, an algorithm's identifier (RFC 5958).
  [
    /(?:^|[^A-Za-z0-9+/])M(?:C4CAQAwBQYDK2V|EYCAQAwBQYDK2V|IGHAgEAMBMGByqGSM49|II[A-Za-z0-9+/]{3}AgEAMA0GCSqGSIb3)/,
    "A private key without its frame",
  ],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/, "A signed token"],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})/, "A token of a code host"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, "An access key of AWS"],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, "A token of Slack's"],
  [
    /\b(?:AIza[\w-]{35}|sk_live_\w{16,}|npm_[A-Za-z0-9]{30,}|pypi-AgE[\w-]{20,}|dop_v1_[0-9a-f]{32,}|pul-[0-9a-f]{40})/,
    "A token of a service",
  ],
  [/\bsy[trl]_[\w-]+_[\w-]{10,}_\w{4,}/, "An access token of Matrix"],
  [
    /(?:^|[\s:"'])\$(?:apr1|1|2[abxy]|5|6|7|y|gy|argon2(?:id|i|d))\$[^\s"']{8,}/m,
    "A password's hash, which can be guessed from",
  ],
  [/:\{(?:SSHA|SHA)\}[A-Za-z0-9+/]{20,}/, "A password's hash, which can be guessed from"],
];

/** An address with a user's password in it (RFC 3986, 3.2.1); a placeholder that the machine fills in is none. */
const WITH_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:([^\s/@"']+)@/gi;

/** Every secret that its own form gives away. */
export function secretShapesIn(text: string): readonly SecretShape[] {
  const found: SecretShape[] = [];
  for (const [form, what] of SHAPES) {
    const index = text.search(form);
    if (index !== -1) found.push({ index, what });
  }
  for (const { index, 1: password = "" } of text.matchAll(WITH_PASSWORD)) {
    if (!/^(?:@@secret:|\$|\{)/.test(password)) found.push({ index, what: "An address with a password" });
  }
  return found;
}

/** Names under which programs keep a secret, without what separates their words. */
const SECRET_NAME =
  /(?:secret|secretkey|sharedsecret|passwords?|passwd|passphrase|pass|pepper|privatekey|privkey|presharedkey|psk|tokenkey|apikey|authkey|accesskey|authtoken|accesstoken|apitoken|bearertoken|credentials?|macaroonsecretkey)$/;

/** Whether a key's name says that its value is a secret: `form_secret`, `clientSecret`, `PGPASSWORD`. */
export function namesSecret(key: string): boolean {
  return SECRET_NAME.test(key.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

/** Switches whose names sound like a secret. */
const SWITCHES: ReadonlySet<string> = new Set(["use-auth-secret", "NOPASSWD", "no_pass", "one-time-pass"]);

/** `key = value`, `key: value`, `--key value` with a value that is written out. */
const ASSIGNMENT =
  /(?<![\w.$@-]|\$\{)(?:--)?([A-Za-z][\w.-]*)["']?\s*(?:=|:|(?<=--[\w.-]+)\s)\s*["']?(?=([^\s"',;}]+))/g;
/** A path, a variable, a switch, a number, an algorithm or a placeholder. */
const NO_SECRET =
  /^(?:\/|\.\/|\$|@@|%|`|<|\(|(?:true|false|yes|no|on|off|null|none|nil|peer|prompt|scram-sha-256)$|-?\d+[a-z]{0,2}$)/i;

/** Places in plain lines at which a secret is written out under its name. */
export function namedSecretsIn(line: string): readonly string[] {
  return [...line.matchAll(ASSIGNMENT)].flatMap(([, key = "", value = ""]) =>
    namesSecret(key) && !SWITCHES.has(key) && !NO_SECRET.test(value) ? [key] : [],
  );
}
