import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { networkInterfaces } from "node:os";
import { after, before, describe, it } from "node:test";
import { connect, type ConnectionOptions } from "node:tls";
import { render } from "../../render/render.ts";
import { CERTIFICATE } from "../../services/certificates.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, until, type Debianland } from "./debian-programs.ts";
import { makeCertificate } from "./nginx-on-release.ts";

const SECRET = "t".repeat(43);
/** An address of this system's own that isn't loopback: what the relay may reach. */
const OWN = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find((address) => address.family === "IPv4" && !address.internal)?.address;

/** The type of the answer to a STUN binding request over TLS (RFC 8489, 5). */
function bindingAnswer(host: string, port: number, options: ConnectionOptions): Promise<number> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(0x2112a442, 4);
  request.set(randomBytes(12), 8);
  return new Promise((resolve, reject) => {
    // The certificate is the test's own; who answers is not the question here.
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: 30_000, ...options }, () =>
      socket.write(request),
    );
    socket.once("data", (answer: Buffer) => {
      socket.destroy();
      resolve(answer.readUInt16BE(0));
    });
    socket.once("error", reject);
    socket.once("timeout", () => socket.destroy(new Error("no answer")));
  });
}

const skip =
  CANNOT_RUN_DEBIAN !== false ? CANNOT_RUN_DEBIAN : OWN === undefined ? "needs an address besides loopback" : false;

for (const debian of [13, 12] as const) {
  describe(`coturn of Debian ${debian} with our configuration`, { skip }, () => {
    const own = OWN ?? "";
    let land: Debianland;
    let port: number;
    let tls: number;
    let peer: number;

    /** What coturn's own client prints when it sends through the relay to a peer and back. */
    const relay = (to: string, secret = SECRET): Promise<string> =>
      land
        .run([
          ...["timeout", "20", "turnutils_uclient", "-n", "5", "-c", "-p", String(port)],
          ...(to.includes(":") ? ["-x"] : []),
          // A user of its own each time: the quota counts what the one before has not given back yet.
          ...["-u", randomBytes(4).toString("hex"), "-W", secret, "-e", to, "-r", String(peer), own],
        ])
        .catch(String);

    before(async () => {
      port = await freePort();
      tls = await freePort();
      peer = await freePort();
      const text = render(CLINIC).files.find((file) => file.path === "/etc/turnserver.conf")?.text ?? "";
      land = await debianWith(debian, [
        {
          path: "/etc/turnserver.conf",
          text: text
            .replaceAll("@@fact:address4@@", own)
            .replaceAll("@@fact:address6@@", "::1")
            .replaceAll("@@secret:turn_secret@@", SECRET)
            .replace("listening-port=3478", `listening-port=${port}`)
            .replace("tls-listening-port=5349", `tls-listening-port=${tls}`),
        },
      ]);
      // The certificate stays in the folder of the tests; the program's own account must be able to read it, as by its group.
      await makeCertificate(land, "relay");
      await land.run(["chgrp", CERTIFICATE.group, CERTIFICATE.key]);
      await land.run(["chmod", "0640", CERTIFICATE.key]);
      const group = (await land.run(["getent", "group", CERTIFICATE.group])).split(":")[2] ?? "";
      land.start([
        ...["setpriv", "--reuid=turnserver", "--regid=turnserver", `--groups=${group}`],
        ...["turnserver", "-c", "/etc/turnserver.conf", "--pidfile="],
      ]);
      land.start(["turnutils_peer", "-p", String(peer), "-L", own]);
      // Both, and the peer may come last on a busy machine.
      await until("coturn and its peer", async () => (await relay(own)).includes("Total lost packets 0"));
    });

    after(() => land.stop());

    it("relays to this machine's own address", async () => {
      assert.match(await relay(own), /Total lost packets 0/);
    });

    it("answers over TLS 1.2 and newer, and over nothing older", async () => {
      assert.equal(await bindingAnswer(own, tls, {}), 0x0101);
      const older = {
        minVersion: "TLSv1",
        maxVersion: "TLSv1.1",
        ciphers: "DEFAULT@SECLEVEL=0",
        timeout: 3000,
      } as const;
      await assert.rejects(bindingAnswer(own, tls, older));
    });

    it("refuses a credential of another secret", async () => {
      assert.doesNotMatch(await relay(own, "wrong"), /Total lost packets 0/);
    });

    const others = [
      "127.0.0.1",
      "10.0.0.1",
      "169.254.169.254",
      "198.51.100.9",
      "1.1.1.1",
      "::1",
      "fd00::1",
      "::ffff:10.0.0.1",
    ];
    for (const address of others) {
      it(`refuses to relay to ${address}`, async () => {
        const printed = await relay(address);
        assert.match(printed, /error 403/);
        assert.doesNotMatch(printed, /Total lost packets 0/);
      });
    }

    it("prints and logs nothing about who came", () => {
      assert.doesNotMatch(land.printed(), /session|realm|user/);
    });
  });
}
