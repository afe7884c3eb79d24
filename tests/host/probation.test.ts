import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { StepFailed } from "../../host/failure.ts";
import { armedRules, armFirewallBack, claimRules, restoreRules, rulesInForce } from "../../host/firewall.ts";
import { recover } from "../../host/go-back.ts";
import { beginJournal, endJournal, type Journal } from "../../host/journal.ts";
import type { Places } from "../../host/places.ts";
import { onProbation } from "../../host/probation.ts";
import type { AgentMessage } from "../../host/protocol.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

/** They have the kernel follow connections already: whoever runs this over SSH has nothing changed. */
const BEFORE = {
  v4: "*filter\n:INPUT DROP [0:0]\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\nCOMMIT\n",
  v6: "*filter\n:INPUT DROP [0:0]\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n",
};
const SYSTEMD = { "systemd-run": "", systemctl: "" };

function failed(step: string, what: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof StepFailed && error.failure.step === step && what.test(error.failure.what);
}

/** A deliverer who gets in at once, after what happens meanwhile. */
function confirming(places: Places, meanwhile: () => void = () => undefined): (message: AgentMessage) => void {
  return (message) => {
    if (message.kind !== "confirm-access") return;
    meanwhile();
    writeFileSync(join(places.volatile, "confirmation"), message.token);
  };
}

/** The journal that loading rules gives back. */
function loaded(places: Places): Promise<Journal> {
  mkdirSync(places.state, { recursive: true });
  return Promise.resolve(beginJournal(places, "0".repeat(64)));
}

describe("a packet filter on probation", () => {
  it("stays when a new connection gets in, but goes back with the rest as long as that does not count", async () => {
    await withStandInPrograms(SYSTEMD, async ({ places, started }) => {
      await onProbation(places, BEFORE, 20, confirming(places), () => loaded(places));
      assert.equal(claimRules(places), undefined, "the self-revert has nothing to decide any more");
      assert.deepEqual(armedRules(places), BEFORE);
      assert.match(
        started().find((line) => line.startsWith("systemctl stop") && line.includes("-back.timer")) ?? "",
        /-loading\.timer/,
      );
      endJournal(places);
      assert.equal(armedRules(places), undefined);
    });
  });

  it("goes back with a release whose proofs fail later, though it was confirmed: nothing of a first delivery stays", async () => {
    const restore = { "iptables-restore": "cat > $ROOT/v4", "ip6tables-restore": "cat > $ROOT/v6" };
    const save = { "iptables-save": "", "ip6tables-save": "" };
    await withStandInPrograms({ ...SYSTEMD, ...restore, ...save }, async ({ root, places }) => {
      await onProbation(places, BEFORE, 20, confirming(places), () => loaded(places));
      await recover(places, false);
      assert.equal(readFileSync(join(root, "v4"), "utf8"), BEFORE.v4);
      assert.equal(readFileSync(join(root, "v6"), "utf8"), BEFORE.v6);
      assert.equal(armedRules(places), undefined);
    });
  });

  it("does not count when the self-revert came first, since the connection then got in over the old rules", async () => {
    await withStandInPrograms(SYSTEMD, async ({ places }) => {
      const send = confirming(places, () => {
        assert.deepEqual(claimRules(places), BEFORE);
      });
      const probation = onProbation(places, BEFORE, 20, send, () => loaded(places));
      await assert.rejects(probation, failed("access", /had taken itself back/));
      assert.deepEqual(armedRules(places), BEFORE, "going back restores them once more");
    });
  });

  it("is confirmed or taken back, never both", async () => {
    await withStandInPrograms(SYSTEMD, async ({ places }) => {
      await armFirewallBack(places, BEFORE, 20);
      assert.deepEqual(claimRules(places), BEFORE);
      assert.equal(claimRules(places), undefined);
    });
  });

  it("has the time for a new connection from the end of loading on, and is armed at every moment", async () => {
    await withStandInPrograms(SYSTEMD, async ({ places, started }) => {
      const before = (): number => started().length;
      let atLoading = 0;
      await onProbation(places, BEFORE, 20, confirming(places), () => {
        atLoading = before();
        return loaded(places);
      });
      const armed = started().filter((line) => line.startsWith("systemd-run"));
      assert.equal(armed.length, 2);
      assert.match(armed[0] ?? "", /--unit=stillroom-firewall-back-loading --on-active=45s /);
      assert.match(armed[1] ?? "", /--unit=stillroom-firewall-back --on-active=22s /);
      const [next = "", then = ""] = started().slice(atLoading);
      assert.equal(next, armed[1], "the second is armed before the first is stopped");
      assert.equal(then, "systemctl stop stillroom-firewall-back-loading.timer");
    });
  });
});

describe("the rules in force", () => {
  it("are a reason to stop where they can't be read", async () => {
    const saves = { "iptables-save": "echo v4", "ip6tables-save": "echo v6" };
    await withStandInPrograms(saves, async () => {
      assert.deepEqual(await rulesInForce(), { v4: "v4\n", v6: "v6\n" });
    });
    // A kernel without IPv6 has nothing to filter there.
    const needed = existsSync("/proc/net/if_inet6") ? ["iptables-save", "ip6tables-save"] : ["iptables-save"];
    for (const broken of needed) {
      await withStandInPrograms({ ...saves, [broken]: "echo out of memory >&2; exit 1" }, async () => {
        await assert.rejects(rulesInForce(), failed("firewall", /out of memory/));
      });
    }
    await withStandInPrograms({}, async () => {
      await assert.rejects(rulesInForce(), failed("firewall", /iptables-save can't be started/));
    });
  });

  const restores = (program: string): string => `cat > $ROOT/${program}`;
  const PROGRAMS = {
    "iptables-save": "printf '*nat\\n:OUTPUT ACCEPT [0:0]\\nCOMMIT\\n'",
    "ip6tables-save": "exit 1",
    "iptables-restore": restores("v4"),
    "ip6tables-restore": restores("v6"),
  };

  it("come back family by family, also where the present ones can't be read", async () => {
    await withStandInPrograms(PROGRAMS, async ({ root }) => {
      assert.deepEqual(await restoreRules(BEFORE), []);
      assert.equal(readFileSync(join(root, "v4"), "utf8"), `${BEFORE.v4}*nat\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n`);
      assert.equal(readFileSync(join(root, "v6"), "utf8"), BEFORE.v6);
    });
  });

  it("that do not come back are told, and do not stop the other family", async () => {
    await withStandInPrograms(
      { ...PROGRAMS, "iptables-restore": "echo line 2 failed >&2; exit 2" },
      async ({ root }) => {
        const troubles = await restoreRules(BEFORE);
        assert.equal(troubles.length, 1);
        assert.match(troubles[0] ?? "", /iptables-restore: line 2 failed/);
        assert.ok(existsSync(join(root, "v6")));
      },
    );
  });
});
