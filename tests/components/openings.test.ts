import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { openingsOf, type Opening } from "../../components/openings.ts";
import { render } from "../../render/render.ts";
import type { Release } from "../../render/release.ts";
import type { Egress, Port } from "../../services/service.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const RELEASE = render(CLINIC);

const port = fc.record<Port>({
  protocol: fc.constantFrom("tcp", "udp"),
  from: fc.integer({ min: 1, max: 3 }),
  to: fc.integer({ min: 3, max: 5 }),
  reachableBy: fc.constantFrom("anyone", "administrators", "devices"),
  account: fc.constantFrom("a", "b"),
  purpose: fc.constantFrom("one", "two"),
});

const egress = fc.record<Egress>({
  account: fc.constantFrom("a", "b"),
  protocol: fc.constantFrom("tcp", "udp"),
  ports: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
  to: fc.oneof(
    fc.constant({ kind: "fact" as const, fact: "resolvers" as const }),
    fc.constant({ kind: "names" as const, names: ["quiet-harbour.example"] }),
    fc.record({
      kind: fc.constant("addresses" as const),
      cidrs: fc.subarray(["198.51.100.8/32", "198.51.100.9/32", "2001:db8::9/128"], { minLength: 1 }),
    }),
  ),
  purpose: fc.constantFrom("one", "two"),
});

function lets(
  openings: readonly Opening[],
  direction: string,
  protocol: string,
  port: number,
  network: string,
): boolean {
  const anyone = network.includes(":") ? "::/0" : "0.0.0.0/0";
  return openings.some(
    (opening) =>
      opening.direction === direction &&
      opening.protocol === protocol &&
      opening.from <= port &&
      port <= opening.to &&
      (opening.networks.includes(network) || opening.networks.includes(anyone)),
  );
}

describe("a cloud's firewall", () => {
  it("lets in what a port declares and from nowhere else", () => {
    fc.assert(
      fc.property(fc.array(port), (ports) => {
        const release: Release = { ...RELEASE, ports, egress: [] };
        const openings = openingsOf(release);
        for (const protocol of ["tcp", "udp"]) {
          for (let number = 1; number <= 6; number += 1) {
            for (const network of ["198.51.100.0/24", "2001:db8:51::/64", "203.0.113.0/24"]) {
              const declared = ports.some(
                (one) =>
                  one.protocol === protocol &&
                  one.from <= number &&
                  number <= one.to &&
                  (one.reachableBy === "anyone" ||
                    (one.reachableBy === "administrators" && CLINIC.administrationFrom.includes(network))),
              );
              assert.equal(lets(openings, "in", protocol, number, network), declared);
            }
          }
        }
      }),
    );
  });

  it("lets out what an account may reach and nowhere else", () => {
    fc.assert(
      fc.property(fc.array(egress), (declarations) => {
        const openings = openingsOf({ ...RELEASE, ports: [], egress: declarations });
        for (const protocol of ["tcp", "udp"]) {
          for (let number = 1; number <= 5; number += 1) {
            for (const network of ["198.51.100.8/32", "2001:db8::9/128"]) {
              const declared = declarations.some(
                (one) =>
                  one.protocol === protocol &&
                  one.ports.includes(number) &&
                  (one.to.kind !== "addresses" || one.to.cidrs.includes(network)),
              );
              assert.equal(lets(openings, "out", protocol, number, network), declared);
            }
          }
        }
      }),
    );
  });

  it("needs one rule for each port, however many accounts use it", () => {
    const openings = openingsOf(RELEASE);
    const ports = openings.map(({ direction, protocol, from, to }) => `${direction} ${protocol} ${from} ${to}`);
    assert.equal(new Set(ports).size, ports.length);
  });
});
