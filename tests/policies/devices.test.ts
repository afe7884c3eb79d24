import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openingsOf } from "../../components/openings.ts";
import { replaced, withFile } from "../../policies/breaking.ts";
import { ENTRY } from "../../policies/configuration.ts";
import { judge } from "../../policies/judge.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { ADMINISTERED_INSIDE, WITH_DEVICES } from "../fixtures/clinic-with-devices.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const OPEN = render(WITH_DEVICES);
const INSIDE = render(ADMINISTERED_INSIDE);
const RULES4 = "/etc/iptables/rules.v4";

function found(release: Release, rule: string): readonly string[] {
  return judge(release, "2026-11-23")
    .findings.filter((finding) => finding.rule === rule)
    .map(({ what }) => what);
}

describe("a practice's own tunnel for its devices", () => {
  it("leads no packet to anybody but the devices of the stack file", () => {
    for (const release of [OPEN, INSIDE]) assert.deepEqual(found(release, "kill-switch"), []);
    const route = replaced(OPEN, ENTRY.devices, /^AllowedIPs = 10\.\S+$/m, "AllowedIPs = 0.0.0.0/0");
    assert.match(found(route, "kill-switch")[0] ?? "", /AllowedIPs is 0\.0\.0\.0\/0/);
    const stranger = replaced(
      OPEN,
      ENTRY.devices,
      "hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=",
      "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
    );
    assert.match(found(stranger, "kill-switch")[0] ?? "", /no device's of the stack file/);
    const calling = replaced(OPEN, ENTRY.devices, /^\[Peer\]$/m, "[Peer]\nEndpoint = 198.51.100.9:51820");
    assert.match(found(calling, "kill-switch")[0] ?? "", /Endpoint is 198\.51\.100\.9:51820/);
  });

  it("is none that nobody asked for", () => {
    const text = OPEN.files.find(({ path }) => path === ENTRY.devices)?.text ?? "";
    const brought = withFile(render(CLINIC), { path: ENTRY.devices, format: "ini", text });
    assert.match(found(brought, "kill-switch")[0] ?? "", /brings one that nobody asked for/);
  });

  it("is the one way to SSH where the stack file says so", () => {
    assert.deepEqual(found(INSIDE, "firewall-matches-ports"), []);
    const past = replaced(
      INSIDE,
      RULES4,
      "-A INPUT -i wg1 -p tcp -m tcp --dport 2222",
      "-A INPUT -p tcp -m tcp --dport 2222",
    );
    assert.match(found(past, "firewall-matches-ports")[0] ?? "", /to port 2222 gets in by eth0/);
    const outside = replaced(
      INSIDE,
      RULES4,
      /^-A INPUT -i wg1/m,
      "-A INPUT -s 198.51.100.0/24 -p tcp -m tcp --dport 2222 -j ACCEPT\n-A INPUT -i wg1",
    );
    assert.match(found(outside, "firewall-matches-ports")[0] ?? "", /to port 2222 gets in by eth0/);
    const shut = replaced(INSIDE, RULES4, /^-A INPUT -i wg1 .*$/m, "");
    assert.match(found(shut, "firewall-matches-ports")[0] ?? "", /port 2222 \(administration\) is declared/);
  });

  it("leaves a machine's birth as it is, so that its first delivery gets in", () => {
    const birth = INSIDE.files.find(({ path }) => path === "/etc/iptables/birth.v4")?.text ?? "";
    assert.match(birth, /-s 198\.51\.100\.0\/24 -p tcp -m tcp --dport 2222 /);
    assert.doesNotMatch(birth, /wg1|51820/);
  });

  it("is open in the cloud's firewall, and what is inside is not", () => {
    const ports = (release: Release): readonly string[] =>
      openingsOf(release)
        .filter(({ direction }) => direction === "in")
        .map(({ protocol, from }) => `${protocol} ${from}`);
    assert.ok(ports(OPEN).includes("udp 51820") && ports(OPEN).includes("tcp 22"));
    assert.ok(ports(INSIDE).includes("udp 51820") && !ports(INSIDE).includes("tcp 2222"));
  });
});
