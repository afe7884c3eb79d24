import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { kitOf } from "../../kits/kit.ts";
import { modeOf } from "../../kits/zip.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { stopLab } from "../../scripts/sandbox/lab.ts";
import { EVERYTHING, practiceOf } from "../kits/clinics.ts";
import { startPracticeMachine, until, type PracticeMachine } from "./practice-machine.ts";

const skip = (await sandboxObstacle()) ?? false;

/** What `vpn-only` leaves to systemd, on a booted Debian: the network namespaces of tests/kits/ have a stand-in for it. */
describe("the kill switch on a computer that systemd runs", { skip, timeout: 600_000 }, () => {
  let here: PracticeMachine;

  before(async () => {
    here = await startPracticeMachine([], ["iptables", "nftables", "ufw"]);
    for (const { path, bytes, executable } of kitOf(practiceOf(EVERYTHING)).files) {
      const to = join(here.machine.folder, "root/root/kit", path);
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, bytes, { mode: modeOf(executable) });
    }
  });
  after(() => stopLab(here.lab));

  const shell = (script: string): Promise<string> => here.machine.exec(["sh", "-c", script]);
  const isOn = (): Promise<boolean> =>
    shell("vpn-only status").then(
      (said) => said.startsWith("On, "),
      () => false,
    );

  /** The lab's mirror, which anybody in its network may ask. */
  const reachesOutside = (): Promise<boolean> =>
    shell(`timeout 3 bash -c 'exec 3<>/dev/tcp/${here.lab.gateway.address4}/80'`).then(
      () => true,
      () => false,
    );

  it("is on from the installation on", async () => {
    assert.equal(await reachesOutside(), true);
    assert.match(await shell("/root/kit/workstations/linux/vpn-only install 2>&1"), /^On, by (?:nftables|iptables): /);
    assert.equal(await reachesOutside(), false);
    assert.equal((await shell("systemctl is-active vpn-only vpn-only-keep")).trim(), "active\nactive");
  });

  it("is on again after a restart, before there is any network", async () => {
    await here.machine.reboot();
    assert.equal(await isOn(), true);
    assert.equal(await reachesOutside(), false);
    const at = async (unit: string): Promise<number> =>
      Number(await shell(`systemctl show --value --property=ActiveEnterTimestampMonotonic ${unit}`));
    assert.ok((await at("vpn-only.service")) > 0);
    assert.ok((await at("vpn-only.service")) <= (await at("network-pre.target")));
    assert.equal((await shell("journalctl --boot | grep -c 'ordering cycle' || true")).trim(), "0");
  });

  it("is put back when its rules are taken away", async () => {
    await shell(
      "if grep -qx nftables /usr/local/lib/stillroom/vpn-only/filter; then nft flush ruleset; else iptables -t mangle -F; fi",
    );
    await until(isOn);
    assert.equal(await reachesOutside(), false);
  });

  it("lets out what it likes in a pause, which ends with a restart", async () => {
    assert.match(await shell("vpn-only pause 10"), /^Paused until /);
    assert.equal(await reachesOutside(), true);
    await here.machine.reboot();
    assert.equal(await isOn(), true);
    assert.equal(await reachesOutside(), false);
  });

  it("has a keeper that ends a pause when its time since the start of the computer is over, and makes none without it", async () => {
    await shell("vpn-only pause 10; echo 1 > /run/vpn-only.pause");
    await until(isOn);
    assert.equal(await reachesOutside(), false);
    await shell("systemctl stop vpn-only-keep");
    await assert.rejects(shell("vpn-only pause 10"));
    await shell("systemctl start vpn-only-keep");
    assert.equal(await isOn(), true);
  });

  it("is taken off whole", async () => {
    await shell("vpn-only remove");
    assert.equal(await reachesOutside(), true);
    assert.equal((await shell("systemctl list-unit-files --no-legend 'vpn-only*' || true")).trim(), "");
    assert.equal((await shell("ls /usr/local/sbin /usr/local/lib/stillroom | grep vpn-only || true")).trim(), "");
  });

  it("holds beside nftables' own service, which empties all tables whenever it starts, reloads or stops", async () => {
    await shell("DEBIAN_FRONTEND=noninteractive apt-get -qq --yes install nftables > /dev/null 2>&1");
    await shell("systemctl enable --now nftables.service 2>&1");
    assert.match(await shell("/root/kit/workstations/linux/vpn-only install 2>&1"), /^On, by nftables: /);
    // The keeper is left with what nftables tells it, which this version does in words of its own.
    await shell(
      "sed -i 's/sleep 5/sleep 600/' /usr/local/lib/stillroom/vpn-only/vpn-only; systemctl restart vpn-only-keep; sleep 1",
    );
    for (const act of ["restart", "reload", "stop", "start"]) {
      await shell(`systemctl ${act} nftables.service`);
      await until(isOn);
      assert.equal(await reachesOutside(), false, act);
    }
    await here.machine.reboot();
    assert.equal(await isOn(), true);
    assert.equal(await reachesOutside(), false);
    assert.match(await shell("vpn-only status"), /Found tables of nftables, which stay as they are: .*inet filter/);
    await shell("vpn-only remove");
    assert.equal(await reachesOutside(), true);
  });

  it("holds beside ufw, and goes without touching its rules", async () => {
    await shell(
      "systemctl disable --now nftables; DEBIAN_FRONTEND=noninteractive apt-get -qq --yes install ufw > /dev/null 2>&1",
    );
    await shell("/root/kit/workstations/linux/vpn-only install 2>&1");
    for (const act of ["--force enable", "reload"]) {
      await shell(`ufw ${act}`);
      assert.equal(await isOn(), true, act);
      assert.equal(await reachesOutside(), false, act);
      assert.match(await shell("vpn-only status"), /Found ufw: /);
    }
    const rules = "iptables-save -t filter | grep -v -e '^#' -e '^:'";
    const before = await shell(rules);
    assert.match(before, /ufw-user-output/);
    await shell("vpn-only remove");
    assert.equal(await shell(rules), before);
    assert.equal(await reachesOutside(), true);
  });
});
