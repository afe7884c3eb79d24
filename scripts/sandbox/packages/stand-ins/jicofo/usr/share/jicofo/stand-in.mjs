// Stand-in for Jicofo: GET /about/health on its private HTTP port, nothing else.
import { createServer } from "node:http";

createServer((request, response) => {
  response.writeHead(request.url === "/about/health" ? 200 : 404, { "content-type": "text/plain" });
  response.end("stand-in\n");
}).listen(8888, "127.0.0.1");
