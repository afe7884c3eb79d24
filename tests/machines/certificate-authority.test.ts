import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { deliver } from "../../components/provider/delivery.ts";
import type { Outcome } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { broughtBy } from "../../render/render.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { newCertificate, publishNames, stopLab, type Addresses, type Lab } from "../../scripts/sandbox/lab.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { ACME_WEBROOT, CERTIFICATE, certificates, certifiedNames } from "../../services/certificates.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { fileOf, releaseOf } from "../host/sample-release.ts";
import { fromMirror, QUICK, startPracticeMachine, type PracticeMachine } from "./practice-machine.ts";

const skip = (await sandboxObstacle()) ?? false;

/** How the certificate authority is today: what it answers to an order for a certificate. */
type Mood = "signs" | "is gone" | { readonly status: number; readonly problem: object };

const NAME = "authority.lab.example";
const SECOND_RELAY = "relay2.quiet-harbour.example";

const RATE_LIMITED: Mood = {
  status: 429,
  problem: {
    type: "urn:ietf:params:acme:error:rateLimited",
    detail:
      "too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after 2026-11-24 01:02:03 UTC",
    status: 429,
  },
};
const BROKEN: Mood = {
  status: 500,
  problem: {
    type: "urn:ietf:params:acme:error:serverInternal",
    detail: "The service is down for maintenance",
    status: 500,
  },
};

describe("a delivery while the certificate authority is down", { skip, timeout: 600_000 }, () => {
  let here: PracticeMachine;
  let authority: Authority;
  let directory: string;
  const names = new Map<string, Addresses>();

  before(async () => {
    here = await startPracticeMachine([], ["certbot", "ssl-cert", "openssl"]);
    names.set(NAME, here.lab.here);
    for (const name of [...certifiedNames(CLINIC), SECOND_RELAY]) names.set(name, here.machine.addresses);
    await publishNames(here.lab, names);
    authority = await startAuthority(here.lab);
    directory = `https://${NAME}:${authority.port}/dir`;
  });
  after(async () => {
    authority.close();
    await stopLab(here.lab);
  });

  /** Where a name leads from now on. */
  async function publish(name: string, to: Addresses): Promise<void> {
    names.set(name, to);
    await publishNames(here.lab, names);
  }

  async function bring(words: string, relay = CLINIC.names.relay): Promise<Extract<Outcome, { kind: "kept" }>> {
    const clinic: Clinic = {
      ...CLINIC,
      names: { ...CLINIC.names, relay },
      certificates: { issuer: "acme", directory, contact: undefined, root: here.lab.authority.root },
    };
    const outcome = await deliver(here.connection, practice(clinic, words), () => undefined, QUICK);
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    // It works: every proof but that of the certificate.
    assert.deepEqual(
      outcome.proofs.filter(({ name, passed }) => !passed && name !== "certificate"),
      [],
    );
    return outcome;
  }

  function practice(clinic: Clinic, words: string): Release {
    const parts = broughtBy([certificates], clinic);
    const mirror = fromMirror(here.lab.mirror.uri, here.signer);
    return releaseOf({
      ...parts,
      repositories: mirror.repositories,
      packages: [{ name: "nginx-light", repository: "debian" }, ...parts.packages],
      files: [...parts.files, ...mirror.files, fileOf("/etc/nginx/nginx.conf", webServer(words))],
      units: [{ name: "nginx.service", onChange: "reload", files: ["/etc/nginx/"] }, ...parts.units],
      proofs: [
        ...[clinic.names.video, clinic.names.relay].map(
          (host) => ({ kind: "https", host, path: "/", status: 200, contains: words }) as const,
        ),
        ...parts.proofs,
      ],
    });
  }

  /** The one message of a delivery that was kept all the same. */
  async function onlyNote(words: string, relay?: string): Promise<string> {
    const { notes } = await bring(words, relay);
    assert.equal(notes.length, 1, JSON.stringify(notes));
    return notes[0] ?? "";
  }

  const subject = (): Promise<string> =>
    here.machine.exec(["openssl", "x509", "-in", CERTIFICATE.chain, "-noout", "-issuer", "-fingerprint"]);

  it("is kept at the first one with a placeholder, and says who can't be reached, what was seen and what to look at", async () => {
    authority.mood = "is gone";
    const note = await onlyNote("one");
    assert.match(note, /placeholder that browsers refuse.* The issuer is authority\.lab\.example:\d+\. /);
    assert.match(note, /What came of asking it: requests\.exceptions\.(Connection|SSL)Error: /);
    assert.match(
      note,
      /Where it is down itself, wait; .*certificates\.directory in the stack file is right\. It is asked again every hour/,
    );
  });

  it("says that it is the issuer's limit, in the issuer's words, and what not to do", async () => {
    authority.mood = RATE_LIMITED;
    const note = await onlyNote("two");
    assert.match(
      note,
      /asking it: too many certificates \(5\) already issued.*retry after 2026-11-24 01:02:03 UTC\. That is its limit/,
    );
    assert.match(note, /Keep the machine and \/var\/lib\/stillroom\/certbot until then/);
    assert.doesNotMatch(note, /DNS records/);
  });

  it("hands on the issuer's words on a fault of its own", async () => {
    authority.mood = BROKEN;
    assert.match(
      await onlyNote("three"),
      /asking it: The service is down for maintenance\. Where it is down itself, wait/,
    );
  });

  it("names the name that leads elsewhere", async () => {
    authority.mood = "signs";
    await publish(CLINIC.names.relay, here.lab.gateway);
    const note = await onlyNote("four");
    assert.match(
      note,
      /asking it: relay\.quiet-harbour\.example .*404.*Enter the DNS records, so that each of these names/,
    );
    assert.doesNotMatch(note, /meet\.quiet-harbour\.example/);
  });

  it("is mended by the hourly timer's service alone, and by then says nothing", async () => {
    await publish(CLINIC.names.relay, here.machine.addresses);
    await here.machine.exec(["systemctl", "start", "certificates.service"]);
    assert.match(await subject(), /Pebble/);
    assert.deepEqual((await bring("five")).notes, []);
  });

  it("is none for an update while the certificate is good", async () => {
    const before = await subject();
    for (const [mood, words] of [
      ["is gone", "six"],
      [RATE_LIMITED, "seven"],
    ] as const) {
      authority.mood = mood;
      assert.deepEqual((await bring(words)).notes, []);
      assert.equal(await subject(), before);
    }
  });

  it("keeps the good certificate where it must ask for another one, and names what is missing", async () => {
    const before = await subject();
    const note = await onlyNote("eight", SECOND_RELAY);
    assert.match(
      note,
      /^The certificate is not made for relay2\.quiet-harbour\.example\. The issuer is .*That is its limit/,
    );
    assert.equal(await subject(), before);
    authority.mood = "signs";
    assert.deepEqual((await bring("nine", SECOND_RELAY)).notes, []);
    assert.notEqual(await subject(), before);
  });
});

function webServer(words: string): string {
  return `user www-data;
pid /run/nginx.pid;
events {}
http {
  access_log off;
  error_log /var/log/nginx/error.log crit;
  server {
    listen 80;
    listen [::]:80;
    location /.well-known/acme-challenge/ { root ${ACME_WEBROOT}; }
  }
  server {
    listen 443 ssl;
    ssl_certificate ${CERTIFICATE.chain};
    ssl_certificate_key ${CERTIFICATE.key};
    location / { default_type text/plain; return 200 "${words}"; }
  }
}
`;
}

interface Authority {
  readonly port: number;
  mood: Mood;
  readonly close: () => void;
}

/** The lab's own certificate authority behind a door that can be shut, or refuses orders as RFC 8555, 6.7 has it. */
async function startAuthority(lab: Lab): Promise<Authority> {
  const at = (name: string): string => join(lab.folder, name);
  await run([
    ...[...newCertificate(2), "-subj", `/CN=${NAME}`, "-addext", `subjectAltName=DNS:${NAME}`],
    ...["-addext", "basicConstraints=critical,CA:FALSE", "-CA", at("root.pem"), "-CAkey", at("root.key")],
    ...["-keyout", at("authority.key"), "-out", at("authority.pem")],
  ]);
  const [key, cert, ca] = await Promise.all(
    ["authority.key", "authority.pem", "root.pem"].map((name) => readFile(at(name))),
  );
  const target = new URL(lab.authority.directory);
  const server: Server = createServer({ key, cert }, (asked, answer) => {
    const { mood } = authority;
    if (typeof mood !== "string" && asked.url === "/order-plz") refuse(answer, mood);
    else forward(asked, answer);
  });
  server.on("connection", (socket) => {
    if (authority.mood === "is gone") socket.destroy();
  });
  const forward = (asked: IncomingMessage, answer: ServerResponse): void => {
    const { url: path, method, headers } = asked;
    // The name that it was asked by stays: it stands in all addresses that it gives, and under each signature.
    const call = request(
      { host: lab.gateway.address4, servername: target.hostname, path, method, headers, ca },
      (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      },
    );
    call.on("error", (error) => answer.destroy(error));
    asked.pipe(call);
  };
  server.listen(0, lab.here.address4);
  await once(server, "listening");
  const authority: Authority = {
    port: (server.address() as AddressInfo).port,
    mood: "signs",
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return authority;
}

function refuse(answer: ServerResponse, { status, problem }: Exclude<Mood, string>): void {
  answer.writeHead(status, { "content-type": "application/problem+json", "retry-after": "3600" });
  answer.end(JSON.stringify(problem));
}
