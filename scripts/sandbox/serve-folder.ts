/**
 * Serves a folder over HTTP, to be read by apt inside a lab: `node serve-folder.ts FOLDER`, port 80, every address.
 * A program of its own because a process belongs to one network namespace.
 */
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";

const [, , folder = "."] = process.argv;

createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://lab").pathname));
  const file = join(folder, path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "Content-Length": found.size, "Last-Modified": found.mtime.toUTCString() });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}).listen(80, "::");
