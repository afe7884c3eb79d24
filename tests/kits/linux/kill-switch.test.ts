import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run } from "../../../scripts/sandbox/command.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import { FAULTS, recover } from "./faults.ts";
import {
  beginJourney,
  BY_WIREGUARD,
  handOver,
  journeyObstacle,
  setUpWireguard,
  untilReached,
  wireguardDown,
  wireguardUp,
  withoutNftables,
  type Journey,
} from "./journey.ts";
import { chatterOn, seenWhile, startChatter, type Seen } from "./leaks.ts";
import { until } from "./until.ts";

const skip = await journeyObstacle();

const noTime = await run(["unshare", "--time", "--boottime=1", "true"]).then(
  () => false,
  () => "Needs time namespaces, which this system refuses.",
);
const noDesktop = ["dbus-daemon", "dbus-monitor", "busctl"].every((program) => isInstalled(program))
  ? false
  : "Needs dbus-daemon, dbus-monitor and busctl; scripts/test installs them.";

const NOTHING = new Map<string, number>();

/** One of each kind that the chatter has: if these can be seen, a leak would be. */
const KINDS = [
  "IPv4 protocol 6 to 198.51.100.130 port 80",
  "IPv4 protocol 6 to 198.51.100.130 port 853",
  "IPv6 protocol 6 to 2001:db8:30::30 port 80",
  "IPv4 protocol 17 to 198.51.100.130 port 53",
  "IPv6 protocol 17 to 2001:db8:30::30 port 53",
  "IPv4 protocol 17 to 192.168.50.1 port 53",
  "IPv4 protocol 17 to 198.51.100.130 port 443",
  "IPv4 protocol 17 to 198.51.100.130 port 67",
  "IPv4 protocol 17 to 198.51.100.20 port 51820",
  "IPv4 protocol 17 to 224.0.0.251 port 5353",
  "IPv6 protocol 17 to ff02::fb port 5353",
  "IPv4 protocol 17 to 239.255.255.250 port 1900",
  "IPv4 protocol 17 to 255.255.255.255 port 9999",
  "IPv4 protocol 17 to 198.51.100.130 fragment",
  "IPv4 protocol 17 to 198.51.100.20 fragment",
  "IPv4 protocol 1 to 198.51.100.130",
  "IPv6 protocol 58 to 2001:db8:30::30 type 128",
  "IPv6 protocol 58 to 2001:db8:30::30 type 135",
  "IPv4 protocol 47 to 198.51.100.130",
  "IPv6 protocol 47 to 2001:db8:30::30 type 0",
  "IPv4 protocol 132 to 198.51.100.130",
  "IPv4 protocol 50 to 198.51.100.130",
] as const;

function assertSilent({ leaks }: Seen): void {
  assert.deepEqual(leaks, NOTHING);
}

/** Here each fault in one of the two; `npm run soak:kill-switch` has all of them in both, over and over. */
describe("a workstation kept silent", { skip, concurrency: 2 }, () => {
  for (const filter of ["nftables", "iptables"] as const) {
    // Side by side, each in networks of its own: they wait more than they work.
    describe(`by ${filter}`, { concurrency: 1, timeout: 600_000 }, () => {
      let journey: Journey;
      let command: string;

      before(async () => {
        journey = await beginJourney();
        await setUpWireguard(journey);
        command = await handOver(journey, BY_WIREGUARD);
        if (filter === "iptables") await withoutNftables(journey.workstation);
        startChatter(journey, BY_WIREGUARD);
      });
      after(() => journey.end());

      const shell = (script: string): Promise<string> => journey.workstation.shell(script);

      const untilOn = (): Promise<void> =>
        until(
          () => shell("vpn-only status").then(Boolean, () => false),
          () => "it is on again",
        );

      it("would say all kinds of things in the open without it", async () => {
        const { leaks } = await seenWhile(journey, BY_WIREGUARD, async () => {
          await chatterOn(journey);
          await chatterOn(journey);
        });
        assert.deepEqual(
          KINDS.filter((kind) => !leaks.has(kind)),
          [],
        );
      });

      it("says nothing in the open from the installation on, also by connections from before, and nothing at all without the tunnel", async () => {
        assert.match(await shell(`${command} install`), new RegExp(`^On, by ${filter}: .*\\nThe VPN is down`));
        const seen = await seenWhile(journey, BY_WIREGUARD, chatterOn);
        assertSilent(seen);
        assert.equal(seen.allowed.get("tunnel"), undefined);
      });

      it("talks through the tunnel once it is up", async () => {
        await wireguardUp(journey);
        await untilReached(journey);
        const seen = await seenWhile(journey, BY_WIREGUARD, chatterOn);
        assertSilent(seen);
        assert.ok((seen.allowed.get("tunnel") ?? 0) > 10);
      });

      it("proves it by itself", async () => {
        const said = await shell("vpn-only test");
        for (const family of [4, 6])
          assert.match(said, new RegExp(`Refused by the kernel: a packet past the VPN, by w0, over IPv${family} `));
        assert.match(said, /\nGood: nothing gets past the VPN\.\n$/);
      });

      for (const { name, strike } of FAULTS.filter((_, index) => index % 2 === (filter === "nftables" ? 0 : 1))) {
        it(`says nothing in the open when ${name}`, async () => {
          await untilReached(journey, [4]);
          const seen = await seenWhile(journey, BY_WIREGUARD, async () => {
            await chatterOn(journey);
            await strike(journey, command);
            await chatterOn(journey);
            await recover(journey);
          });
          assertSilent(seen);
          // It did talk until then, and does again.
          assert.ok((seen.allowed.get("tunnel") ?? 0) > 0);
          await untilReached(journey, [4]);
        });
      }

      it("lets everything pass in a pause, says so, and is silent again after it", async () => {
        await wireguardDown(journey.workstation);
        assert.match(await shell("vpn-only pause 5"), /^Paused until \d\d:\d\d: everything may leave this computer/);
        const { leaks } = await seenWhile(journey, BY_WIREGUARD, chatterOn);
        assert.ok(leaks.has("IPv4 protocol 17 to 198.51.100.130 port 53"));
        assert.match(await shell("vpn-only status || true"), /^Paused until/);
        await shell("vpn-only resume");
        assertSilent(await seenWhile(journey, BY_WIREGUARD, chatterOn));
        assert.match(await shell("vpn-only status"), /^On, /);
      });

      it("ends a pause though nobody is left to end it", async () => {
        // As if the minute began earlier, since the kernel looks at the clock alone.
        const early = `date() { case $1 in +%s) echo $(($(command date +%s) - 58)) ;; *) command date "$@" ;; esac; }`;
        await shell(
          `sed 's|^action=|${early.replaceAll("|", "\\|").replaceAll("&", "\\&")}\\n&|' ${command} > /run/early; sh /run/early pause 1`,
        );
        await until(
          async () => !(await shell("vpn-only status || true")).startsWith("Paused"),
          () => "the pause ends",
        );
        assertSilent(await seenWhile(journey, BY_WIREGUARD, chatterOn));
      });

      it("ends a pause with a new start of the computer, which loads the rules anew", async () => {
        await shell("vpn-only pause 5; vpn-only load");
        assertSilent(await seenWhile(journey, BY_WIREGUARD, chatterOn));
      });

      it("is put back when another program empties all tables", async () => {
        await shell(
          filter === "nftables"
            ? "nft flush ruleset"
            : "iptables -t mangle -F; iptables -t mangle -X; ip6tables -t mangle -F",
        );
        await untilOn();
        assertSilent(await seenWhile(journey, BY_WIREGUARD, chatterOn));
      });

      it(
        "is put back without waiting for the next look",
        { skip: filter === "iptables" && "Only nftables tells." },
        async () => {
          await shell(
            "sed -i 's/sleep 5/sleep 600/' /usr/local/lib/stillroom/vpn-only/vpn-only; systemctl restart vpn-only-keep.service",
          );
          // Those who tell have begun to.
          await until(
            () =>
              shell("pgrep -x nft").then(
                () => true,
                () => false,
              ),
            () => "nft monitor runs",
          );
          await shell("sleep 1; nft flush ruleset");
          await untilOn();
          await shell(`${command} install`);
        },
      );

      const alterations =
        filter === "nftables"
          ? [
              ["a rule in front lets everything pass", "nft insert rule inet vpn_only leaving accept"],
              ["the table is put to sleep", "nft 'add table inet vpn_only { flags dormant; }'"],
              ["a pause is written that has no end", "nft add rule inet vpn_only pause accept"],
            ]
          : [
              ["a rule in front lets everything pass", "iptables -t mangle -I vpn-only -j RETURN"],
              ["a rule in front lets others through", "ip6tables -t mangle -I FORWARD -j ACCEPT"],
            ];
      for (const [name, alter] of alterations) {
        it(`is put back when ${name}`, async () => {
          await shell(`kill -s STOP -- "-$(cat /run/keep.pid)"; ${alter}`);
          await assert.rejects(shell("vpn-only status"));
          await shell('kill -s CONT -- "-$(cat /run/keep.pid)"');
          await untilOn();
          assertSilent(await seenWhile(journey, BY_WIREGUARD, chatterOn));
        });
      }

      it("lets nothing out by a card that somebody named like the tunnel", async () => {
        // As whoever may make cards by NetworkManager can do, with the address of the card below.
        await wireguardDown(journey.workstation);
        await shell("ip link add link w0 name wg0 address $(cat /sys/class/net/w0/address) type macvlan mode passthru");
        await until(
          () =>
            shell("vpn-only status").then(
              (said) => said.includes("The card with the VPN’s name (wg0)"),
              () => false,
            ),
          () => "the card is seen",
        );
        const before = Number(
          await shell("cat /sys/class/net/wg0/statistics/tx_packets; ip link set wg0 up").then((said) => said.trim()),
        );
        assert.equal(before, 0);
        await shell(
          "ip addr add 192.168.50.9/24 dev wg0; ip neigh replace 192.168.50.1 lladdr 02:00:00:00:00:01 dev wg0",
        );
        const seen = await seenWhile(journey, BY_WIREGUARD, async () => {
          await shell("for count in 1 2 3; do ping -c 1 -W 1 -I wg0 192.168.50.1 > /dev/null 2>&1 || true; done");
        });
        assertSilent(seen);
        await shell("ip link del wg0");
        await until(
          () =>
            shell("vpn-only status").then(
              (said) => said.includes("The VPN is down"),
              () => false,
            ),
          () => "the name is free again",
        );
      });

      it("makes no pause without its keeper, which ends it", async () => {
        await shell('kill -- "-$(cat /run/keep.pid)"; rm /run/keep.pid');
        await assert.rejects(shell("vpn-only pause 5 2>&1"), /The pause could not be set/);
        assert.match(await shell("vpn-only status"), /^On, /);
        await shell("systemctl restart vpn-only-keep.service");
      });

      it(
        "ends a pause by the time since the start of the computer, whatever its clock says",
        { skip: noTime },
        async () => {
          await shell("vpn-only pause 5");
          await shell('kill -- "-$(cat /run/keep.pid)"');
          // As after a sleep, in which the time since the start goes on (time_namespaces(7)), and of which the clock knows nothing.
          await shell(
            "unshare --time --boottime=301 setsid /usr/local/lib/stillroom/vpn-only/vpn-only keep < /dev/null > /dev/null 2>&1 & echo $! > /run/keep.pid",
          );
          await untilOn();
          await shell("pkill -f 'vpn-only kee[p]'; systemctl restart vpn-only-keep.service");
        },
      );

      it("ends a pause when the computer has slept", async () => {
        // Each of its times a fraction, so that four seconds without a look are a sleep.
        await shell(
          `sed -i 's/sleep 5/sleep 1/; s/\\$2 + 30/$2 + 3/' /usr/local/lib/stillroom/vpn-only/vpn-only
           systemctl restart vpn-only-keep.service; vpn-only pause 5`,
        );
        assert.match(await shell("sleep 3; vpn-only status || true"), /^Paused/);
        await shell('kill -s STOP -- "-$(cat /run/keep.pid)"; sleep 5; kill -s CONT -- "-$(cat /run/keep.pid)"');
        await untilOn();
        await shell(`${command} install`);
      });

      it(
        "tells each desktop of a pause, of its end, and that the rules can't be loaded",
        { skip: noDesktop },
        async () => {
          // A real message bus, at which nobody but a recorder listens: it stands in for a desktop.
          const bus = "/run/user/65534/bus";
          await shell("mkdir -p /run/user/65534; chown nobody /run/user/65534");
          // Not by runuser(1), which stays between: what it started would outlive it.
          const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
          journey.workstation.start([
            ...asNobody,
            "dbus-daemon",
            "--session",
            "--nofork",
            `--address=unix:path=${bus}`,
          ]);
          await until(
            () =>
              shell(`test -S ${bus}`).then(
                () => true,
                () => false,
              ),
            () => "the bus is there",
          );
          const monitor = `exec dbus-monitor --address unix:path=${bus} > /run/user/65534/told`;
          journey.workstation.start([...asNobody, "sh", "-c", monitor]);
          const told = async (text: RegExp): Promise<void> => {
            await until(
              async () => text.test(await shell("cat /run/user/65534/told 2> /dev/null || true")),
              () => `the desktop is told: ${text}`,
            );
          };
          await told(/NameAcquired|NameLost/);
          await shell("vpn-only pause 5");
          await told(/member=Notify[^]*string "Paused until \d\d:\d\d: this computer is not protected\."[^]*byte 2/);
          await shell("vpn-only resume");
          await told(/string "On again: nothing leaves but through the VPN\."[^]*byte 1/);
          await shell(
            `cd /usr/local/lib/stillroom/vpn-only; for file in rules.*; do echo no-rule > $file; done
           ${filter === "nftables" ? "nft flush ruleset" : "iptables -t mangle -F"}`,
          );
          await told(/string "The rules can’t be loaded with .* this computer is NOT protected\./);
          await shell(`${command} install`);
        },
      );

      it("is put in force anew by its own command, as its messages advise", async () => {
        assert.match(await shell("vpn-only install"), new RegExp(`^On, by ${filter}: `));
      });

      it("is not installed where others may write", async () => {
        await shell("chmod 777 /usr/local/lib/stillroom");
        await assert.rejects(shell(`${command} install 2>&1`), /Not only administrators may write/);
        await shell("chmod 755 /usr/local/lib/stillroom");
        assert.equal(await shell("stat -c '%U:%G %a' /usr/local/lib/stillroom/vpn-only"), "root:root 755\n");
      });

      it("keeps what was installed when a new installation fails", async () => {
        const rules = join(dirname(command), "vpn-only-keep.service");
        const unit = await readFile(rules, "utf8");
        await shell(
          "cp /usr/local/sbin/systemctl /run/systemctl; printf '#!/bin/sh\\nexit 1\\n' > /usr/local/sbin/systemctl",
        );
        const seen = await seenWhile(journey, BY_WIREGUARD, async () => {
          await assert.rejects(shell(`${command} install 2>&1`), /taking back what was begun/);
        });
        assertSilent(seen);
        await shell("cp /run/systemctl /usr/local/sbin/systemctl");
        assert.match(await shell("vpn-only status"), /^On, /);
        assert.equal(await readFile(rules, "utf8"), unit);
      });

      it("keeps what was installed when a new installation fails before it has changed anything", async () => {
        await shell("mkdir -p /run/full; printf '#!/bin/sh\nexit 1\n' > /run/full/cp; chmod 755 /run/full/cp");
        await assert.rejects(shell(`PATH=/run/full:$PATH ${command} install 2>&1`), /taking back what was begun/);
        assert.match(await shell("vpn-only status"), /^On, /);
        await shell("test -e /usr/local/lib/stillroom/vpn-only/rules.nft && rm -r /run/full");
      });

      it("is seen to leak when a rule is wrong", async () => {
        const files = ["rules.nft", "rules.v4"].map((name) => join(dirname(command), name));
        const [nft = "", v4 = ""] = await Promise.all(files.map((file) => readFile(file, "utf8")));
        await writeFile(files[0] ?? "", nft.replace("\t\tjump pause", "\t\tudp dport 53 accept\n\t\tjump pause"));
        await writeFile(
          files[1] ?? "",
          v4.replace(
            "-A vpn-only -m comment",
            "-A vpn-only -p udp -m udp --dport 53 -j RETURN\n-A vpn-only -m comment",
          ),
        );
        await shell(`${command} install`);
        const { leaks } = await seenWhile(journey, BY_WIREGUARD, chatterOn);
        await Promise.all([nft, v4].map((text, index) => writeFile(files[index] ?? "", text)));
        assert.ok(
          leaks.size > 0 && [...leaks.keys()].every((kind) => kind.endsWith("port 53")),
          JSON.stringify([...leaks]),
        );
        await shell(`${command} install`);
        assertSilent(await seenWhile(journey, BY_WIREGUARD, chatterOn));
      });

      it("is taken off whole, and leaves other rules as they were", async () => {
        await shell(
          "iptables -A OUTPUT -d 198.51.100.99 -j DROP; iptables -t mangle -A POSTROUTING -d 198.51.100.99 -j MARK --set-mark 9",
        );
        const others = "iptables-save | grep -c 198.51.100.99";
        assert.equal((await shell(others)).trim(), "2");
        await shell(`${command} install; vpn-only remove`);
        assert.equal((await shell(others)).trim(), "2");
        assert.equal(
          await shell(
            "iptables-save; ip6tables-save; ls /usr/local/sbin /usr/local/lib/stillroom /etc/systemd/system | grep vpn-only || true",
          ).then((text) =>
            text
              .split("\n")
              .filter((line) => line.includes("vpn-only"))
              .join(),
          ),
          "",
        );
        await wireguardDown(journey.workstation);
        const { leaks } = await seenWhile(journey, BY_WIREGUARD, chatterOn);
        assert.ok(leaks.has("IPv4 protocol 17 to 198.51.100.130 port 53"));
      });

      it("is taken off whole, too, when only its empty chains are left, which refuse everything", async () => {
        await shell(
          `${command} install
           ${filter === "nftables" ? "nft flush table inet vpn_only" : "iptables -t mangle -F vpn-only"}; vpn-only remove`,
        );
        await shell("! nft list table inet vpn_only 2> /dev/null; ! iptables -t mangle -S vpn-only 2> /dev/null");
        const { leaks } = await seenWhile(journey, BY_WIREGUARD, chatterOn);
        assert.ok(leaks.has("IPv4 protocol 17 to 198.51.100.130 port 53"));
      });
    });
  }
});
