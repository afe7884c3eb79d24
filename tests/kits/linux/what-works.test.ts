import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Workstations } from "../../../clinic/clinic.ts";
import { run } from "../../../scripts/sandbox/command.ts";
import {
  beginJourney,
  BY_OPENVPN,
  BY_WIREGUARD,
  handOver,
  joinNetwork,
  journeyObstacle,
  reaches,
  untilReached,
  type Journey,
} from "./journey.ts";
import { chatterOn, seenWhile, startChatter } from "./leaks.ts";
import { until } from "./until.ts";

const NOTHING = new Map<string, number>();

describe(
  "OpenVPN behind the kill switch",
  { skip: await journeyObstacle("openvpn", "openssl"), timeout: 300_000 },
  () => {
    let journey: Journey;
    before(async () => {
      journey = await beginJourney();
    });
    after(() => journey.end());

    const shell = (script: string): Promise<string> => journey.workstation.shell(script);

    /** openvpn(8): two ends that know each other by the fingerprints of their certificates; IPv4 alone goes through. */
    async function openvpn(): Promise<readonly [server: string, workstation: string]> {
      const { folder } = journey;
      const prints: string[] = [];
      for (const name of ["far", "near"]) {
        const [key, certificate] = [join(folder, `${name}.pem`), join(folder, `${name}.crt`)];
        const made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
        await run(["openssl", "req", ...made, "-subj", `/CN=${name}`, "-keyout", key, "-out", certificate]);
        const print = await run(["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", certificate]);
        prints.push(print.trim().split("=")[1] ?? "");
      }
      const end = (name: string, other: string | undefined, ...words: readonly string[]): string =>
        `openvpn --daemon --dev tun0 --tun-mtu 1400 --proto udp --cert ${join(folder, `${name}.crt`)} --key ${join(folder, `${name}.pem`)} --peer-fingerprint ${other ?? ""} --keepalive 1 10 --log /run/openvpn.log --writepid /run/openvpn.pid ${words.join(" ")}`;
      return [
        end("far", prints[1], "--tls-server --dh none --port 1194 --ifconfig 10.88.0.1 10.88.0.2"),
        end(
          "near",
          prints[0],
          "--tls-client --remote 198.51.100.20 1194 --nobind --ifconfig 10.88.0.2 10.88.0.1 --redirect-gateway def1",
        ),
      ];
    }

    it("comes up, is all that talks, and leaves silence when its process is killed", async () => {
      const [far, near] = await openvpn();
      const command = await handOver(journey, BY_OPENVPN);
      startChatter(journey, BY_OPENVPN);
      await shell(`${command} install`);
      await journey.server.shell(far);
      await shell(near);
      await untilReached(journey, [4]);
      for (const fault of ["true", "kill -KILL $(cat /run/openvpn.pid)"]) {
        const { allowed, leaks } = await seenWhile(journey, BY_OPENVPN, async () => {
          await chatterOn(journey);
          await shell(fault);
          await chatterOn(journey);
        });
        assert.deepEqual(leaks, NOTHING, fault);
        assert.ok((allowed.get("tunnel") ?? 0) > 10);
      }
      assert.equal(await reaches(journey, 4), false);
    });

    it("comes up again in another network, with nothing else seen", async () => {
      await journey.server.shell("kill -KILL $(cat /run/openvpn.pid); ip link del tun0 2> /dev/null || true");
      await joinNetwork(journey.workstation, "w1");
      const [far, near] = await openvpn();
      const { leaks } = await seenWhile(journey, BY_OPENVPN, async () => {
        await journey.server.shell(far);
        await shell(near);
        await untilReached(journey, [4]);
      });
      assert.deepEqual(leaks, NOTHING);
    });
  },
);

const PRINTER: Workstations = { ...BY_WIREGUARD, printer: "192.168.50.1" };

describe(
  "joining a network behind the kill switch",
  { skip: await journeyObstacle("dnsmasq", "udhcpc", "dhclient"), timeout: 300_000 },
  () => {
    let journey: Journey;
    before(async () => {
      journey = await beginJourney();
      const { isp, workstation } = journey;
      const command = await handOver(journey, PRINTER);
      await workstation.shell(`${command} install`);
      // dnsmasq(8): no names, leases for both families, and router advertisements that say so.
      isp.start([
        ...["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--interface=a0", "--user=root"],
        ...["--pid-file=/run/dnsmasq.pid", "--dhcp-leasefile=/run/leases", "--enable-ra"],
        ...[
          "--dhcp-range=192.168.50.100,192.168.50.110,255.255.255.0,1h",
          "--dhcp-range=2001:db8:50::100,2001:db8:50::110,64,1h",
        ],
      ]);
      for (const port of [631, 8080])
        isp.start(["python3", "-m", "http.server", "--bind", "192.168.50.1", String(port)]);
      startChatter(journey, PRINTER);
    });
    after(() => journey.end());

    const shell = (script: string): Promise<string> => journey.workstation.shell(script);

    /** udhcpc(8): what it does with a lease. */
    const ON_LEASE = `#!/bin/sh
case $1 in
  bound | renew) ip addr replace "$ip/24" dev "$interface"; ip route replace default via "$router"; echo "$1" >> /run/leased ;;
esac
`;

    it("gets an address from a real server, and renews it there, with nothing else seen", async () => {
      await writeFile(join(journey.folder, "on-lease"), ON_LEASE, { mode: 0o755 });
      const { allowed, leaks } = await seenWhile(journey, PRINTER, async () => {
        await shell("ip -4 addr flush dev w0; : > /run/leased");
        const client = journey.workstation.start([
          "udhcpc",
          "-f",
          "-i",
          "w0",
          "-s",
          join(journey.folder, "on-lease"),
          "-p",
          "/run/udhcpc.pid",
        ]);
        await until(
          async () => (await shell("cat /run/leased")).includes("bound"),
          () => "a lease",
        );
        assert.match(await shell("ip -4 addr show dev w0"), /192\.168\.50\.1\d\d\/24/);
        // udhcpc(8): USR1 asks the server that gave it, directly.
        client.kill("SIGUSR1");
        await until(
          async () => (await shell("cat /run/leased")).includes("renew"),
          () => "it is renewed",
        );
      });
      assert.deepEqual(leaks, NOTHING);
      assert.ok((allowed.get("dhcp") ?? 0) >= 3, "discover, request, renewal");
    });

    it("gets an IPv6 address from a real server, with nothing else seen", async () => {
      const { allowed, leaks } = await seenWhile(journey, PRINTER, async () => {
        await shell("dhclient -6 -1 -lf /run/leases6 -pf /run/dhclient6.pid -sf /bin/true w0");
        assert.match(await shell("cat /run/leases6"), /iaaddr 2001:db8:50::1[0-9a-f]+ /);
      });
      assert.deepEqual(leaks, NOTHING);
      assert.ok((allowed.get("dhcp") ?? 0) >= 2);
    });

    it("hears routers and neighbours", async () => {
      const { allowed, leaks } = await seenWhile(journey, PRINTER, async () => {
        await shell("ip link set w0 down; ip link set w0 up");
        await until(
          // Duplicate address detection (RFC 4862, 5.4) asks the neighbours.
          async () => /fe80::(?!.*tentative)/.test(await shell("ip -6 -o addr show dev w0 scope link")),
          () => "an address on the link",
        );
        await chatterOn(journey);
      });
      assert.deepEqual(leaks, NOTHING);
      assert.ok((allowed.get("neighbours") ?? 0) > 0 && (allowed.get("groups") ?? 0) > 0, JSON.stringify([...allowed]));
    });

    it("reaches the printer that the stack file names, and nothing else of it", async () => {
      await joinNetwork(journey.workstation, "w0");
      const ask = (port: number): Promise<boolean> =>
        shell(
          `python3 -c 'import urllib.request; urllib.request.urlopen("http://192.168.50.1:${port}/", timeout=3)' 2> /dev/null`,
        ).then(
          () => true,
          () => false,
        );
      await until(
        () => ask(631),
        () => "the printer answers",
      );
      assert.equal(await ask(8080), false);
      const { leaks } = await seenWhile(journey, PRINTER, chatterOn);
      assert.deepEqual(leaks, NOTHING);
    });
  },
);
