import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { replaced, withText } from "../../policies/breaking.ts";
import { judge } from "../../policies/judge.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { TUNNELLED as PRACTICE } from "../fixtures/tunnelled-clinic.ts";

const TUNNELLED = render(PRACTICE);
const RULES4 = "/etc/iptables/rules.v4";

function whatLeaves(release: Release): readonly string[] {
  return judge(release, "2026-01-15")
    .findings.filter(({ rule }) => rule === "kill-switch")
    .map(({ what }) => what);
}

/** A rule before all others of its chain. */
function first(rule: string): Release {
  return replaced(TUNNELLED, RULES4, /^-A OUTPUT -o lo/m, `${rule}\n-A OUTPUT -o lo`);
}

describe("behind a tunnel", () => {
  it("nothing leaves beside it", () => {
    assert.deepEqual(judge(TUNNELLED, "2026-01-15").findings, []);
  });

  it("what a service declared does not leave beside it either", () => {
    const leaking = first("-A OUTPUT -p tcp -m multiport --dports 80,443 -m owner --uid-owner _apt -j ACCEPT");
    assert.match(whatLeaves(leaking)[0] ?? "", /from the account _apt .* leaves beside the tunnel/);
  });

  it("a connection that was opened inside does not go on beside it", () => {
    const leaking = first("-A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT");
    assert.match(whatLeaves(leaking)[0] ?? "", /\(established\) .* leaves beside the tunnel/);
  });

  it("the line that drops what is outside of it can't be left out", () => {
    const open = withText(TUNNELLED, RULES4, (text) =>
      text
        .split("\n")
        .filter((line) => !line.includes("outside-the-tunnel"))
        .join("\n"),
    );
    assert.notEqual(whatLeaves(open).length, 0);
  });

  it("root may not ask the cloud's metadata", () => {
    const leaking = first("-A OUTPUT -d 169.254.169.254/32 -p tcp --dport 80 -m owner --uid-owner root -j ACCEPT");
    assert.notEqual(whatLeaves(leaking).length, 0);
  });

  it("its own packets go to its far end and to no other", () => {
    const other = withText(TUNNELLED, RULES4, (text) => text.replace("-d 198.51.100.9 ", "-d 198.51.100.10 "));
    assert.match(whatLeaves(other)[0] ?? "", /to 198\.51\.100\.10 port 51820 leaves beside the tunnel/);
  });

  it("inside, a resolver that is not the practice's is not asked", () => {
    const other = first(
      "-A OUTPUT -d 10.9.0.7/32 -o wg0 -p udp --dport 53 -m owner --uid-owner systemd-resolve -j ACCEPT",
    );
    assert.match(whatLeaves(other)[0] ?? "", /to 10\.9\.0\.7 port 53 leaves/);
  });
});
