import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codenameOf, defaultRoute4, defaultRoute6 } from "../../host/facts.ts";

const HEAD = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";

describe("facts", () => {
  it("takes the default route with the lowest metric", () => {
    const table = `${HEAD}eth1\t00000000\t0101A8C0\t0003\t0\t0\t200\t00000000\t0\t0\t0\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\neth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n`;
    assert.equal(defaultRoute4(table), "eth0");
    assert.equal(defaultRoute4(HEAD), undefined);
  });

  it("takes no route to nowhere for IPv6's default", () => {
    const zeros = "0".repeat(32);
    const dead = `${zeros} 00 ${zeros} 00 ${zeros} ffffffff 00000001 00000000 00200200       lo\n`;
    const real = `${zeros} 00 ${zeros} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     ens3\n`;
    assert.equal(defaultRoute6(dead), undefined);
    assert.equal(defaultRoute6(dead + real), "ens3");
  });

  it("reads the release's name, and says so where there is none", () => {
    assert.equal(codenameOf('NAME="Debian"\nVERSION_CODENAME=trixie\n'), "trixie");
    assert.throws(() => codenameOf("NAME=Other\n"), /VERSION_CODENAME/);
  });
});
