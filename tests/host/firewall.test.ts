import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptied } from "../../host/firewall.ts";

const FILTER =
  "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:egress - [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n";
const NAT = "*nat\n:PREROUTING ACCEPT [1:2]\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n";

describe("rules put back", () => {
  it("open and empty the tables that were not there before", () => {
    assert.equal(emptied(FILTER + NAT, FILTER), "*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n");
    assert.equal(
      emptied(FILTER, ""),
      "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n",
    );
  });

  it("leave the others to what was saved", () => {
    assert.equal(emptied(FILTER, FILTER), "");
  });
});
