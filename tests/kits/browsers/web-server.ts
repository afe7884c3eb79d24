import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["page.html", "text/html"],
  "/worker.js": ["worker.js", "text/javascript"],
  "/trials.js": ["trials.js", "text/javascript"],
};

/** The same pages on every host, by HTTPS with a certificate that nobody vouches for; every origin may read them. */
export async function startWebServer(folder: string): Promise<Server> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
      ...["-subj", "/CN=test", "-addext", "subjectAltName=DNS:*.quiet-harbour.example,DNS:*.example"],
      ...["-keyout", key, "-out", certificate],
    ],
    { stdio: "ignore" },
  );
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    const [file, type] = FILES[request.url ?? "/"] ?? [];
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (file === undefined || type === undefined) {
      response.writeHead(204).end();
      return;
    }
    response.setHeader("Content-Type", type);
    response.end(readFileSync(join(folder, "pages", file)));
  }).listen(443, "127.0.0.1");
  await once(server, "listening");
  return server;
}
