import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { knownDirectives } from "../../../policies/readers/nginx/directives.ts";
import { CANNOT_RUN_DEBIAN, debianWith, type Debianland } from "../../services/debian-programs.ts";

describe("every directive of nginx that is known", { skip: CANNOT_RUN_DEBIAN }, () => {
  let land: Debianland;
  before(async () => {
    land = await debianWith(13, []);
  });
  after(() => land.stop());

  it("may stand in the blocks that the table says, and in no other", async () => {
    const around = {
      main: (it: string) => it,
      events: (it: string) => `events { ${it} }`,
      http: (it: string) => `http { ${it} }`,
      server: (it: string) => `http { server { ${it} } }`,
      location: (it: string) => `http { server { location / { ${it} } } }`,
    };
    const cases = knownDirectives().flatMap(({ name, contexts }) =>
      Object.entries(around).map(([context, put]) => ({
        name,
        context,
        expected: contexts.includes(context),
        text: put(`${name} a b c d e f g h;`),
      })),
    );
    // nginx looks at the place of a directive before it counts the arguments (ngx_conf_handler).
    const script = [
      "cd /tmp; n=0",
      'while IFS= read -r line; do printf "%s" "$line" > t.conf; nginx -t -q -c /tmp/t.conf 2>&1 | grep -cE "not allowed here|unknown directive" || true; done',
    ].join("; ");
    const lines = cases.map(({ text }) => text).join("\n");
    const printed = await land.run(["sh", "-c", `cat > /tmp/list <<'END'\n${lines}\nEND\n(${script}) < /tmp/list`]);
    const refused = printed.trim().split("\n");
    assert.equal(refused.length, cases.length);
    assert.deepEqual(
      cases
        .filter(({ expected }, index) => (refused[index] === "0") !== expected)
        .map(({ name, context }) => `${name} in ${context}`),
      [],
    );
  });
});
