import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, replaced, withFile, withText } from "../../../policies/breaking.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

const CERTBOT = "/etc/stillroom/certbot.ini";

function without(release: Release, key: string): Release {
  return replaced(release, CERTBOT, new RegExp(`^${key} = .*\\n`, "m"), "");
}

/** certbot(1): what each line is there for. */
const SAID = [
  ...["non-interactive", "agree-tos", "server", "cert-name", "domains", "keep-until-expiring"],
  ...["renew-with-new-domains", "authenticator", "webroot-path", "config-dir", "work-dir", "logs-dir"],
  "no-directory-hooks",
];

const SIGNED_BY_HAND: Clinic = {
  ...CLINIC,
  certificates: {
    issuer: "practice",
    chain: undefined,
    root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
  },
};

export const TREES: readonly BrokenTree[] = [
  ...SAID.map((key) => ({
    how: `certbot is not told ${key}`,
    apply: (release: Release) => without(release, key),
  })),
  ...[
    ["rsa-key-size = 2047", "an RSA key is a little too short"],
    ["rsa-key-size = 4096.0", "an RSA key has a length that is no whole number"],
    ["key-type = dsa", "the key is of an old kind"],
    ["key-type = RSA", "the key's kind is spelt in capitals, which certbot refuses"],
  ].map(([line = "", how = ""]) => ({
    how,
    apply: (release: Release) => appended(release, CERTBOT, line.startsWith("rsa") ? `key-type = rsa\n${line}` : line),
  })),
  ...["secp521r1", "secp192r1", "prime256v1"].map((curve) => ({
    how: `the key lies on the curve ${curve}`,
    apply: (release: Release) => replaced(release, CERTBOT, "= secp256r1", `= ${curve}`),
  })),
  {
    how: "a later line asks for other names",
    apply: (release) => appended(release, CERTBOT, `domains = ${CLINIC.names.video}`),
  },
  {
    how: "a name stands twice and another is missing",
    apply: (release) => replaced(release, CERTBOT, `,${CLINIC.names.relay}`, `,${CLINIC.names.video}`),
  },
  {
    how: "the practice's own domain is on the certificate",
    apply: (release) => replaced(release, CERTBOT, "domains = ", `domains = ${CLINIC.names.domain},`),
  },
  {
    how: "a name of the certificate stands for all below it",
    apply: (release) => replaced(release, CERTBOT, CLINIC.names.video, `*.${CLINIC.names.domain}`),
  },
  {
    how: "the issuer is asked in clear, as the stack file has it",
    clinic: {
      ...CLINIC,
      certificates: {
        issuer: "acme",
        directory: "http://ca.quiet-harbour.example/directory",
        contact: undefined,
        root: undefined,
      },
    },
    apply: (release) => release,
  },
  {
    how: "the test issuer is asked, whose certificates no browser believes",
    apply: (release) => withText(release, CERTBOT, (text) => text.replace("acme-v02.api", "acme-staging-v02.api")),
  },
  {
    how: "the certificate is renewed under another name than the one that is installed",
    apply: (release) => replaced(release, CERTBOT, "cert-name = machine", "cert-name = machine-0001"),
  },
  {
    how: "certbot asks an issuer, though the practice signs",
    clinic: SIGNED_BY_HAND,
    apply: (release) =>
      withFile(release, {
        path: CERTBOT,
        format: "ini",
        text: "server = https://acme-v02.api.letsencrypt.org/directory\n",
      }),
  },
  ...(
    [
      ["deploy-hook = /srv/after", "a program of somebody's runs after each renewal"],
      ["pre-hook = /srv/before", "a program of somebody's runs before each renewal"],
      ["post-hook = true", "a program runs after each try"],
      ["manual-auth-hook = /srv/prove", "somebody's program proves the names"],
      ["no-verify-ssl = true", "whoever stands between may be the issuer"],
      ["reuse-key = true", "the key never changes"],
      ["preferred-chain = Somebody Root", "another root is asked for"],
      ["allow-subset-of-names = true", "a certificate without all names is taken"],
      ["must-staple = true", "browsers refuse what nginx does not staple"],
      ["eff-email = true", "the address is handed on to somebody who sends letters"],
      ["csr = /srv/request.csr", "a request made elsewhere is signed"],
      ["dry-run = true", "nothing is ever kept"],
      ["test-cert = true", "the issuer's test server is asked"],
      ["force-renewal = true", "a certificate is asked for each hour"],
      ["user-agent-comment = x", "the issuer is told something more"],
      ["preconfigured-renewal False", "an option stands without an equals sign"],
      ["--domains files.example", "an option is written as on a command line"],
      ["domains: files.example", "names stand behind a colon"],
      ["  domains = files.example", "names stand behind blanks"],
      ["domains\u00a0= files.example", "names stand behind a blank of another kind"],
      ["\ufeffdomains = files.example", "a mark that nobody sees stands before the names"],
    ] as const
  ).map(([line, how]) => ({
    how,
    speaks: "understood" as const,
    apply: (release: Release) => appended(release, CERTBOT, line),
  })),
];
