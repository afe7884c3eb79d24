import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { hexadecimal, proveListening } from "../../host/proofs/listening.ts";

const skip = process.platform === "linux" ? false : "/proc/net is Linux'";

describe("who listens", { skip }, () => {
  it("writes addresses as the kernel does", () => {
    assert.equal(hexadecimal("127.0.0.1"), "0100007F");
    assert.equal(hexadecimal("::1"), "00000000000000000000000001000000");
    assert.equal(hexadecimal("2001:db8::2:1"), "B80D0120000000000000000001000200");
  });

  it("sees a TCP server on its address, and on no other", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const proof = { kind: "listening", protocol: "tcp", port } as const;
    assert.equal(proveListening({ ...proof, address: "127.0.0.1" }).passed, true);
    assert.equal(proveListening({ ...proof, address: "127.0.0.2" }).passed, false);
    assert.equal(proveListening({ ...proof, protocol: "udp", address: "127.0.0.1" }).passed, false);
    await new Promise((resolve) => server.close(resolve));
    assert.equal(proveListening({ ...proof, address: "127.0.0.1" }).passed, false);
  });

  it("takes a socket on all addresses for one on each", async () => {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "0.0.0.0", resolve));
    const proof = { kind: "listening", protocol: "udp", address: "127.0.0.1", port: socket.address().port } as const;
    assert.equal(proveListening(proof).passed, true);
    socket.close();
  });
});
