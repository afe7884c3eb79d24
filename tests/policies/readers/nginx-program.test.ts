import assert from "node:assert/strict";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import { dirname } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { knownDirectives } from "../../../policies/readers/nginx/directives.ts";
import { fileAt, headersAt, placeOf, serverAt, serversOf, socketsOf } from "../../../policies/readers/nginx/request.ts";
import { readNginx, type Directive } from "../../../policies/readers/nginx/nginx.ts";
import { render } from "../../../render/render.ts";
import { CERTIFICATE } from "../../../services/certificates.ts";
import { TREES as GOOD } from "../../corpus/good/nginx.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import {
  CANNOT_RUN_DEBIAN,
  debianWith,
  freePort,
  until,
  type Debianland,
  type PlacedFile,
} from "../../services/debian-programs.ts";

const PATH = "/etc/nginx/nginx.conf";
const SAMPLES = { seed: 20_261_123, numRuns: 60 };

function read(text: string) {
  return readNginx(PATH, [{ path: PATH, text }]);
}

function whole(http: string): string {
  return `events {} http { ${http} }`;
}

/** The same on the loopback addresses alone: nginx tells servers apart by address and port in the same way on any address. */
function onLoopback(text: string): string {
  return text.replaceAll(/listen \[::\]:/g, "listen [::1]:").replaceAll(/listen (\d)/g, "listen 127.0.0.1:$1");
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

function get(port: number, host: string, path: string, more: { family?: 4 | 6; tls?: boolean } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: more.family === 6 ? "::1" : "127.0.0.1",
      port,
      path,
      headers: { host },
      agent: false,
      servername: host,
      rejectUnauthorized: false, // the certificate is the test's own
    };
    const call = (more.tls === true ? secureRequest : request)(options, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers });
      });
    });
    call.on("error", reject).end();
  });
}

async function makeCertificate(land: Debianland, key: string, chain: string): Promise<void> {
  const words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=x";
  await land.run(["mkdir", "-p", dirname(key)]);
  await land.run([...words.split(" "), "-keyout", key, "-out", chain]);
}

/** nginx with one configuration, reached on loopback; stopped after the work. */
async function withNginx(text: string, port: number, files: readonly PlacedFile[], work: () => Promise<void>) {
  const land = await debianWith(13, [{ path: PATH, text: onLoopback(text) }, ...files]);
  try {
    if (text.includes("ssl_certificate")) await makeCertificate(land, "/etc/x.key", "/etc/x.pem");
    land.start(["nginx", "-g", "daemon off; pid /run/reader.pid; error_log /dev/null;"]);
    await until("nginx", () =>
      get(port, "nobody", "/").then(
        () => true,
        () => false,
      ),
    );
    await work();
  } finally {
    await land.stop();
  }
}

/** What a block's own `return` has nginx say. */
function saidBy(directive: Directive | undefined): string | undefined {
  return directive?.block?.find(({ name }) => name === "return")?.args[1];
}

describe("what the reader of nginx's files predicts, nginx of Debian 13 does", { skip: CANNOT_RUN_DEBIAN }, () => {
  it("takes every good tree of the corpus", async () => {
    const files = GOOD.flatMap(({ apply }, index) =>
      (apply?.(render(CLINIC)) ?? render(CLINIC)).files
        .filter(({ path }) => path.startsWith("/etc/nginx/"))
        .map(({ path, text }) => ({ path: path.replace("/etc/nginx", `/srv/${index}`), text })),
    );
    const land = await debianWith(13, files);
    try {
      await makeCertificate(land, CERTIFICATE.key, CERTIFICATE.chain);
      const each = 'for one in /srv/*; do nginx -t -q -c "$one/nginx.conf" 2>&1 | grep emerg; done; true';
      assert.equal(await land.run(["sh", "-c", each]), "");
    } finally {
      await land.stop();
    }
  });

  it("parts words", async () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "#",
      "'",
      '"',
      "\\",
      " ",
      "{",
      "}",
      ";",
      "t",
      "n",
      "/",
      "é",
      "(",
      ")",
      "\t",
    );
    const words = fc
      .sample(fc.array(piece, { minLength: 1, maxLength: 7 }), { ...SAMPLES, numRuns: 1500 })
      .map((pieces) => pieces.join(""))
      .map((raw) => ({ raw, read: read(`return 200 ${raw};`) }))
      .filter(({ read: { value, doubts } }) => {
        const [only, ...others] = value;
        const syntax = doubts.filter(({ what }) => !what.includes("may not stand in main"));
        return only?.args.length === 2 && others.length === 0 && syntax.length === 0 && only.block === undefined;
      })
      .filter(({ raw }, index, all) => all.findIndex((other) => other.raw === raw) === index);
    assert.ok(words.length > 100, `${words.length} words`);
    const port = await freePort();
    const locations = words.map(({ raw }, index) => `location = /${index} { return 200 ${raw};\n}`);
    const text = whole(`server { listen ${port}; ${locations.join("\n")} }`);
    await withNginx(text, port, [], async () => {
      for (const [index, word] of words.entries()) {
        assert.equal((await get(port, "x", `/${index}`)).body, word.read.value[0]?.args[1], JSON.stringify(word.raw));
      }
    });
  });

  it("chooses locations and inherits headers", async () => {
    const sets = fc.sample(locationSets, SAMPLES);
    const port = await freePort();
    const servers = sets.map(
      (set, index) => `server { listen ${port}; server_name s${index}.example; root /nonexistent; ${set} }`,
    );
    const text = whole(`add_header Vary "http" always;\n${servers.join("\n")}`);
    const { value, doubts } = read(text);
    assert.deepEqual(
      doubts.map(({ what }) => what),
      [],
    );
    const [socket] = socketsOf(value);
    assert.ok(socket !== undefined);
    let different = 0;
    await withNginx(text, port, [], async () => {
      for (const index of sets.keys()) {
        const host = `s${index}.example`;
        for (const path of PATHS) {
          const place = placeOf(serverAt(socket, host), path);
          assert.ok(place !== undefined);
          const said = saidBy(place.location);
          const answer = await get(port, host, path);
          const where = `${path} of ${sets[index] ?? ""}`;
          assert.equal(answer.status === 404 ? undefined : answer.body, said, where);
          const added = headersAt(place);
          for (const name of ["vary", "cache-control", "x-robots-tag"]) {
            assert.equal(answer.headers[name], added.get(name)?.[0]?.args[1], `${name} at ${where}`);
          }
          if (said !== undefined) different += 1;
        }
      }
    });
    assert.ok(different > 200, `${different} requests met a location`);
  });

  it("chooses servers by name, the first that says so, and the first of all, for each address family", async () => {
    const names = ["a.example", "A.Example", "b.example", "*.example", "*.a.example", "a.*", "_", "x.a.example"];
    const server = fc.record({
      names: fc.subarray(names, { maxLength: 3 }),
      families: fc.constantFrom<readonly (4 | 6)[]>([4], [6], [4, 6]),
    });
    const sets = fc.sample(
      fc.record({ servers: fc.array(server, { minLength: 1, maxLength: 5 }), preferred: fc.nat(9) }),
      SAMPLES,
    );
    const ports = await Promise.all(sets.map(() => freePort()));
    const text = whole(
      sets
        .flatMap(({ servers, preferred }, set) =>
          servers.map(({ names: own, families }, index) => {
            const option = index === preferred ? " default_server" : "";
            const listens = families.map(
              (family) => `listen ${family === 6 ? "[::]:" : ""}${ports[set] ?? 0}${option};`,
            );
            const named = own.length === 0 ? "" : `server_name ${own.join(" ")};`;
            return `server { ${listens.join(" ")} ${named} return 200 ${set}-${index}; }`;
          }),
        )
        .join("\n"),
    );
    const { value } = read(text);
    const [first] = socketsOf(value).filter(({ family }) => family === 4);
    await withNginx(text, first?.port ?? 0, [], async () => {
      for (const socket of socketsOf(value)) {
        for (const host of ["a.example", "B.EXAMPLE", "x.a.example", "y.a.example", "a.b", "c.example", "other"]) {
          const answer = await get(socket.port, host, "/", { family: socket.family });
          const said = saidBy(serverAt(socket, host).directive);
          assert.equal(answer.body, said, `${host} on IPv${socket.family} port ${socket.port} of\n${text}`);
        }
      }
    });
  });

  it("speaks TLS on a port for every server there, once one of them says so", async () => {
    const port = await freePort();
    const clear = await freePort();
    const text = whole(`ssl_certificate /etc/x.pem; ssl_certificate_key /etc/x.key;
      server { listen ${clear}; return 200 clear; }
      server { listen ${port}; server_name a.example; return 200 first; }
      server { listen ${port} ssl; server_name A.EXAMPLE b.example; return 200 second; }`);
    const { value } = read(text);
    const socket = socketsOf(value).find((one) => one.port === port);
    assert.ok(socket?.tls);
    await withNginx(text, clear, [], async () => {
      for (const host of ["a.example", "b.example", "c.example"]) {
        const said = saidBy(serverAt(socket, host).directive);
        assert.equal((await get(port, host, "/", { tls: true })).body, said);
      }
    });
  });

  it("finds files by root and alias, also where an inner location takes one over", async () => {
    const port = await freePort();
    const text = whole(`server { listen ${port}; root /srv/a;
      location /one/ { alias /srv/b/; location /one/two/ { } location ~ \\.js$ { root /srv/c; } }
      location = /exact { alias /srv/b/x; }
      location ^~ /fix { alias /srv/b; location /fixed { root /srv/a; } }
      location /plain/ { location /plain/deep/ { alias /srv/c/; } } }`);
    const asked = [
      "/x",
      "/one/x",
      "/one/two/x",
      "/one/x.js",
      "/exact",
      "/fix/x",
      "/fixed/x",
      "/plain/x",
      "/plain/deep/x",
    ];
    const { value } = read(text);
    const [server] = serversOf(value);
    assert.ok(server !== undefined);
    const expected = asked.map((path) => {
      const place = placeOf(server, path);
      return { path, file: place === undefined ? undefined : fileAt(place, path) };
    });
    const folders = ["a", "b", "c"];
    const everywhere = [...asked, "/two/x", "/one/two/x"].flatMap((path) =>
      folders.map((folder) => `/srv/${folder}${path === "/exact" || path === "/fix/x" ? `${path}.other` : path}`),
    );
    const files = [...new Set([...everywhere, ...expected.flatMap(({ file }) => file ?? [])])].map((path) => ({
      path,
      text: path,
    }));
    await withNginx(text, port, files, async () => {
      for (const { path, file } of expected) assert.equal((await get(port, "x", path)).body, file, path);
    });
  });
});

const PATHS = ["/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/ab", "/b", "/b/a.js", "/a/x.JS", "/c"];

/** Sets of locations as nginx takes them: no two alike, and inner ones below the outer. Each says which one it is. */
const locationSets: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      modifier: fc.constantFrom("", "", "=", "^~", "~", "~*"),
      prefix: fc.constantFrom("/", "/a", "/a/", "/a/b", "/ab", "/b", "/b/"),
      expression: fc.constantFrom("^/a", "b", "\\.js$", "^/(a|b)/", "^/[^/]+$", "/b/", "^/a/(b|c)/?$", "[a-b]/c"),
      header: fc.constantFrom("", "", 'add_header Cache-Control "H" always;', 'add_header X-Robots-Tag "H" always;'),
      // Below the nth location before it, if that can hold it.
      inside: fc.nat(5),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((wanted) => {
    interface Node {
      readonly head: string;
      readonly pattern: string | undefined;
      readonly text: string;
      readonly inner: Node[];
    }
    const top: Node[] = [];
    const holders: Node[] = [];
    for (const [index, { modifier, prefix, expression, header, inside }] of wanted.entries()) {
      const regular = modifier.startsWith("~");
      const holder = inside === 0 ? undefined : holders.at(-inside);
      const fits = holder?.pattern !== undefined && (regular || prefix.startsWith(holder.pattern));
      const level = holder !== undefined && fits ? holder.inner : top;
      const kind = modifier === "^~" ? "" : modifier;
      const head = `${kind} ${regular ? expression : prefix}`;
      if (level.some((other) => other.head === head)) continue;
      const node: Node = {
        head,
        pattern: regular || modifier === "=" ? undefined : prefix,
        text: `location ${modifier} ${regular ? expression : prefix} { ${header.replace("H", `h${index}`)} return 200 l${index};`,
        inner: [],
      };
      level.push(node);
      if (modifier !== "=") holders.push(node);
    }
    const shown = (nodes: readonly Node[]): string =>
      nodes.map((node) => `${node.text} ${shown(node.inner)} }`).join(" ");
    return shown(top);
  });

describe("the reader of nginx's files", () => {
  it("takes any text without failing", () => {
    const token = fc.oneof(
      fc.constantFrom(
        "{",
        "}",
        ";",
        "\n",
        '"',
        "'",
        "\\",
        "#",
        "$",
        "${",
        "include nginx.conf;",
        "include *.conf;",
        "include [;",
      ),
      fc.constantFrom(...knownDirectives().map(({ name }) => `${name} `)),
      fc.constantFrom(
        "location ~ ^/(a|b)+$ {",
        "listen 443 ssl;",
        "server_name a b;",
        "return 200;",
        "alias /x;",
        "map a b {",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const { value, doubts } = read(tokens.join(""));
        assert.ok(Array.isArray(doubts));
        for (const socket of socketsOf(value)) {
          const place = placeOf(serverAt(socket, "a"), "/a/b");
          if (place !== undefined) headersAt(place);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("stays quick with texts that are made to be slow", () => {
    const begun = process.cpuUsage();
    const slow = [
      "{".repeat(200_000),
      "a {".repeat(100_000),
      `http { server { location ~ ${"(a|a?)+".repeat(20)}$ { } } }`,
      `http { server { location ~ ^/${"[a-z]*".repeat(30)}$ { } } }`,
      "include nginx.conf;".repeat(2000),
      '"'.repeat(100_001),
      "x".repeat(1_000_000),
    ];
    for (const text of slow) {
      const { value, doubts } = read(text);
      assert.ok(doubts.length > 0, text.slice(0, 40));
      const [server] = serversOf(value);
      if (server !== undefined) placeOf(server, `/${"a".repeat(60)}!`);
    }
    // Time of its own, in microseconds: a busy system makes it no longer.
    assert.ok(process.cpuUsage(begun).user < 3_000_000);
  });
});
