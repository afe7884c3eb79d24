import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { StepFailed } from "../../host/failure.ts";
import {
  connectionIn,
  followFromClient,
  followsConnections,
  FOLLOWING,
  type OpenConnection,
} from "../../host/open-connection.ts";
import type { AgentMessage } from "../../host/protocol.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

const OVER_V4: OpenConnection = {
  client: { address: "198.51.100.1", port: 50022 },
  server: { address: "198.51.100.100", port: 2222 },
};
const OVER_V6: OpenConnection = {
  client: { address: "2001:db8:51::1", port: 50022 },
  server: { address: "2001:db8:51::100", port: 22 },
};
const NO_RULES = { v4: "", v6: "" };
const FOLLOWED = "*filter\n:INPUT DROP [0:0]\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\nCOMMIT\n";

describe("the connection over which the agent is spoken to", () => {
  it("is the one that the SSH server names", () => {
    const environment = (value: string): string => `HOME=/root\0SSH_CONNECTION=${value}\0LANG=C\0`;
    assert.deepEqual(connectionIn(environment("198.51.100.1 50022 198.51.100.100 2222")), OVER_V4);
    assert.deepEqual(connectionIn(environment("2001:db8:51::1 50022 2001:db8:51::100 22")), OVER_V6);
    assert.deepEqual(connectionIn(environment("fe80::1%eth0 50022 fe80::2%eth0 22")), {
      client: { address: "fe80::1", port: 50022 },
      server: { address: "fe80::2", port: 22 },
    });
  });

  it("is none where the words are others: they come to stand in a rule", () => {
    const odd = [
      "",
      "198.51.100.1 50022 198.51.100.100",
      "198.51.100.1 50022 2001:db8:51::100 22",
      "198.51.100.1 -j 198.51.100.100 22",
      "0.0.0.0/0 50022 198.51.100.100 22",
      "198.51.100.1 50022 198.51.100.100\n-F 22",
    ];
    for (const value of odd) assert.equal(connectionIn(`SSH_CONNECTION=${value}\0`), undefined, value);
    assert.equal(connectionIn("NOT_SSH_CONNECTION=198.51.100.1 1 198.51.100.2 22\0"), undefined);
    assert.equal(connectionIn(""), undefined);
  });

  it("is found above a program that did not hand the variable on, as sudo does not", async () => {
    const module = new URL("../../host/open-connection.ts", import.meta.url).href;
    const look = `console.log(JSON.stringify((await import("${module}")).openConnection()))`;
    // A shell that stays, as sudo does, and a program in it without the variable.
    const script = `env -u SSH_CONNECTION "${process.execPath}" --no-warnings --input-type=module -e "$LOOK"; true`;
    const child = spawn("sh", ["-c", script], {
      env: { ...process.env, LOOK: look, SSH_CONNECTION: "198.51.100.1 50022 198.51.100.100 2222" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    await once(child, "close");
    assert.deepEqual(JSON.parse(said), OVER_V4);
  });
});

describe("rules in force", () => {
  it("have the kernel follow connections where they ask for a connection's state, or translate", () => {
    assert.ok(followsConnections(FOLLOWED));
    assert.ok(followsConnections("*filter\n-A INPUT -p tcp -m state --state NEW -j ACCEPT\nCOMMIT\n"));
    assert.ok(followsConnections("*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n"));
  });

  it("do not where they ask for nothing of it", () => {
    assert.ok(!followsConnections(""));
    assert.ok(!followsConnections("*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n"));
    assert.ok(!followsConnections("*nat\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n*filter\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n"));
  });
});

describe("an open connection that the kernel does not follow", () => {
  /** Programs whose rules count a packet from the second look on. */
  const programs = (family: "" | "6") => ({
    [`ip${family}tables-restore`]: "cat >> $ROOT/rules",
    [`ip${family}tables-save`]:
      'echo x >> $ROOT/looks; echo "[$(($(wc -l < $ROOT/looks) - 1)):52] -A INPUT --comment stillroom-open-connection"',
  });
  const inputOf = (root: string): Promise<string> => readFile(join(root, "rules"), "utf8");

  for (const [family, connection] of [["", OVER_V4] as const, ["6", OVER_V6] as const]) {
    it(`is followed from its client's first packet on, over IPv${family === "" ? 4 : 6}`, async () => {
      await withStandInPrograms(programs(family), async ({ root, started }) => {
        const told: { readonly message: AgentMessage; readonly after: number }[] = [];
        await followFromClient(NO_RULES, connection, (message) => told.push({ message, after: started().length }));
        const { client, server } = connection;
        const unfollowed = `OUTPUT -s ${server.address} -d ${client.address} -p tcp -m tcp --sport ${server.port} --dport ${client.port} -j CT --notrack`;
        const counting = `INPUT -s ${client.address} -d ${server.address} -p tcp -m tcp --sport ${client.port} --dport ${server.port} -m conntrack --ctdir ORIGINAL -m comment --comment stillroom-open-connection`;
        assert.equal(
          await inputOf(root),
          `*raw\n-I ${unfollowed}\nCOMMIT\n*filter\n-I ${counting}\nCOMMIT\n` +
            `*filter\n-D ${counting}\nCOMMIT\n*raw\n-D ${unfollowed}\nCOMMIT\n*raw\nCOMMIT\n`,
        );
        assert.deepEqual(started(), [
          `ip${family}tables-restore --noflush`,
          `ip${family}tables-save -c -t filter`,
          `ip${family}tables-save -c -t filter`,
          `ip${family}tables-restore --noflush`,
          `ip${family}tables-restore`,
        ]);
        assert.deepEqual(
          told.map(({ message, after }) => [message.kind, after]),
          [["progress", 1]],
          "one line, once our own packets are not followed any more",
        );
      });
    });
  }

  it("leaves another's raw table in its place", async () => {
    await withStandInPrograms(programs(""), async ({ root }) => {
      const others = "*raw\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -o lo -j CT --notrack\nCOMMIT\n";
      await followFromClient({ v4: others, v6: "" }, OVER_V4, () => undefined);
      assert.match(await inputOf(root), /-D OUTPUT [^\n]*\nCOMMIT\n$/);
    });
  });

  it("takes an open and empty raw table away, which going back may have left", async () => {
    await withStandInPrograms(programs(""), async ({ root }) => {
      const left = "*raw\n:PREROUTING ACCEPT [1:2]\n:OUTPUT ACCEPT [3:4]\nCOMMIT\n";
      await followFromClient({ v4: left, v6: "" }, OVER_V4, () => undefined);
      assert.match(await inputOf(root), /-D OUTPUT [^\n]*\nCOMMIT\n\*raw\nCOMMIT\n$/);
    });
  });

  it("is waited for no longer than a few seconds, and the rules go all the same", async () => {
    const silent = { ...programs(""), "iptables-save": "echo '[0:0] -A INPUT --comment stillroom-open-connection'" };
    await withStandInPrograms(silent, async ({ root }) => {
      const begun = performance.now();
      await followFromClient(NO_RULES, OVER_V4, () => undefined);
      assert.ok(performance.now() - begun >= FOLLOWING * 1000);
      assert.match(await inputOf(root), /-D INPUT [^\n]*\nCOMMIT\n\*raw\n-D OUTPUT [^\n]*\nCOMMIT\n\*raw\nCOMMIT\n$/);
    });
  });

  it("is left alone where the kernel follows it already, or where there is none", async () => {
    await withStandInPrograms({}, async ({ started }) => {
      const silent = (): void => {
        assert.fail("Nothing is said.");
      };
      await followFromClient({ v4: FOLLOWED, v6: "" }, OVER_V4, silent);
      await followFromClient({ v4: "", v6: FOLLOWED }, OVER_V6, silent);
      await followFromClient(NO_RULES, undefined, silent);
      assert.deepEqual(started(), []);
    });
  });

  it("stops the delivery with the kernel's words where it can't be followed", async () => {
    await withStandInPrograms({ "iptables-restore": "echo no target by the name CT >&2; exit 2" }, async () => {
      await assert.rejects(
        followFromClient({ v4: "", v6: FOLLOWED }, OVER_V4, () => undefined),
        (error) => error instanceof StepFailed && /no target by the name CT/.test(error.failure.what),
      );
    });
  });
});
