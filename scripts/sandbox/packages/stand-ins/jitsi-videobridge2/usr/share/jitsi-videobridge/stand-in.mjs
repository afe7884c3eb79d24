// Stand-in for the videobridge: STUN binding answers (RFC 8489) on its media port, GET /about/health and, with no
// conference ever, GET /metrics on its private HTTP port, nothing else.
import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import { isIPv6 } from "node:net";

const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;

/** The bytes of an address as RFC 8489, 14.2 wants them XORed: with the cookie, for IPv6 with the transaction too. */
function xorAddress(address, mask) {
  const bytes = isIPv6(address) ? bytesOfIpv6(address) : Buffer.from(address.split(".").map(Number));
  return Buffer.from(bytes.map((byte, index) => byte ^ mask[index]));
}

function bytesOfIpv6(address) {
  const [head, tail] = address.replace(/%.*$/, "").split("::");
  const words = (part) => (part ? part.split(":") : []);
  const start = words(head);
  const end = tail === undefined ? [] : words(tail);
  const zeros = Array.from({ length: 8 - start.length - end.length }, () => "0");
  return Buffer.from([...start, ...zeros, ...end].map((word) => word.padStart(4, "0")).join(""), "hex");
}

/** The answer to a binding request, or undefined for anything else. */
function bindingAnswer(message, from) {
  const isBinding =
    message.length >= HEADER_BYTES && message.readUInt16BE(0) === 1 && message.readUInt32BE(4) === MAGIC_COOKIE;
  if (!isBinding) return undefined;
  const mask = message.subarray(4, HEADER_BYTES);
  const address = xorAddress(from.address, mask);
  const attribute = Buffer.alloc(8);
  attribute.writeUInt16BE(0x0020, 0);
  attribute.writeUInt16BE(4 + address.length, 2);
  attribute.writeUInt8(isIPv6(from.address) ? 2 : 1, 5);
  attribute.writeUInt16BE(from.port ^ (MAGIC_COOKIE >>> 16), 6);
  const header = Buffer.alloc(4);
  header.writeUInt16BE(0x0101, 0);
  header.writeUInt16BE(attribute.length + address.length, 2);
  return Buffer.concat([header, mask, attribute, address]);
}

for (const [type, address] of [
  ["udp4", "0.0.0.0"],
  ["udp6", "::"],
]) {
  const socket = createSocket({ type, ipv6Only: type === "udp6" });
  socket.on("message", (message, from) => {
    const answer = bindingAnswer(message, from);
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  socket.bind(10000, address);
}

createServer((request, response) => {
  const answers = { "/about/health": "stand-in\n", "/metrics": "jitsi_jvb_conferences 0.0\n" };
  response.writeHead(request.url in answers ? 200 : 404, { "content-type": "text/plain" });
  response.end(answers[request.url] ?? "stand-in\n");
}).listen(8080, "127.0.0.1");
