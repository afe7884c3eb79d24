import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostsIn } from "../../../policies/readers/text/hosts.ts";
import { readYaml } from "../../../policies/readers/yaml.ts";

describe("YAML as Synapse reads it", () => {
  it("knows the booleans of YAML 1.1, merges and references", () => {
    assert.deepEqual(readYaml({ path: "/y", text: "a: yes\nb: off\nc: &x {d: 1}\ne: {<<: *x, f: 2}" }).value, {
      a: true,
      b: false,
      c: { d: 1 },
      e: { d: 1, f: 2 },
    });
  });
  it("can't be told where a key stands twice or a tag makes an object", () => {
    assert.equal(readYaml({ path: "/y", text: "a: 1\n\na: 2" }).doubts[0]?.line, 3);
    assert.notEqual(readYaml({ path: "/y", text: "a: !!python/object:os.system x" }).doubts.length, 0);
  });
});

describe("hosts in a value", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["https://A.example/x", ["a.example"]],
    ["//cdn.example/x", ["cdn.example"]],
    ["wss://user@b.example:8443", ["b.example"]],
    ["stun:c.example:3478", ["c.example"]],
    ["http://[2001:db8::1]:80/", ["2001:db8::1"]],
    ["d.example", ["d.example"]],
    ["d.example:443", ["d.example"]],
    ["focus@auth.e.example", ["auth.e.example"]],
    ["index.html", []],
    ["/path/to.file/x", []],
    ["10 seconds", []],
    ["v1.2", []],
  ];
  for (const [text, hosts] of cases) {
    it(`are ${hosts.join(", ") || "none"} in ${text}`, () => {
      assert.deepEqual(
        hostsIn({ a: [text] }).map(({ host }) => host),
        hosts,
      );
    });
  }
});
