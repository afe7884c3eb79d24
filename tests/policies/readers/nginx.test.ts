import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contentPoliciesAt, sourcesOf } from "../../../policies/readers/nginx/content-security-policy.ts";
import {
  fileAt,
  headersAt,
  placeOf,
  refusesDotSegments,
  serverFor,
  serversOf,
} from "../../../policies/readers/nginx/request.ts";
import { everyDirective, readNginx, type Directive } from "../../../policies/readers/nginx/nginx.ts";
import type { Source } from "../../../policies/reading.ts";

const PATH = "/etc/nginx/nginx.conf";

function read(text: string, ...others: readonly Source[]) {
  return readNginx(PATH, [{ path: PATH, text }, ...others]);
}

function words(directives: readonly Directive[]): readonly (readonly string[])[] {
  return directives.map(({ name, args }) => [name, ...args]);
}

describe("nginx's configuration as nginx reads it", () => {
  it("parts words as ngx_conf_read_token does", () => {
    const { value } = read(`user a#b "c d" 'e"f' "g\\"h" i\\ j \${k}l \${{m; # n;\nroot "#o";`);
    assert.deepEqual(words(value), [
      ["user", "a#b", "c d", 'e"f', 'g"h', "i\\ j", "${k}l", "${{m"],
      ["root", "#o"],
    ]);
  });

  it("knows the line of each directive, also behind quotes with line breaks", () => {
    const { value } = read('user "a\nb";\n\nhttp {\n  root x;\n}');
    assert.deepEqual(
      [...everyDirective(value)].map(({ directive }) => [directive.name, directive.line]),
      [
        ["user", 1],
        ["http", 4],
        ["root", 5],
      ],
    );
  });

  it("puts included files in their place", () => {
    const { value, doubts } = read("http { include more.conf; }", { path: "/etc/nginx/more.conf", text: "root /a;" });
    assert.deepEqual(doubts, []);
    assert.deepEqual(words(value[0]?.block ?? []), [["root", "/a"]]);
  });

  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    ["a folder is included", "http { include conf.d/*.conf; }", /whatever packages or people put there/],
    ["an included file is not there", "include other.conf;", /the release does not hold it/],
    ["files include each other", "include nginx.conf;", /without end/],
    ["a directive is not known", "http { sub_filter a b; }", /sub_filter is not known/],
    [
      "a condition is not known",
      "http { server { if ($http_cookie) { return 404; } } }",
      /`if \(\$http_cookie\)` does/,
    ],
    [
      "something else than a refusal follows of a condition",
      "http { server { if ($dot_segments) { return 200; } } }",
      /`return 200` does under a condition/,
    ],
    ["a condition is included", "http { server { if ($dot_segments) { include x; } } }", /does not hold it/],
    ["a quote stays open", 'root "a;', /never closed/],
    ["something follows a quote", 'root "a"b;', /after a closing quote/],
    ["a brace is missing", "http { root a;", /ends inside a block/],
    ["a brace is too many", "root a; }", /Unexpected "}"/],
  ];
  for (const [what, text, doubt] of doubtful) {
    it(`can't tell when ${what}`, () => {
      assert.match(
        read(text)
          .doubts.map((breach) => breach.what)
          .join("\n"),
        doubt,
      );
    });
  }
});

describe("a request as nginx answers it", () => {
  const { value, doubts } = read(`
    http {
      add_header Vary 1;
      server { listen 443 ssl; server_name a.example; root /srv/a;
        add_header Cache-Control 2;
        location = /exact { alias /srv/exact.txt; }
        location /pre { add_header X-Robots-Tag 3; }
        location ^~ /pre/fixed/ { alias /srv/fixed/; }
        location ~ \\.js$ { root /srv/js; location ~ min { return 404; } }
        location ~* \\.JS$ { root /srv/never; }
      }
      server { listen 443 ssl; server_name *.b.example; }
      server { listen 80; server_name a.example; }
    }`);
  const server = serverFor(value, "a.example");
  assert.ok(server !== undefined);
  assert.deepEqual(doubts, []);
  const located = (path: string) => placeOf(server, path)?.location?.args.join(" ");

  it("meets the exact location, then a fixed prefix, then the first expression, then the longest prefix", () => {
    assert.equal(located("/exact"), "= /exact");
    assert.equal(located("/pre/fixed/a.js"), "^~ /pre/fixed/");
    assert.equal(located("/pre/a.js"), "~ \\.js$");
    assert.equal(located("/pre/a"), "/pre");
    assert.equal(located("/a.JS"), "~* \\.JS$");
    assert.equal(located("/a.min.js"), "~ min");
    assert.equal(located("/other"), undefined);
  });

  it("finds the file by alias and root", () => {
    const file = (path: string) => {
      const place = placeOf(server, path);
      return place === undefined ? undefined : fileAt(place, path);
    };
    assert.equal(file("/exact"), "/srv/exact.txt");
    assert.equal(file("/pre/fixed/x"), "/srv/fixed/x");
    assert.equal(file("/a.js"), "/srv/js/a.js");
    assert.equal(file("/other"), "/srv/a/other");
  });

  it("gives up all headers from above where a level adds one", () => {
    const names = (path: string) => [...headersAt(placeOf(server, path) ?? { levels: [] }).keys()];
    assert.deepEqual(names("/other"), ["cache-control"]);
    assert.deepEqual(names("/pre/a"), ["x-robots-tag"]);
  });

  it("is refused for its dots where the server asks before every location, by the table that finds all spellings", () => {
    const table = String.raw`default ""; "~*^[^?]*([/\x5c]|%2f|%5c)(\.|%2e){1,2}([/\x5c?#]|%2f|%5c|%3f|%23|$)" 1;`;
    const refused = (map: string, server: string): boolean => {
      const { value: directives, doubts: none } = read(`http { ${map} server { ${server} } }`);
      assert.deepEqual(none, []);
      const [only] = serversOf(directives);
      return only !== undefined && refusesDotSegments(only);
    };
    const map = `map $request_uri $dot_segments { ${table} }`;
    const asking = "if ($dot_segments) { return 404; }";
    assert.ok(refused(map, asking));
    assert.ok(refused(map, `location / { return 204; } ${asking}`));
    assert.ok(!refused(map, ""));
    assert.ok(!refused("", asking));
    assert.ok(!refused(map, "if ($dot_segments) { }"));
    assert.ok(!refused(map, `location / { ${asking} }`));
    assert.ok(!refused(map.replace("$request_uri", "$uri"), asking));
    assert.ok(!refused(map.replace("|%2f", ""), asking));
    assert.ok(!refused(`${map} ${map.replace("$request_uri", "$uri")}`, asking));
  });

  it("finds servers by exact names before patterns, else the first, and only those with TLS", () => {
    assert.equal(serverFor(value, "x.b.example")?.directive.line, 12);
    assert.equal(serverFor(value, "b.example")?.directive.line, 4);
    assert.equal(
      serverFor(read("http { server { listen 80; server_name b.example; } }").value, "b.example"),
      undefined,
    );
  });

  it("can't tell an expression that only PCRE knows", () => {
    const odd = serverFor(
      read('http { server { listen 443 ssl; server_name x; location ~ "(?<!a)(?R)" { } } }').value,
      "x",
    );
    assert.equal(odd === undefined ? null : placeOf(odd, "/"), undefined);
  });
});

describe("a content security policy as a browser takes it", () => {
  function policies(header: string) {
    const { value } = read(
      `http { server { listen 443 ssl; server_name x; add_header Content-Security-Policy "${header}"; } }`,
    );
    const server = serverFor(value, "x");
    const place = server === undefined ? undefined : placeOf(server, "/");
    return place === undefined ? [] : contentPoliciesAt(place).map(({ policy }) => policy);
  }
  it("falls back as the specification says, and takes the first of two", () => {
    const [policy] = policies("default-src 'self'; script-src blob:; SCRIPT-SRC *");
    assert.ok(policy !== undefined);
    assert.deepEqual(sourcesOf(policy, "worker-src"), ["blob:"]);
    assert.deepEqual(sourcesOf(policy, "img-src"), ["'self'"]);
  });
  it("allows everything where nothing is said", () => {
    const [policy] = policies("base-uri 'self'");
    assert.equal(policy === undefined ? null : sourcesOf(policy, "connect-src"), undefined);
  });
  it("is more than one behind a comma", () => {
    assert.equal(policies("default-src 'self', script-src 'none'").length, 2);
  });
});
