import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { networkInterfaces } from "node:os";
import { after, before, describe, it } from "node:test";
import { render } from "../../render/render.ts";
import { CERTIFICATE } from "../../services/certificates.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, until, type Debianland } from "./debian-programs.ts";

const SECRET = "t".repeat(43);
/** An address of this system's own that isn't loopback: what the relay may reach. */
const OWN = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find((address) => address.family === "IPv4" && !address.internal)?.address;

const skip =
  CANNOT_RUN_DEBIAN !== false ? CANNOT_RUN_DEBIAN : OWN === undefined ? "needs an address besides loopback" : false;

for (const debian of [13, 12] as const) {
  describe(`coturn of Debian ${debian} with our configuration`, { skip }, () => {
    const own = OWN ?? "";
    let land: Debianland;
    let port: number;
    let tls: number;
    let peer: number;

    /** coturn's own client: sends through the relay to a peer and back. */
    const relay = (to: string, options: { readonly secret?: string; readonly by?: readonly string[] } = {}) =>
      land
        .run([
          ...["timeout", "20", "turnutils_uclient", "-n", "5", "-c"],
          ...(options.by ?? ["-p", String(port)]),
          // A user of its own each time: the quota counts what the one before has not given back yet.
          ...["-u", randomBytes(4).toString("hex"), "-W", options.secret ?? SECRET, "-e", to, "-r", String(peer), own],
        ])
        .then(
          (printed) => printed,
          (error: unknown) => String(error),
        );

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
      await land.run([
        "sh",
        "-c",
        `mkdir -p /etc/stillroom/certificates/live && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=relay -keyout ${CERTIFICATE.key} -out ${CERTIFICATE.chain} && chgrp ${CERTIFICATE.group} ${CERTIFICATE.key} && chmod 0640 ${CERTIFICATE.key}`,
      ]);
      const group = (await land.run(["getent", "group", CERTIFICATE.group])).split(":")[2] ?? "";
      land.start([
        ...["setpriv", "--reuid=turnserver", "--regid=turnserver", `--groups=${group}`],
        ...["turnserver", "-c", "/etc/turnserver.conf", "--pidfile="],
      ]);
      land.start(["turnutils_peer", "-p", String(peer), "-L", own]);
      await until("coturn", async () => (await relay(own)).includes("tot_send_msgs"));
    });

    after(() => land.stop());

    it("relays to this machine's own address, over UDP and over TLS", async () => {
      assert.match(await relay(own), /Total lost packets 0/);
      assert.match(await relay(own, { by: ["-t", "-S", "-p", String(tls)] }), /Total lost packets 0/);
    });

    it("refuses a credential of another secret", async () => {
      assert.doesNotMatch(await relay(own, { secret: "wrong" }), /Total lost packets 0/);
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
        const options = address.includes(":") ? { by: ["-x", "-p", String(port)] } : {};
        const printed = await relay(address, options);
        assert.match(printed, /error 403/);
        assert.doesNotMatch(printed, /Total lost packets 0/);
      });
    }

    it("prints and logs nothing about who came", () => {
      assert.doesNotMatch(land.printed(), /session|realm|user/);
    });
  });
}
