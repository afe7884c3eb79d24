import type { Certificates, Clinic } from "../clinic/clinic.ts";
import type { Declaration, Egress, FileDeclaration, Service, Step } from "./service.ts";

const FOLDER = "/etc/stillroom/certificates";

/** What nginx and coturn read. `live` is a link to a folder, so that both change at once or not at all. */
export const CERTIFICATE = {
  chain: `${FOLDER}/live/fullchain.pem`,
  key: `${FOLDER}/live/privkey.pem`,
  /** May read the key (Debian's package ssl-cert). */
  group: "ssl-cert",
} as const;

/** Folder whose `/.well-known/acme-challenge/` nginx serves on port 80 under each name of the certificate (RFC 8555, 8.3). */
export const ACME_WEBROOT = "/var/lib/stillroom/acme";

/** PEM of the CA that signs for this practice, where it is one of its own; undefined where every system knows it. */
export function practiceRootOf(certificates: Certificates): string | undefined {
  return certificates.root;
}

/** Every name that the machine proves to strangers, each once; the first is the certificate's common name. */
export function certifiedNames(clinic: Clinic): readonly [string, ...string[]] {
  const { video, relay, messaging, homeserver, desk } = clinic.names;
  const others = [
    relay,
    ...(clinic.messaging.enabled ? [messaging, homeserver] : []),
    ...(clinic.desk.enabled ? [desk] : []),
  ];
  return [video, ...new Set(others.filter((name) => name !== video))];
}

const ACCOUNT = "certificates";
const HOME = "/var/lib/stillroom/certbot";
const SETTINGS = "/etc/stillroom/certbot.ini";
const ROOT = `${FOLDER}/root.pem`;
const INSTALL = "/usr/local/lib/stillroom/install-certificate";
const STATE = "/usr/local/lib/stillroom/certificate-state";
const REQUEST = "/usr/local/lib/stillroom/certificate-request";
const ISSUED = `${FOLDER}/issued.pem`;
const SERVICE = "/etc/systemd/system/certificates.service";
const TIMER = "/etc/systemd/system/certificates.timer";

/** The certificate for all names: ACME by certbot under an account of its own, or signed by the practice by hand. */
export const certificates: Service = {
  name: "certificates",
  wanted: () => true,
  declare: (clinic) => {
    const declared =
      clinic.certificates.issuer === "acme" ? acme(clinic, clinic.certificates) : practice(clinic, clinic.certificates);
    return {
      ...declared,
      packages: [
        { name: "openssl", repository: "debian" },
        { name: "ssl-cert", repository: "debian" },
        ...(declared.packages ?? []),
      ],
      directories: [
        { path: FOLDER, mode: "0755", owner: "root", group: "root" },
        // Below it, account certificates and nginx each find their own; what is secret in it has its own mode.
        { path: "/var/lib/stillroom", mode: "0755", owner: "root", group: "root" },
        ...(declared.directories ?? []),
      ],
      files: [
        { path: INSTALL, format: "shell", mode: "0755" },
        { path: STATE, format: "shell", mode: "0755", data: stateData(clinic) },
        ...pemFile(ROOT, practiceRootOf(clinic.certificates)),
        ...declared.files,
      ],
      steps: [placeholder(clinic), ...(declared.steps ?? [])],
      proofs: [
        ...(declared.proofs ?? []),
        // A certificate waits for other people: for DNS, for a signature. Until then the placeholder serves.
        { kind: "command", name: "certificate", argv: [STATE], failure: "note" },
      ],
    };
  },
};

function stateData(clinic: Clinic) {
  const { certificates } = clinic;
  return {
    issuer: certificates.issuer,
    authority: certificates.issuer === "acme" ? new URL(certificates.directory).host : "",
    names: certifiedNames(clinic).join(" "),
  };
}

type Acme = Extract<Certificates, { issuer: "acme" }>;
type Practice = Extract<Certificates, { issuer: "practice" }>;

function acme(clinic: Clinic, settings: Acme): Declaration {
  return {
    packages: [{ name: "certbot", repository: "debian" }],
    accounts: [{ name: ACCOUNT, home: HOME }],
    directories: [
      { path: HOME, mode: "0700", owner: ACCOUNT, group: ACCOUNT },
      { path: ACME_WEBROOT, mode: "0755", owner: ACCOUNT, group: ACCOUNT },
    ],
    egress: [directoryEgress(settings.directory)],
    files: [
      {
        path: SETTINGS,
        format: "ini",
        data: {
          directory: settings.directory,
          contact: settings.contact,
          domains: certifiedNames(clinic).join(","),
          webroot: ACME_WEBROOT,
          home: HOME,
        },
      },
      { path: SERVICE, format: "systemd", data: { root: settings.root === undefined ? undefined : ROOT } },
      { path: TIMER, format: "systemd" },
      { path: "/etc/systemd/system/certbot.service.d/stillroom.conf", format: "systemd" },
    ],
    units: [{ name: "certificates.timer", onChange: "restart", files: [TIMER] }],
    steps: [
      {
        name: "the certificate",
        // Not to have one yet is no failure: the timer asks again every hour, and the proof says what is missing.
        argv: ["sh", "-c", "timeout 150 systemctl start certificates.service || true"],
        after: "units",
      },
    ],
    proofs: [{ kind: "unit-active", unit: "certificates.timer" }],
  };
}

function practice(clinic: Clinic, settings: Practice): Declaration {
  const [first] = certifiedNames(clinic);
  return {
    directories: [{ path: "/var/lib/stillroom/certificates", mode: "0700", owner: "root", group: "root" }],
    files: [
      {
        path: REQUEST,
        format: "shell",
        mode: "0755",
        data: { commonName: `/CN=${first}`, alternatives: alternativesOf(clinic), install: INSTALL, issued: ISSUED },
      },
      ...pemFile(ISSUED, settings.chain),
    ],
    steps: [{ name: "the certificate's request", argv: [REQUEST], after: "files" }],
  };
}

/**
 * nginx and coturn don't start, nor check their configuration, without a certificate. openssl-req(1): `-x509` signs with
 * the new key itself, `-noenc` leaves the key readable for programs.
 */
function placeholder(clinic: Clinic): Step {
  const [first] = certifiedNames(clinic);
  const script = [
    "set -eu; umask 022",
    `[ ! -e ${FOLDER}/live ] || exit 0`,
    `mkdir -p ${FOLDER}/placeholder; cd ${FOLDER}/placeholder; umask 077`,
    'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 365 -subj "$1" -addext "$2" -keyout privkey.pem -out fullchain.pem',
    `chgrp ${CERTIFICATE.group} privkey.pem; chmod 0640 privkey.pem; chmod 0644 fullchain.pem`,
    "ln -s placeholder ../live",
  ].join("\n");
  return {
    name: "a placeholder for the certificate",
    argv: ["sh", "-c", script, "placeholder", `/CN=${first}`, alternativesOf(clinic)],
    after: "packages",
  };
}

/** x509v3_config(5), "Subject Alternative Name". */
function alternativesOf(clinic: Clinic): string {
  return `subjectAltName=${certifiedNames(clinic)
    .map((name) => `DNS:${name}`)
    .join(",")}`;
}

function directoryEgress(directory: string): Egress {
  const url = new URL(directory);
  return {
    account: ACCOUNT,
    protocol: "tcp",
    ports: [url.port === "" ? 443 : Number(url.port)],
    to: { kind: "names", names: [url.hostname] },
    purpose: "certificate issuer",
  };
}

/** A file that holds just this PEM, or none. */
function pemFile(path: string, pem: string | undefined): readonly FileDeclaration[] {
  if (pem === undefined) return [];
  return [
    { path, template: "/etc/stillroom/certificates/pem", format: "text", data: { lines: pem.trim().split(/\r?\n/) } },
  ];
}
