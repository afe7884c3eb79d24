import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Workstations } from "../../clinic/clinic.ts";
import { kitOf } from "../../kits/kit.ts";
import { modeOf } from "../../kits/zip.ts";
import { CommandFailed, run } from "../../scripts/sandbox/command.ts";
import { inLab, stopLab } from "../../scripts/sandbox/lab.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { practiceOf } from "../kits/clinics.ts";
import { BY_WIREGUARD } from "../kits/linux/journey.ts";
import { allowedAs, described, startCapture } from "../kits/linux/capture.ts";
import type { StartedProgram } from "../kits/linux/room.ts";
import { startPracticeMachine, until, type PracticeMachine } from "./practice-machine.ts";

/**
 * `npm run exercise:beside-other-programs`: the kill switch on a booted Debian beside the real ufw, firewalld and Docker, which come,
 * go and load their rules anew in its presence; seen from the cable.
 */

interface Other {
  readonly name: string;
  readonly packages: readonly string[];
  /** What can be done to it while it is installed, in this order; at the end it is on. */
  readonly acts: readonly string[];
  /** After these the rules in the tables of iptables are gone, or others stand before them, until they are put back. */
  readonly displacing: readonly string[];
  /** Takes it off. */
  readonly end: string;
}

const OTHERS: readonly Other[] = [
  {
    name: "ufw",
    packages: ["ufw"],
    acts: [
      "ufw --force enable",
      "ufw allow out 53",
      "ufw default allow routed",
      "ufw reload",
      "systemctl restart ufw",
      "ufw disable",
      "ufw --force reset",
      "ufw --force enable",
    ],
    // ufw-framework(8) and /etc/default/ufw: then ufw flushes the built-in chains of every table.
    displacing: [
      "sed -i s/^MANAGE_BUILTINS=no/MANAGE_BUILTINS=yes/ /etc/default/ufw; ufw reload",
      "ufw disable",
      "sed -i s/^MANAGE_BUILTINS=yes/MANAGE_BUILTINS=no/ /etc/default/ufw; ufw --force enable",
    ],
    end: "ufw disable; systemctl disable --now ufw",
  },
  {
    name: "firewalld",
    packages: ["firewalld"],
    acts: [
      "systemctl start firewalld",
      "firewall-cmd --reload",
      "firewall-cmd --complete-reload",
      "firewall-cmd --permanent --add-masquerade; firewall-cmd --permanent --add-forward; firewall-cmd --reload",
      "systemctl restart firewalld",
      "systemctl reload firewalld",
      "systemctl stop firewalld",
      "systemctl start firewalld",
    ],
    // firewalld.direct(5): its rules stand before ours; firewalld.conf(5), FirewallBackend: then it flushes the tables of iptables.
    displacing: [
      "firewall-cmd --direct --add-rule ipv4 mangle POSTROUTING 0 -j ACCEPT",
      "sed -i s/^FirewallBackend=nftables/FirewallBackend=iptables/ /etc/firewalld/firewalld.conf; systemctl restart firewalld",
      "firewall-cmd --complete-reload",
    ],
    end: "systemctl disable --now firewalld",
  },
  {
    name: "Docker",
    packages: ["docker.io", "docker-cli"],
    acts: [
      "systemctl start docker",
      "docker network create other",
      "systemctl restart docker",
      "systemctl stop docker docker.socket",
      "systemctl start docker",
      "docker network rm other",
    ],
    displacing: [],
    end: "systemctl disable --now docker docker.socket",
  },
];

/** With a server that lies beyond the lab's own network, so that packets to it are seen on the cable. */
const WORKSTATIONS: Workstations = {
  tunnel: {
    ...BY_WIREGUARD.tunnel,
    endpoints: [{ address: "10.99.0.20", protocol: "udp", port: 51820 }],
  },
  printer: undefined,
};

const skip = (await sandboxObstacle()) ?? false;
const CHATTER = fileURLToPath(new URL("../kits/linux/chatter.py", import.meta.url));

/** Sends as WireGuard does, by mark, place and first bytes; it stands in for a tunnel that wants to come up, and does nothing else. */
const STAND_IN_WIREGUARD = `import socket, time
one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
one.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, ${WORKSTATIONS.tunnel.mark})
while True:
    try:
        one.sendto(bytes([1, 0, 0, 0]) + bytes(144), ("10.99.0.20", 51820))
    except OSError:
        pass
    time.sleep(0.1)
`;

for (const filter of ["nftables", "iptables"] as const) {
  describe(`the kill switch by ${filter}`, { skip, timeout: 1_800_000 }, () => {
    let here: PracticeMachine;
    before(async () => {
      const packages = OTHERS.flatMap((other) => other.packages);
      here = await startPracticeMachine([], ["nftables", ...packages]);
      for (const { path, bytes, executable } of kitOf(practiceOf({ ...CLINIC, workstations: WORKSTATIONS })).files)
        await put(join("root/kit", path), bytes, modeOf(executable));
      await put("root/chatter.py", await run(["cat", CHATTER]));
      await put("root/wireguard.py", STAND_IN_WIREGUARD);
      // While the kill switch is on, packages come by the tunnel or not at all; here they are fetched before.
      await shell(`apt-get -qq --yes --download-only --no-install-recommends install ${packages.join(" ")}`);
      if (filter === "nftables") await shell("apt-get -qq --yes install nftables");
      await chatter();
    });
    after(() => stopLab(here.lab));

    const put = async (path: string, text: string | Uint8Array, mode = 0o644): Promise<void> => {
      const to = join(here.machine.folder, "root", path);
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, text, { mode });
    };
    const shell = (script: string): Promise<string> =>
      here.machine.exec(["env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", `{ ${script}\n} 2>&1`]);

    const chatter = async (): Promise<void> => {
      await shell(
        `systemd-run --quiet --unit=chatter python3 /root/chatter.py host0
         systemd-run --quiet --unit=wireguard-stand-in python3 /root/wireguard.py`,
      );
      // It begins with a connection, which waits for an answer that never comes.
      await until(async () => (await seenWhile(() => Promise.resolve())).has("tunnel"));
      await shell("sleep 6");
    };

    /** What the machine put on its cable meanwhile. */
    const seenWhile = async (act: () => Promise<unknown>) => {
      const start = (argv: readonly string[]): StartedProgram => {
        const [program = "", ...words] = inLab(here.lab, argv);
        return spawn(program, words, { stdio: ["ignore", "ignore", "pipe"] });
      };
      // systemd-nspawn(1), --network-bridge: the machine's end of the bridge begins with "vb-", and is another one after each start.
      const cards = await run(inLab(here.lab, ["ip", "-o", "link", "show", "master", here.lab.bridge]));
      const card = /(vb-[^@:]+)/.exec(cards)?.[1] ?? "";
      const capture = await startCapture({ start }, card, join(here.lab.folder, "seen.pcap"));
      let frames: readonly Buffer[];
      try {
        await sleep(600);
        await act();
        await sleep(600);
      } finally {
        frames = await capture.frames();
      }
      const reasons = frames.map((frame) => allowedAs(frame, WORKSTATIONS) ?? `LEAK ${described(frame)}`);
      return new Set(reasons);
    };
    const leaksOf = (seen: ReadonlySet<string>): readonly string[] => [...seen].filter((one) => one.startsWith("LEAK"));

    const isOn = (): Promise<boolean> =>
      shell("vpn-only status").then(
        (said) => said.startsWith(`On, by ${filter}`),
        (error: unknown) => {
          if (error instanceof CommandFailed) return false;
          throw error;
        },
      );
    const assertHolds = async (act: string): Promise<void> => {
      const seen = await seenWhile(() => shell(act));
      assert.deepEqual(leaksOf(seen), [], act);
      assert.ok(seen.has("tunnel"), `the tunnel can come up after: ${act}`);
      assert.equal(await isOn(), true, act);
    };
    const install = (): Promise<string> => shell("sh /root/kit/workstations/linux/vpn-only install");

    /** All rules that are not ours, without counts and handles. */
    const theirRules = (): Promise<string> =>
      shell(
        `{ if command -v nft > /dev/null; then nft --stateless list ruleset 2> /dev/null | sed '/^table inet vpn_only {/,/^}/d'; fi
           for program in iptables ip6tables; do $program-save 2> /dev/null; done; } | sed 's/^#.*//; s/ *\\[[0-9]*:[0-9]*\\]//; s/counter packets [0-9]* bytes [0-9]*/counter/' | grep -v -e vpn-only -e '^$' || true`,
      );

    it("would be seen to leak without it", async () => {
      assert.ok(leaksOf(await seenWhile(() => Promise.resolve())).length > 10);
    });

    for (const other of OTHERS) {
      describe(`beside ${other.name}`, () => {
        it("holds while that is installed and used", async () => {
          assert.match(await install(), new RegExp(`^On, by ${filter}: `));
          await assertHolds(`apt-get -qq --yes --no-install-recommends install ${other.packages.join(" ")}`);
          for (const act of other.acts) await assertHolds(act);
          assert.match(await shell("vpn-only status"), new RegExp(`Found ${other.name}`));
        });

        if (other.name === "Docker")
          it("lets nothing of a container out", async () => {
            // A network of its own, tied to Docker's bridge as Docker does it: it stands in for a container, which can't be started here.
            await shell(
              `ip netns add container; ip link add c0 type veth peer name c1 netns container; ip link set c0 master docker0 up
               ip -n container addr add 172.17.0.9/16 dev c1; ip -n container link set c1 up
               ip -n container route add default via 172.17.0.1`,
            );
            const ask = "ip netns exec container ping -c 3 -W 1 198.51.100.130";
            const asked = "IPv4 protocol 1 to 198.51.100.130";
            await shell("systemctl stop chatter");
            assert.deepEqual(leaksOf(await seenWhile(() => shell(`${ask} || true`))), []);
            await shell("vpn-only remove");
            assert.deepEqual(leaksOf(await seenWhile(() => shell(`${ask} || true`))), [`LEAK ${asked}`]);
            await install();
            await shell("systemd-run --quiet --unit=chatter python3 /root/chatter.py host0; sleep 6");
          });

        for (const act of other.displacing)
          it(`is there, or back at once, after: ${act}`, async () => {
            const seen = await seenWhile(() => shell(act));
            if (filter === "nftables") assert.deepEqual(leaksOf(seen), []);
            await until(isOn);
            assert.deepEqual(leaksOf(await seenWhile(() => Promise.resolve())), []);
          });

        it("holds after a restart with both", async () => {
          await here.machine.reboot();
          await chatter();
          await until(isOn);
          assert.deepEqual(leaksOf(await seenWhile(() => Promise.resolve())), []);
        });

        it("goes without touching the other's rules, and comes after them as well", async () => {
          const rules = await theirRules();
          await shell("vpn-only remove");
          assert.equal(await theirRules(), rules);
          assert.ok(leaksOf(await seenWhile(() => Promise.resolve())).length > 0);
          await install();
          assert.equal(await theirRules(), rules);
          await assertHolds("true");
          const seen = await seenWhile(() => shell(other.end));
          if (filter === "nftables") assert.deepEqual(leaksOf(seen), []);
          await until(isOn);
          assert.deepEqual(leaksOf(await seenWhile(() => Promise.resolve())), []);
          await shell("vpn-only remove");
        });
      });
    }
  });
}
