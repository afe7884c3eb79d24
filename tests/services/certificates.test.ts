import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { ACME_WEBROOT, CERTIFICATE, certificates, certifiedNames } from "../../services/certificates.ts";
import type { Step } from "../../services/service.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, privateDebian, until, type PrivateDebian } from "./private-debian.ts";
import { renderedFiles, renderedText } from "./rendered.ts";

const { names } = CLINIC;
const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

describe("The certificate's declaration", () => {
  it("covers every name that strangers meet, and neither the practice's domain nor the host's name", () => {
    assert.deepEqual(
      [...certifiedNames(CLINIC)].sort(),
      [names.messaging, names.homeserver, names.video, names.relay].sort(),
    );
    const silent = { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } };
    assert.deepEqual(certifiedNames(silent), [names.video, names.relay]);
  });

  it("names each name once", () => {
    const clinic = { ...CLINIC, names: { ...names, messaging: names.video, homeserver: names.relay } };
    assert.deepEqual(certifiedNames(clinic), [names.video, names.relay]);
  });

  it("lets its own account reach the issuer's directory and nothing else", () => {
    const directory = "https://ca.quiet-harbour.example:9000/acme/acme/directory";
    const clinic: Clinic = { ...CLINIC, certificates: { issuer: "acme", directory, contact: undefined, root: PEM } };
    const { egress, ports } = certificates.declare(clinic, []);
    assert.deepEqual(
      egress?.map(({ account, protocol, ports: to, to: destination }) => [account, protocol, to, destination]),
      [["certificates", "tcp", [9000], { kind: "names", names: ["ca.quiet-harbour.example"] }]],
    );
    assert.deepEqual(ports ?? [], []);
    assert.match(
      renderedText(certificates, clinic, "/etc/systemd/system/certificates.service"),
      /^Environment=REQUESTS_CA_BUNDLE=\/etc\/stillroom\/certificates\/root\.pem$/m,
    );
    assert.equal(renderedText(certificates, clinic, "/etc/stillroom/certificates/root.pem"), PEM);
  });

  it("gives no address to the issuer unless the practice named one", () => {
    assert.match(
      renderedText(certificates, CLINIC, "/etc/stillroom/certbot.ini"),
      /^register-unsafely-without-email = true$/m,
    );
    const { certificates: settings } = CLINIC;
    assert.ok(settings.issuer === "acme");
    const clinic = { ...CLINIC, certificates: { ...settings, contact: "post@quiet-harbour.example" } };
    assert.match(
      renderedText(certificates, clinic, "/etc/stillroom/certbot.ini"),
      /^email = post@quiet-harbour\.example$/m,
    );
  });

  it("talks to nobody where the practice signs by hand", () => {
    const clinic: Clinic = { ...CLINIC, certificates: { issuer: "practice", chain: undefined, root: PEM } };
    const { accounts = [], egress = [], packages = [], units = [] } = certificates.declare(clinic, []);
    assert.deepEqual([accounts, egress, units], [[], [], []]);
    assert.ok(!packages.some(({ name }) => name === "certbot"));
  });
});

describe("Certificates on a Debian with its own programs", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  let debian: PrivateDebian;
  beforeEach(async () => {
    debian = await privateDebian([]);
  });
  afterEach(() => debian.stop());

  /** The order in which the machine's agent delivers. */
  async function deliver(clinic: Clinic): Promise<void> {
    const { accounts = [], directories = [], steps = [] } = certificates.declare(clinic, []);
    for (const { name, home } of accounts) {
      await debian.run([
        "sh",
        "-c",
        'id "$1" >/dev/null 2>&1 || useradd --system --user-group --home-dir "$2" "$1"',
        "sh",
        name,
        home,
      ]);
    }
    await take(steps.filter((step) => step.after === "packages"));
    for (const { path, mode, owner, group } of directories) {
      await debian.run(["install", "--directory", "--mode", mode, "--owner", owner, "--group", group, path]);
    }
    await debian.run(["rm", "-f", "/etc/stillroom/certificates/issued.pem"]);
    await debian.place(renderedFiles(certificates, clinic));
    await take(steps.filter((step) => step.after === "files"));
  }

  async function take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await debian.run(step.argv);
  }

  const state = (): Promise<string> => debian.run(["sh", "-c", "/usr/local/lib/stillroom/certificate-state || true"]);
  const shown = (option: string): Promise<string> =>
    debian.run(["openssl", "x509", "-in", CERTIFICATE.chain, "-noout", option]);

  /** nginx and coturn could start with what is there now. */
  async function assertUsable(): Promise<void> {
    const [certified, held] = [
      await shown("-pubkey"),
      await debian.run(["openssl", "pkey", "-in", CERTIFICATE.key, "-pubout"]),
    ];
    assert.equal(certified, held);
    const modes = await debian.run([
      "stat",
      "--dereference",
      "--format",
      "%U:%G %a",
      CERTIFICATE.key,
      CERTIFICATE.chain,
    ]);
    assert.deepEqual(modes.trim().split("\n"), ["root:ssl-cert 640", "root:root 644"]);
  }

  it("starts with a placeholder for all names, keeps it on the next delivery, and says what is missing", async () => {
    await deliver(CLINIC);
    await assertUsable();
    const alternatives = await debian.run([
      "openssl",
      "x509",
      "-in",
      CERTIFICATE.chain,
      "-noout",
      "-ext",
      "subjectAltName",
    ]);
    for (const name of certifiedNames(CLINIC)) assert.match(alternatives, new RegExp(`DNS:${name}`));
    assert.match(
      await state(),
      /placeholder.* The issuer is acme-v02\.api\.letsencrypt\.org\. .*asked again every hour/,
    );
    const first = await shown("-fingerprint");
    await deliver(CLINIC);
    assert.equal(await shown("-fingerprint"), first);
    // The account must reach its settings, whoever made the folders above them.
    await debian.run(["runuser", "-u", "certificates", "--", "test", "-r", "/etc/stillroom/certbot.ini"]);
  });

  it("is issued by a real ACME server over HTTP, renewed only when due, and asked anew for a new name", async () => {
    const root = await startPebble(debian);
    const clinic: Clinic = {
      ...CLINIC,
      certificates: { issuer: "acme", directory: "https://localhost:14000/dir", contact: undefined, root },
    };
    await deliver(clinic);
    await renew(clinic);
    await assertUsable();
    assert.match(await shown("-issuer"), /Pebble/);
    assert.match(await state(), /^The certificate is valid until /);
    const keyOwner = await debian.run([
      "stat",
      "--format",
      "%U %a",
      "/var/lib/stillroom/certbot/archive/machine/privkey1.pem",
    ]);
    assert.equal(keyOwner.trim(), "certificates 600");

    const first = await shown("-fingerprint");
    await renew(clinic);
    assert.equal(await shown("-fingerprint"), first);

    const renamed = { ...clinic, names: { ...names, relay: "relay2.quiet-harbour.example" } };
    await deliver(renamed);
    await renew(renamed);
    await assertUsable();
    assert.match(
      await debian.run(["openssl", "x509", "-in", CERTIFICATE.chain, "-noout", "-ext", "subjectAltName"]),
      /relay2/,
    );
  });

  it("keeps the placeholder where the issuer can't be reached", async () => {
    const directory = "https://localhost:14000/dir";
    const clinic: Clinic = {
      ...CLINIC,
      certificates: { issuer: "acme", directory, contact: undefined, root: undefined },
    };
    await deliver(clinic);
    await assert.rejects(renew(clinic));
    await assertUsable();
    assert.match(await state(), /placeholder/);
  });

  it("installs what the practice has signed for its own request, and nothing else", async () => {
    const root = await practiceAuthority(debian);
    const practice = (chain: string | undefined): Clinic => ({
      ...CLINIC,
      certificates: { issuer: "practice", chain, root },
    });
    await deliver(practice(undefined));
    await assertUsable();
    assert.match(await state(), /request\.csr signed by the practice's CA/);
    const request = await debian.run(["cat", "/var/lib/stillroom/certificates/request.csr"]);

    await deliver(practice(await sign(debian, await foreignRequest(debian))));
    assert.match(await state(), /placeholder/);

    await deliver(practice(await sign(debian, request)));
    await assertUsable();
    assert.match(await shown("-issuer"), /Practice CA/);
    assert.match(await state(), /^The certificate is valid until /);
    assert.equal(await debian.run(["cat", "/var/lib/stillroom/certificates/request.csr"]), request);
  });

  it("leaves the certificate in use when a key of another one is handed over", async () => {
    await deliver(CLINIC);
    const before = await shown("-fingerprint");
    await foreignRequest(debian);
    await assert.rejects(
      debian.run(["/usr/local/lib/stillroom/install-certificate", CERTIFICATE.chain, "/tmp/foreign.key"]),
      /was not made for the key/,
    );
    assert.equal(await shown("-fingerprint"), before);
    assert.equal(
      (await debian.run(["sh", "-c", "ls -A /etc/stillroom/certificates | grep -c new || true"])).trim(),
      "0",
    );
  });

  /** What systemd does for certificates.service: its command as its account with its environment, then the root part. */
  async function renew(clinic: Clinic): Promise<void> {
    const unit = renderedText(certificates, clinic, "/etc/systemd/system/certificates.service");
    const setting = (name: string): string | undefined => new RegExp(`^${name}=\\+?(.*)$`, "m").exec(unit)?.[1];
    const environment = setting("Environment");
    await debian.run([
      ...["runuser", "-u", setting("User") ?? "", "--", "env", ...(environment === undefined ? [] : [environment])],
      ...(setting("ExecStart") ?? "").split(" "),
    ]);
    await debian.run((setting("ExecStartPost") ?? "").split(" "));
  }
});

/** Pebble, its name server that leads every name to loopback, and a web server in nginx's place. Gives the roots of Pebble's own HTTPS and of what it issues. */
async function startPebble(debian: PrivateDebian): Promise<string> {
  await debian.run([
    ...["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "2"],
    ...[
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
      "-keyout",
      "/tmp/pebble.key",
      "-out",
      "/tmp/pebble.pem",
    ],
  ]);
  const settings = {
    listenAddress: "127.0.0.1:14000",
    managementListenAddress: "127.0.0.1:15000",
    certificate: "/tmp/pebble.pem",
    privateKey: "/tmp/pebble.key",
    httpPort: 80,
    tlsPort: 443,
  };
  await debian.run(["tee", "/tmp/pebble.json"], { input: JSON.stringify({ pebble: settings }) });
  debian.start([
    "pebble-challtestsrv",
    "-dns01",
    "127.0.0.1:8053",
    "-defaultIPv6",
    "",
    "-http01",
    "",
    "-https01",
    "",
    "-tlsalpn01",
    "",
  ]);
  debian.start(["pebble", "-config", "/tmp/pebble.json", "-dnsserver", "127.0.0.1:8053"], {
    PEBBLE_VA_NOSLEEP: "1",
    // Otherwise it rejects good nonces at random.
    PEBBLE_WFE_NONCEREJECT: "0",
  });
  await debian.run(["mkdir", "-p", ACME_WEBROOT]);
  debian.start(["python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", ACME_WEBROOT, "80"]);
  await until("Pebble", () =>
    debian.run(["curl", "--silent", "--fail", "--cacert", "/tmp/pebble.pem", "https://localhost:14000/dir"]).then(
      () => true,
      () => false,
    ),
  );
  // Pebble makes the root of what it issues anew at each start, and shows it on its management port.
  const issuing = ["curl", "--silent", "--fail", "--cacert", "/tmp/pebble.pem", "https://localhost:15000/roots/0"];
  return (await debian.run(["cat", "/tmp/pebble.pem"])) + (await debian.run(issuing));
}

/** A request for a key that the machine doesn't have. */
async function foreignRequest(debian: PrivateDebian): Promise<string> {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", "/tmp/foreign.key"];
  return debian.run(["openssl", "req", "-new", ...key, "-subj", "/CN=meet.quiet-harbour.example"]);
}

/** Makes a practice's own CA and gives its root. */
async function practiceAuthority(debian: PrivateDebian): Promise<string> {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", "/tmp/ca.key"];
  await debian.run([
    ...["openssl", "req", "-x509", ...key],
    ...["-out", "/tmp/ca.pem", "-subj", "/CN=Practice CA", "-days", "30"],
  ]);
  return debian.run(["cat", "/tmp/ca.pem"]);
}

/** Signs a request as that CA would. */
function sign(debian: PrivateDebian, request: string): Promise<string> {
  const authority = ["-CA", "/tmp/ca.pem", "-CAkey", "/tmp/ca.key"];
  return debian.run(["openssl", "x509", "-req", ...authority, "-days", "30", "-copy_extensions", "copy"], {
    input: request,
  });
}
