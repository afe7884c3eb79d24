import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";

export interface Answer {
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["page.html", "text/html"],
  "/worker.js": ["worker.js", "text/javascript"],
  "/service-worker.js": ["service-worker.js", "text/javascript"],
  "/trials.js": ["trials.js", "text/javascript"],
};

/** This folder's pages, the same on every host; nothing under any other name. */
export function pagesIn(folder: string): (path: string) => Answer | undefined {
  return (path) => {
    const [file, contentType] = FILES[path] ?? [];
    return file === undefined || contentType === undefined
      ? undefined
      : { contentType, body: readFileSync(join(folder, "pages", file)) };
  };
}

/** What a server shows, in PEM, and in DER the authority that vouches for it: for a browser that shall trust it. */
export interface Certificates {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly authority: Buffer;
}

/** Certificates for every host of the tests; they lie in the folder. */
export function certificatesIn(folder: string): Certificates {
  const inFolder = (name: string): string => join(folder, name);
  const openssl = (...words: string[]): Buffer =>
    execFileSync("openssl", words, { stdio: ["ignore", "pipe", "ignore"] });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const [authorityKey, authority] = [inFolder("authority-key.pem"), inFolder("authority.pem")];
  openssl("req", "-x509", ...key, "-subj", "/CN=test authority", "-keyout", authorityKey, "-out", authority);
  const hosts = "subjectAltName=DNS:*.quiet-harbour.example,DNS:*.example";
  openssl(
    ...["req", "-x509", "-CA", authority, "-CAkey", authorityKey, ...key, "-subj", "/CN=test"],
    ...["-addext", hosts, "-addext", "basicConstraints=critical,CA:FALSE"],
    ...["-keyout", inFolder("key.pem"), "-out", inFolder("certificate.pem")],
  );
  return {
    key: readFileSync(inFolder("key.pem")),
    cert: readFileSync(inFolder("certificate.pem")),
    authority: openssl("x509", "-in", authority, "-outform", "DER"),
  };
}

/** Answers for every host by HTTPS; every origin may read it. */
export async function startWebServer(
  folder: string,
  answer: (path: string) => Answer | undefined,
): Promise<{ readonly authority: Buffer; readonly close: () => void }> {
  const certificates = certificatesIn(folder);
  const server = createServer(certificates, (request, response) => {
    const given = answer(new URL(request.url ?? "/", "https://any.example").pathname);
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (given === undefined) {
      response.writeHead(204).end();
      return;
    }
    response.setHeader("Content-Type", given.contentType);
    for (const [name, value] of Object.entries(given.headers ?? {})) response.setHeader(name, value);
    response.end(given.body);
  }).listen(443, "127.0.0.1");
  await once(server, "listening");
  return { authority: certificates.authority, close: () => server.close() };
}
