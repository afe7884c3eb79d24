import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run } from "../../scripts/sandbox/command.ts";
import { inLab, machineAddresses, publishNames, startLab, stopLab, type Lab } from "../../scripts/sandbox/lab.ts";
import { startMachine, type Machine } from "../../scripts/sandbox/machine.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { isAlive, type ProcessIdentity } from "../../scripts/sandbox/process.ts";
import { makeMirror, makeSigner, SUITE, type Signer } from "../../scripts/sandbox/repository.ts";

const skip = (await sandboxObstacle()) ?? false;

const USER_DATA =
  "#cloud-config\nhostname: h1\nlocale: C.UTF-8\nwrite_files:\n  - { path: /srv/born, content: here }\n";

/** Whether a command succeeds. */
const opens = (argv: readonly string[]): Promise<boolean> =>
  run(argv).then(
    () => true,
    () => false,
  );

describe("the sandbox", { skip, timeout: 600_000 }, () => {
  let signer: Signer;
  let lab: Lab;
  let machine: Machine;

  before(async () => {
    lab = await startLab(false);
    signer = await makeSigner(join(lab.folder, "signer"));
    await makeMirror(13, ["hello"], [], signer, lab.mirror.folder);
    const addresses = machineAddresses(lab, 0);
    await publishNames(lab, new Map([["h1.quiet-harbour.example", addresses]]));
    machine = await startMachine(lab, { name: "h1", debian: 13, addresses, userData: USER_DATA });
  });
  after(async () => {
    await stopLab(lab);
    assert.equal(existsSync(lab.folder), false);
    assert.doesNotMatch(await readFile("/proc/self/mounts", "utf8"), new RegExp(`${lab.folder}/`));
    assert.doesNotMatch(await run(["ip", "netns", "list"]), new RegExp(`${lab.namespace}\\b`));
  });

  it("boots a machine by its user data, with the addresses that were promised", async () => {
    assert.equal(await machine.exec(["cat", "/srv/born"]), "here");
    assert.equal((await machine.exec(["hostname"])).trim(), "h1");
    const addresses = await machine.exec(["ip", "-brief", "address", "show", "dev", "host0"]);
    assert.ok(addresses.includes(`${machine.addresses.address4}/`), addresses);
  });

  it("says what cloud-init says when user data is wrong or not understood", async () => {
    const addresses = machineAddresses(lab, 1);
    const start = (userData: string): Promise<Machine> =>
      startMachine(lab, { name: "h2", debian: 13, addresses, userData });
    await assert.rejects(start("#cloud-config\nbootcmd: [[/bin/false]]\n"), /cloud-init on h2 says "error"/);
    await assert.rejects(start("#cloud-config\nhost_name: h2\n"), /schema.*host_name/s);
    assert.equal(existsSync(join(lab.folder, "machines/h2")), false);
  });

  it("is reached from this system and from the lab, over both families", async () => {
    for (const address of [machine.addresses.address4, machine.addresses.address6]) {
      const ssh = ["bash", "-c", `exec 3<>/dev/tcp/${address}/22; read -t 5 -u 3 line; [[ $line == SSH-2.0-* ]]`];
      assert.ok(await opens(ssh), `from here to ${address}`);
      assert.ok(await opens(inLab(lab, ssh)), `from the lab to ${address}`);
    }
  });

  it("answers the lab's names and no other", async () => {
    const hosts = await machine.exec(["getent", "ahosts", "h1.quiet-harbour.example"]);
    assert.match(hosts, new RegExp(`^${machine.addresses.address4.replaceAll(".", "\\.")} `, "m"));
    await assert.rejects(machine.exec(["getent", "ahosts", "deb.debian.org"]));
  });

  it("installs from the signed mirror, and from nothing that was changed after it was signed", async () => {
    const source = `deb [signed-by=/etc/apt/keyrings/mirror.asc] ${lab.mirror.uri} ${SUITE} main\n`;
    await machine.exec(["rm", "/etc/apt/sources.list.d/debian.sources"]);
    await machine.exec(["tee", "/etc/apt/keyrings/mirror.asc"], { input: signer.key });
    await machine.exec(["tee", "/etc/apt/sources.list"], { input: source });
    await machine.exec(["apt-get", "update"]);
    await machine.exec(["apt-get", "--yes", "install", "hello"]);
    assert.match(await machine.exec(["hello"]), /Hello, world!/);
    const index = (await run(["find", lab.mirror.folder, "-name", "Packages"])).trim();
    await appendFile(index, "\n");
    await machine.exec(["sh", "-c", "rm -r /var/lib/apt/lists"]);
    await assert.rejects(machine.exec(["apt-get", "update"]), /unexpected size|Hash Sum mismatch/);
  });

  it("has an ACME directory that its root vouches for", async () => {
    const found = await run([
      ...["curl", "--silent", "--show-error", "--cacert", join(lab.folder, "root.pem")],
      ...["--resolve", `acme.lab.example:443:${lab.gateway.address4}`, lab.authority.directory],
    ]);
    assert.ok("newOrder" in (JSON.parse(found) as object));
  });

  it("can't open this system's disks, even as root", async () => {
    const disk = (await run(["lsblk", "--nodeps", "--noheadings", "--list", "--output", "MAJ:MIN"]))
      .trim()
      .split(/\s+/)[0];
    const [major = "7", minor = "0"] = disk?.split(":") ?? [];
    const open = `mknod /tmp/disk b ${major} ${minor} && dd if=/tmp/disk of=/dev/null count=1`;
    await assert.rejects(machine.exec(["sh", "-c", open]), /Operation not permitted|Permission denied/);
  });

  it("comes back from a reboot with what it wrote", async () => {
    await machine.exec(["touch", "/srv/kept"]);
    await machine.reboot();
    await machine.exec(["test", "-e", "/srv/kept"]);
    assert.ok(await opens(["bash", "-c", `exec 3<>/dev/tcp/${machine.addresses.address4}/22`]));
  });

  it("stands beside another lab, and clears one away whose maker was killed", async () => {
    const program = `
      import { startLab } from ${JSON.stringify(new URL("../../scripts/sandbox/lab.ts", import.meta.url).href)};
      const lab = await startLab(false);
      console.log(lab.number);
      setInterval(() => undefined, 1000);`;
    const maker = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const number = await new Promise<string>((resolve) =>
      maker.stdout.once("data", (text: Buffer) => {
        resolve(text.toString().trim());
      }),
    );
    assert.notEqual(Number(number), lab.number);
    assert.match(await run(["ip", "netns", "list"]), new RegExp(`stillroom-${number}\\b`));
    const folder = join(dirname(lab.folder), number);
    const programs = await Promise.all(
      ["dnsmasq", "mirror", "pebble"].map(async (name) => {
        return JSON.parse(await readFile(join(folder, `${name}.process`), "utf8")) as ProcessIdentity;
      }),
    );
    assert.ok(programs.every(isAlive));
    maker.kill("SIGKILL");
    await new Promise((resolve) => maker.once("close", resolve));
    await stopLab(await startLab(false));
    assert.deepEqual(programs.filter(isAlive), []);
    // Another test's lab may have taken its place by now.
    const state = await readFile(join(folder, "lab.json"), "utf8").catch(() => "");
    assert.ok(!state.includes(`"pid":${String(maker.pid)},`), state);
  });
});
