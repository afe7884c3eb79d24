import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { render } from "../../render/render.ts";
import { firewall } from "../../services/firewall.ts";
import type { Declaration, Egress, Port, TemplateValue } from "../../services/service.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const VPN_ONLY: Clinic = {
  ...CLINIC,
  egress: {
    kind: "vpn-only",
    wireguard: {
      endpoint: { address: "198.51.100.9", port: 51820 },
      publicKey: "hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=",
      addresses: ["10.77.0.2/32"],
      resolvers: ["10.77.0.1", "fd77::1"],
    },
  },
};

function declared(egress: readonly Egress[], ports: readonly Port[] = []): readonly Declaration[] {
  return [{ files: [], egress, ports }];
}

function dataOf(clinic: Clinic, others: readonly Declaration[], path: string): Readonly<Record<string, TemplateValue>> {
  const file = firewall.declare(clinic, others).files.find((one) => one.path === path);
  assert.ok(file?.data, `${path} is declared`);
  return file.data;
}

const egress = (account: string, to: Egress["to"]): Egress => ({
  account,
  protocol: "tcp",
  ports: [443],
  to,
  purpose: "a purpose",
});

describe("the firewall's declaration", () => {
  it("makes one chain for each destination that only the machine can look up", () => {
    const names = (...list: string[]) => ({ kind: "names", names: list }) as const;
    const others = declared([
      egress("_apt", { kind: "fact", fact: "apt-mirrors" }),
      egress("alpha", names("a.example")),
      egress("beta", names("a.example")),
      egress("alpha", names("b.example", "c.example")),
      egress("a-very-long-account-name-indeed", names("d.example")),
      egress("gamma", { kind: "addresses", cidrs: ["198.51.100.0/24"] }),
    ]);
    assert.deepEqual(dataOf(CLINIC, others, "/etc/stillroom/egress.json"), {
      chains: [
        { chain: "to-apt-mirrors", to: { kind: "fact", fact: "apt-mirrors" } },
        { chain: "to-alpha", to: { kind: "names", names: ["a.example"] } },
        { chain: "to-alpha-2", to: { kind: "names", names: ["b.example", "c.example"] } },
        { chain: "to-a-very-long-account-", to: { kind: "names", names: ["d.example"] } },
      ],
    });
    const { chains } = dataOf(CLINIC, others, "/etc/iptables/rules.v6");
    assert.ok(
      Array.isArray(chains) && chains.every((chain) => String(chain).length <= 28),
      "iptables takes 28 characters",
    );
  });

  it("puts each address and each administrator's network into its own family only", () => {
    const others = declared(
      [egress("backup", { kind: "addresses", cidrs: ["198.51.100.7/32", "2001:db8:7::/64"] })],
      [
        {
          protocol: "tcp",
          from: 22,
          to: 22,
          reachableBy: "administrators",
          account: "root",
          purpose: "administration",
        },
      ],
    );
    for (const [family, to, from] of [
      [4, "198.51.100.7/32", "198.51.100.0/24"],
      [6, "2001:db8:7::/64", "2001:db8:51::/64"],
    ] as const) {
      const data = dataOf(CLINIC, others, `/etc/iptables/rules.v${family}`);
      assert.deepEqual(data["egress"], [
        { account: "backup", protocol: "tcp", ports: "443", purpose: "a-purpose", to, chain: undefined },
      ]);
      assert.deepEqual(data["administration"], [{ from, protocol: "tcp", ports: "22", purpose: "administration" }]);
      assert.deepEqual(data["open"], []);
    }
  });

  it("behind a tunnel asks the resolvers inside and no others", () => {
    const others = declared([egress("systemd-resolve", { kind: "fact", fact: "resolvers" })]);
    assert.deepEqual(dataOf(VPN_ONLY, others, "/etc/stillroom/egress.json"), { chains: [] });
    const to = (family: 4 | 6) => JSON.stringify(dataOf(VPN_ONLY, others, `/etc/iptables/rules.v${family}`)["egress"]);
    assert.match(to(4), /"to":"10\.77\.0\.1\/32"/);
    assert.match(to(6), /"to":"fd77::1\/128"/);
  });

  it("drops by default in both families in every file of every variant", () => {
    for (const clinic of [CLINIC, VPN_ONLY]) {
      const files = render(clinic).files.filter((file) => file.path.startsWith("/etc/iptables/"));
      assert.equal(files.length, 6);
      for (const { path, text } of files) {
        const filter = text.slice(text.indexOf("*filter"));
        for (const chain of ["INPUT", "FORWARD", "OUTPUT"])
          assert.ok(filter.includes(`\n:${chain} DROP [0:0]\n`), `${path} ${chain}`);
        assert.ok(!text.includes(" LOG"), `${path} logs nothing`);
      }
    }
  });

  it("behind a tunnel marks what administrators began outside of it, also before these rules, and nobody else's", () => {
    const administrationFrom = ["198.51.100.0/26", "2001:db8:51::/64"];
    const { files } = render({ ...VPN_ONLY, administrationFrom });
    for (const [family, from] of [
      [4, administrationFrom[0]],
      [6, administrationFrom[1]],
    ] as const) {
      const { text = "" } = files.find((file) => file.path === `/etc/iptables/rules.v${family}`) ?? {};
      assert.deepEqual(
        text.split("\n").filter((line) => line.includes("--ctdir ORIGINAL")),
        [
          `-A PREROUTING ! -i wg0 -s ${from} -p tcp -m tcp --dport 22 -m conntrack --ctdir ORIGINAL -j CONNMARK --set-mark 51820`,
        ],
      );
    }
  });

  it("behind a tunnel no rule lets a new packet out before the tunnel's own and the end of all others", () => {
    for (const family of [4, 6]) {
      const { text = "" } = render(VPN_ONLY).files.find((file) => file.path === `/etc/iptables/rules.v${family}`) ?? {};
      const out = text.split("\n").filter((line) => line.startsWith("-A OUTPUT"));
      const end = out.findIndex((line) => line.startsWith("-A OUTPUT ! -o wg0"));
      assert.ok(end > 0 && out[end]?.endsWith("-j DROP"));
      const outside = out
        .slice(0, end)
        .filter((line) => line.endsWith("-j ACCEPT") && !/ESTABLISHED|ipv6-icmp|--comment dhcp|-o lo|MARK/.test(line));
      assert.deepEqual(
        outside,
        family === 4
          ? [
              "-A OUTPUT -d 198.51.100.9 -p udp -m udp --dport 51820 -m mark --mark 51820 -m comment --comment tunnel -j ACCEPT",
            ]
          : [],
      );
    }
  });
});
