import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { connect } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { debianWith, freePort, until, type Debianland } from "../../services/debian-programs.ts";
import type { MailServer } from "../../../desk/settings.ts";

export { CANNOT_RUN_DEBIAN } from "../../services/debian-programs.ts";

/** What the tests' mail server takes for right. */
export const MAIL_PASSWORD = "seven blue doors";
export const SENDER = "rooms@quiet-harbour.example";

const RECEIVED = "/var/spool/exim4/received";

/** A key and a certificate for it, both PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** Makes a CA of the tests' own. `trust` lets this process, and no other, believe it until the tests are over. */
export function testAuthority(): {
  /** Its certificate's file, for a process that is started to believe it (NODE_EXTRA_CA_CERTS). */
  readonly file: string;
  readonly identity: (name: string, options?: { readonly days?: string }) => Identity;
  readonly trust: () => void;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "stillroom-mail-"));
  const at = (name: string): string => join(folder, name);
  const openssl = (...argv: readonly string[]): void => {
    execFileSync("openssl", argv, { stdio: "ignore" });
  };
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...newKey,
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.pem"),
    "-subj",
    "/CN=Root of the tests",
    "-days",
    "2",
  );
  const before = getCACertificates("default");
  return {
    file: at("ca.pem"),
    identity: (name, { days = "1" } = {}) => {
      openssl(
        "req",
        ...newKey,
        "-keyout",
        at("key.pem"),
        "-out",
        at("request.pem"),
        "-subj",
        `/CN=${name}`,
        "-addext",
        `subjectAltName=DNS:${name}`,
      );
      const ca = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-copy_extensions", "copy"];
      openssl("x509", "-req", "-in", at("request.pem"), "-out", at("cert.pem"), ...ca, "-days", days);
      return { key: readFileSync(at("key.pem"), "utf8"), cert: readFileSync(at("cert.pem"), "utf8") };
    },
    trust: () => {
      setDefaultCACertificates([...before, readFileSync(at("ca.pem"), "utf8")]);
    },
    remove: () => {
      setDefaultCACertificates(before);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Debian's own Exim as a practice's mail server: it takes mail from who signs in, and lays it into a folder. */
export interface TestMailServer {
  /** By TLS from the first byte, or by STARTTLS. */
  readonly settings: (encryption: MailServer["encryption"]) => MailServer;
  /** Every message as it was received, trace headers of the server's own first, in no order. */
  readonly received: () => Promise<readonly string[]>;
}

/**
 * Starts Exim before the tests of a `describe` and ends it after them, with a CA that this process then trusts. It knows nobody called `nobody`, asks whoever writes to
 * `later` for patience, and lets nobody write from elsewhere than {@link SENDER}.
 */
export function mailServer(): TestMailServer {
  const authority = testAuthority();
  const ports = { tls: 0, starttls: 0 };
  let debian: Debianland | undefined;
  let root = "";
  before(async () => {
    ports.tls = await freePort();
    do ports.starttls = await freePort();
    while (ports.starttls === ports.tls);
    const { key, cert } = authority.identity("localhost");
    debian = await debianWith(
      13,
      [
        { path: "/etc/exim4/exim4.conf", text: configurationOf(ports) },
        { path: "/etc/exim4/tests.key", text: key },
        { path: "/etc/exim4/tests.crt", text: cert },
      ],
      ["exim4-daemon-light"],
    );
    authority.trust();
    // exim(8): -bdf, a daemon that stays in the foreground.
    const { pid } = debian.start(["exim4", "-bdf"]);
    root = `/proc/${pid}/root`;
    for (const port of Object.values(ports)) await until("Exim", () => answers(port));
  });
  after(async () => {
    await debian?.stop();
    authority.remove();
  });
  return {
    settings: (encryption) => ({
      server: "localhost",
      port: ports[encryption],
      encryption,
      from: SENDER,
      user: "rooms",
    }),
    received: async () => {
      const folder = join(root, RECEIVED, "new");
      const names = await readdir(folder).catch(() => []);
      return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}

/** Exim's specification 4.98, chapters 14 (main options), 26 (appendfile), 33.1 and 34 (authenticators), 42 (TLS), 43 (ACLs). */
function configurationOf(ports: { readonly tls: number; readonly starttls: number }): string {
  return `
primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${ports.tls} : ${ports.starttls}
tls_on_connect_ports = ${ports.tls}
tls_advertise_hosts = *
tls_certificate = /etc/exim4/tests.crt
tls_privatekey = /etc/exim4/tests.key
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_mail = from
acl_smtp_rcpt = to
acl_smtp_data = accept

begin acl
from:
  require authenticated = *
  accept senders = ${SENDER}
  deny message = not your address
to:
  deny local_parts = nobody
    message = nobody of that name
  defer local_parts = later
    message = come back later
  accept

begin routers
everybody:
  driver = accept
  transport = folder

begin transports
folder:
  driver = appendfile
  directory = ${RECEIVED}
  maildir_format
  user = Debian-exim
  group = Debian-exim
  create_directory

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{rooms}}{eq{$auth3}{${MAIL_PASSWORD}}}}}
  server_set_id = $auth2
`;
}
