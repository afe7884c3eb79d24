// Asks udp/10000 for a binding (RFC 8489) over both address families and checks the address that it is told; then the health page.
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { get } from "node:http";
import { isIPv6 } from "node:net";

const COOKIE = Buffer.from("2112a442", "hex");

for (const address of ["127.0.0.1", "::1"]) {
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  socket.bind(0, address);
  await once(socket, "listening");
  const transaction = randomBytes(12);
  socket.send(Buffer.concat([Buffer.from("00010000", "hex"), COOKIE, transaction]), 10000, address);
  const [answer] = await once(socket, "message");
  const told = answer.readUInt16BE(26) ^ COOKIE.readUInt16BE(0);
  const mask = Buffer.concat([COOKIE, transaction]);
  const bytes = answer.subarray(28).map((byte, index) => byte ^ mask[index]);
  const expected = isIPv6(address) ? `${"0".repeat(31)}1` : "7f000001";
  const right = told === socket.address().port && Buffer.from(bytes).toString("hex") === expected;
  console.log(`${address} ${right ? "sees its own port" : "sees something else"}`);
  socket.close();
}
const [response] = await once(get("http://127.0.0.1:8080/about/health"), "response");
console.log(`health ${response.statusCode}`);
response.resume();
