import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decoded, shownTexts, withoutKeys } from "../../../policies/readers/text/shown-text.ts";
import type { Format } from "../../../services/service.ts";

const shown = (path: string, format: Format, text: string) => shownTexts({ path, format, text });

describe("what is shown of a text", () => {
  it("has no comment where only its program reads the file", () => {
    assert.deepEqual(shown("/etc/systemd/system/a.service", "systemd", "# one\nA=b # two\n ; three"), [
      "\nA=b # two\n",
    ]);
    assert.deepEqual(shown("/etc/stillroom/a.ini", "ini", "; one\na = b"), ["\na = b"]);
    assert.deepEqual(shown("/etc/sysctl.d/a.conf", "sysctl", "# one\na = b"), ["\na = b"]);
    assert.deepEqual(shown("/etc/chrony/chrony.conf", "chrony", "# one\nserver a"), ["\nserver a"]);
    assert.deepEqual(shown("/etc/iptables/a", "iptables", "# one\n*filter"), ["\n*filter"]);
    assert.deepEqual(shown("/etc/sudoers.d/a", "text", "# one\nb"), ["\nb"]);
    assert.deepEqual(shown("/usr/local/lib/stillroom/a", "shell", "# one\nb # two\nc#d"), ["\nb\nc#d"]);
    assert.deepEqual(shown("/usr/local/lib/stillroom/a.lua", "lua", "-- one\nb -- two"), ["\nb "]);
    assert.deepEqual(shown("/usr/local/lib/stillroom/a", "javascript", '/** one\n * two */\nb // three\n"https://c"'), [
      '\n\nb\n"https://c"',
    ]);
  });

  it("has every comment where strangers are sent the file", () => {
    for (const [path, format] of [
      ["/etc/issue", "text"],
      ["/etc/motd.d/10-a", "text"],
      ["/usr/local/share/stillroom/robots.txt", "text"],
      ["/etc/jitsi/meet/config.js", "javascript"],
      ["/usr/local/share/stillroom/video/guard.css", "css"],
    ] as const) {
      assert.deepEqual(shown(path, format, "# one // two"), ["# one // two"]);
    }
  });

  it("is a page's text with its tags and without", () => {
    assert.deepEqual(shown("/a.html", "html", 'a<b title="c"\n>d'), ['a<b title="c"\n>d', "a \nd"]);
  });

  it("is read with its escapes too", () => {
    assert.deepEqual(shown("/a.html", "html", "&#99;&#x64;"), ["&#99;&#x64;", "cd"]);
    assert.deepEqual(shown("/a.css", "css", '"\\63 d\\000065"'), ['"\\63 d\\000065"', '"cde"']);
    assert.equal(decoded("\\x63\\u0064\\u{65}%66"), "cdef");
    assert.equal(decoded("a&shy;b&ZeroWidthSpace;c&ThinSpace;"), "abc&ThinSpace;");
    assert.equal(decoded("100%ff &#0; &#x110000; \\u{110000}"), "100%ff &#0; &#x110000; \\u{110000}");
  });

  it("has no letters of keys, and keeps its lines", () => {
    assert.equal(withoutKeys("a\n-----BEGIN CERTIFICATE-----\nAbc+/\n-----END CERTIFICATE-----\nb"), "a\n \n\n\nb");
    assert.equal(withoutKeys(`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)} ops`), "ssh-ed25519   ops");
    assert.equal(withoutKeys(`PublicKey = ${"a".repeat(43)}=`), "PublicKey =  ");
    assert.equal(
      withoutKeys("/usr/local/share/stillroom/well-known/matrix/client"),
      "/usr/local/share/stillroom/well-known/matrix/client",
    );
  });

  it("has as many lines as the text, whatever stands in it", () => {
    const format = fc.constantFrom<Format>("text", "html", "css", "javascript", "ini", "shell", "lua", "json");
    const path = fc.constantFrom("/etc/a", "/usr/local/lib/a", "/srv/a");
    // Escapes of line breaks make lines of their own, and no reader counts those.
    const text = fc.string({
      unit: fc.constantFrom("a", "#", "<", ">", "-", "/", "*", "\n", " ", "%", "&"),
      maxLength: 200,
    });
    fc.assert(
      fc.property(path, format, text, (where, kind, written) => {
        for (const one of shown(where, kind, written)) assert.equal(one.split("\n").length, written.split("\n").length);
      }),
    );
  });

  it("is given for any text at all, in time that grows with its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        assert.ok(shown("/a", "html", text).length > 0);
        assert.ok(shown("/a", "css", text).length > 0);
      }),
    );
    const start = process.cpuUsage();
    for (const part of ["<", "&#", "-----BEGIN a-----", "\\u{", "%6", "AAAA", "/*", "--"]) {
      shown("/usr/local/lib/a", "javascript", part.repeat(20_000));
      shown("/a", "html", part.repeat(20_000));
    }
    const { user } = process.cpuUsage(start);
    assert.ok(user < 4_000_000, `${user} µs`);
  });
});
