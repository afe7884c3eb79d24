import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { render } from "../../render/render.ts";
import { INVITING } from "../fixtures/inviting-clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, until, type Debianland } from "./debian-programs.ts";

for (const debian of [13, 12] as const) {
  describe(`By whom nginx of Debian ${debian} counts requests`, { skip: CANNOT_RUN_DEBIAN }, () => {
    const rendered =
      render({ ...INVITING, machine: { ...INVITING.machine, debian } }).files.find(
        ({ path }) => path === "/etc/nginx/nginx.conf",
      )?.text ?? "";
    const map = /map \$binary_remote_addr \$client_network \{[^]*?\n {4}\}/.exec(rendered)?.[0] ?? "";
    let land: Debianland;
    let port: number;

    /** The status for who comes from an address: ngx_http_realip_module puts it where the connection's own would stand. */
    const statusFor = (address: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const call = request(
          { host: "127.0.0.1", port, path: "/", headers: { from: address }, agent: false },
          (answer) => {
            answer.resume().on("end", () => {
              resolve(answer.statusCode ?? 0);
            });
          },
        );
        call.on("error", reject).end();
      });

    before(async () => {
      port = await freePort();
      // One request a minute: fewer nginx can not count (ngx_http_limit_req_module, `rate`).
      const text = `events {}
http {
    access_log off;
    set_real_ip_from 127.0.0.1;
    real_ip_header From;
    ${map}
    limit_req_zone $client_network zone=trial:1m rate=1r/m;
    limit_req_status 429;
    server { listen 127.0.0.1:${port}; root /nonexistent; location / { limit_req zone=trial; } }
}
`;
      land = await debianWith(debian, [{ path: "/etc/nginx/nginx.conf", text }]);
      land.start(["nginx", "-g", "daemon off;"]);
      await until("nginx", () =>
        statusFor("192.0.2.200").then(
          () => true,
          () => false,
        ),
      );
    });

    after(() => land.stop());

    const together: readonly (readonly [string, readonly string[]])[] = [
      ["one IPv4 address", ["198.51.100.7", "198.51.100.7"]],
      ["one /64, however it is written", ["2001:db8:1:2::1", "2001:0DB8:0001:0002:0000:0000:0000:0001"]],
      ["a whole /64", ["2001:db8:1:3::1", "2001:db8:1:3:ffff:ffff:ffff:ffff", "2001:db8:1:3::"]],
      ["a /64 of zeros", ["2001:db8::1", "2001:db8:0:0:a:b:c:d"]],
      ["a /64 with line breaks in its bytes", ["2001:db8:a0a:a0a::", "2001:db8:a0a:a0a:a0a:a0a:a0a:a0a"]],
      ["the others of such a /64", ["2001:db8:1:a0a::a", "2001:db8:1:a0a:ff:0:d0d:a0a"]],
    ];
    for (const [what, addresses] of together) {
      it(`counts ${what} as one`, async () => {
        const statuses: number[] = [];
        for (const address of addresses) statuses.push(await statusFor(address));
        assert.deepEqual(
          statuses,
          addresses.map((_, number) => (number === 0 ? 404 : 429)),
        );
      });
    }

    it("counts every other network for itself", async () => {
      for (const address of [
        ...["198.51.100.8", "10.10.10.10", "0.0.0.0", "2001:db8:1:4::1", "2001:db8:1:5::1", "2001:db8:2:4::1"],
        ...["2001:db8:a0a:a0b::", "2001:db8:a0b:a0a::", "::", "64:ff9b::c633:6408", "fe80::1"],
      ]) {
        assert.equal(await statusFor(address), 404, address);
        assert.equal(await statusFor(address), 429, address);
      }
    });

    it("counts nothing by anything else", () => {
      const zones = [...rendered.matchAll(/limit_\w+_zone (\S+) /g)].map(([, key]) => key);
      assert.deepEqual(zones, ["$client_network", "$client_network"]);
    });
  });
}
