import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hostsIn, isInside } from "../../../policies/readers/text/hosts.ts";

function hosts(text: string): readonly string[] {
  return hostsIn(text).map(({ host }) => host);
}

describe("the hosts that a value names", () => {
  const named: readonly (readonly [string, readonly string[]])[] = [
    ["https://Cdn.Example/x.js", ["cdn.example"]],
    ["//cdn.example/x.js", ["cdn.example"]],
    ["\\\\cdn.example\\x.js", ["cdn.example"]],
    ["/\\cdn.example/x.js", ["cdn.example"]],
    ["https:\\\\cdn.example", ["cdn.example"]],
    ["http:cdn.example", ["cdn.example"]],
    ["ht\ttps://cdn.example", ["cdn.example"]],
    ["https:/\n/cdn.example", ["cdn.example"]],
    ["https://ours.example@cdn.example/", ["cdn.example"]],
    ["https://127.0.0.1.cdn.example/", ["127.0.0.1.cdn.example"]],
    ["stun:stun.cdn.example:3478", ["stun.cdn.example"]],
    ["turns:turn.cdn.example?transport=tcp", ["turn.cdn.example"]],
    ["cdn.example", ["cdn.example"]],
    ["cdn.example:443", ["cdn.example"]],
    ["somebody@cdn.example", ["cdn.example"]],
    ["203.0.113.9", ["203.0.113.9"]],
    ["203.0.113.9:3478", ["203.0.113.9"]],
    ["2001:db8::9", ["2001:db8::9"]],
    ["[2001:db8::9]:3478", ["2001:db8::9"]],
    ["https://[2001:db8::9]/", ["2001:db8::9"]],
    ["wss://a.example/x, https://b.example/y", ["a.example", "b.example"]],
    ["/libs/app.js", []],
    ["libs/app.bundle.min.js", []],
    ["config.js", []],
    ["1.2.3-4", []],
    ["@@fact:address4@@", []],
    ["10.0.0.0-10.255.255.255", []],
    ["10.0.0.0/8", []],
    ["muc_e2ee_guard", []],
    ["a: b", []],
  ];
  for (const [text, expected] of named) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(hosts(text), expected);
    });
  }

  it("are those of the number that a browser reads as an address", () => {
    assert.ok(hosts("http://3405803785/").includes("203.0.113.9"));
    assert.ok(hosts("http://0xcb.0.0x71.9/").includes("203.0.113.9"));
    assert.ok(hosts("https://2130706433/").some(isInside));
  });

  it("include wherever a browser would go, whatever it is given", () => {
    const scheme = fc.constantFrom("https:", "HTTP:", "wss:", "ws:", "ftp:", "");
    const slashes = fc.constantFrom("//", "\\\\", "/\\", "\\/", "///", "/\t/");
    const before = fc.constantFrom("", "ours.example@", "ours.example:443@", "a:b@");
    const after = fc.constantFrom("", "/", "/x", "?x", "#x", ":8443/x", "\\x", "/ours.example");
    fc.assert(
      fc.property(scheme, slashes, before, fc.domain(), after, (begin, between, user, host, end) => {
        const address = begin + between + user + host + end;
        const browsers = new URL(address, "https://here.invalid/").hostname;
        assert.ok(
          hosts(address).includes(browsers),
          `${address} leads to ${browsers}, not only ${hosts(address).join(" ")}`,
        );
      }),
    );
  });

  it("are found in any text without failing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const host of hosts(text)) isInside(host);
      }),
    );
  });
});

describe("this machine itself", () => {
  for (const host of ["127.0.0.1", "127.9.9.9", "::1", "localhost", "meet.internal", "0.0.0.0", "::"]) {
    it(`is ${host}`, () => {
      assert.equal(isInside(host), true);
    });
  }
  for (const host of [
    "127.0.0.1.cdn.example",
    "127.cdn.example",
    "localhost.cdn.example",
    "internal",
    "203.0.113.9",
    "::2",
  ]) {
    it(`is not ${host}`, () => {
      assert.equal(isInside(host), false);
    });
  }
});
