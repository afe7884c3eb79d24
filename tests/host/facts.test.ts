import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { codenameOf, defaultRoute4, defaultRoute6, metadataAddress4, translatedAddress4 } from "../../host/facts.ts";
import { placesIn } from "../../host/places.ts";

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

describe("the public address at a cloud that translates, from a stand-in of AWS's metadata service (IMDSv2)", () => {
  let said = "198.51.100.77";
  const service = createServer((request, response) => {
    if (request.method === "PUT" && request.url === "/latest/api/token") {
      response.end("session");
    } else if (request.headers["x-aws-ec2-metadata-token"] !== "session") {
      response.writeHead(401).end();
    } else if (request.url === "/latest/meta-data/public-ipv4" && said !== "") {
      response.end(said);
    } else {
      response.writeHead(404).end("<html>404</html>");
    }
  });
  let address = "";
  before(async () => {
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    // A server that listens on TCP has an AddressInfo, never a path.
    address = `http://127.0.0.1:${(service.address() as AddressInfo).port}/latest`;
  });
  after(() => service.close());

  it("is read with a session token", async () => {
    assert.equal(await metadataAddress4(address), "198.51.100.77");
  });

  it("is kept for the time when the metadata are closed, and is never what a damaged file holds", async () => {
    const root = mkdtempSync(join(tmpdir(), "stillroom-facts-"));
    const [places, kept] = [placesIn(root), join(root, "var/lib/stillroom/public-address4")];
    const closed = "http://127.0.0.1:9/latest";
    try {
      await assert.rejects(translatedAddress4(places, closed), /can't be learnt from the cloud/);
      assert.equal(await translatedAddress4(places, address), "198.51.100.77");
      assert.equal(readFileSync(kept, "utf8"), "198.51.100.77");
      assert.equal(await translatedAddress4(places, closed), "198.51.100.77");
      writeFileSync(kept, "");
      await assert.rejects(translatedAddress4(places, closed), /can't be learnt from the cloud/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("is no page of words and no empty answer", async () => {
    said = "";
    await assert.rejects(metadataAddress4(address), /names no public address \(404\)/);
    said = "none";
    await assert.rejects(metadataAddress4(address), /names no public address/);
  });
});
