import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readNetwork } from "../../clinic/network.ts";

describe("a network in CIDR notation", () => {
  const networks: readonly (readonly [text: string, normal: string])[] = [
    ["198.51.100.7/24", "198.51.100.0/24"],
    ["198.51.100.7/32", "198.51.100.7/32"],
    ["203.0.113.255/25", "203.0.113.128/25"],
    ["10.1.2.3/0", "0.0.0.0/0"],
    ["2001:db8:51::7/64", "2001:db8:51::/64"],
    ["2001:DB8::ffff:1/112", "2001:db8::ffff:0/112"],
    ["::/0", "::/0"],
    ["::1/128", "::1/128"],
    ["fd44::ff/121", "fd44::80/121"],
    ["1:2:3:4:5:6:7:8/17", "1::/17"],
    ["64:ff9b::198.51.100.7/128", "64:ff9b::c633:6407/128"],
  ];
  for (const [text, normal] of networks) {
    it(`${text} is ${normal}`, () => {
      assert.equal(readNetwork(text)?.normal, normal);
    });
  }

  for (const text of [
    "",
    "198.51.100.0",
    "198.51.100.0/33",
    "198.51.100/24",
    "2001:db8::/129",
    "::ffff:198.51.100.7/128",
    "::ffff:c633:6407/128",
    "2001:db8::1::/64",
    "fe80::1%eth0/64",
    "10.0.0.0/8/8",
    "10.0.0.0/ 8",
    "office",
  ]) {
    it(`${text || "nothing"} is none`, () => {
      assert.equal(readNetwork(text), undefined);
    });
  }

  it("keeps its prefix's bits and no others", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(32), (address, prefix) => {
        const [normal = ""] = readNetwork(`${address}/${prefix}`)?.normal.split("/") ?? [];
        const bits = (text: string) =>
          text
            .split(".")
            .map((byte) => Number(byte).toString(2).padStart(8, "0"))
            .join("");
        assert.equal(bits(normal), bits(address).slice(0, prefix).padEnd(32, "0"));
      }),
    );
  });

  it("is the same however often it is normalised", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(128), (address, prefix) => {
        const normal = readNetwork(`${address}/${prefix}`)?.normal;
        assert.ok(normal !== undefined, address);
        assert.equal(readNetwork(normal)?.normal, normal);
      }),
    );
  });
});
