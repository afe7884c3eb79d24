import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Connection } from "../../components/provider/connection.ts";
import { deliver } from "../../components/provider/delivery.ts";
import { concerns } from "../../host/units.ts";
import { digestOf } from "../../render/render.ts";
import type { Release, ReleaseFile } from "../../render/release.ts";
import { run } from "../sandbox/command.ts";
import { stopLab } from "../sandbox/lab.ts";
import { isInstalled, sandboxObstacle } from "../sandbox/obstacle.ts";
import { startSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import { textTable } from "../terminal/text-table.ts";

/**
 * How long a delivery takes, on one booted machine and in one run: the first, one with nothing to do, one with a changed file. Held against
 * OpenSSH's client, which reads one file, and against Ansible, which puts the same files there by its modules `template` and `service`.
 */

const RUNS = 7;
/** Each takes a while. */
const ANSIBLE_RUNS = 3;

/** A file whose change makes one service read it again. */
const CHANGED = "/etc/nginx/nginx.conf";

async function bench(): Promise<void> {
  const obstacle = (await sandboxObstacle()) ?? (isInstalled("ansible-playbook") ? undefined : NO_ANSIBLE);
  if (obstacle !== undefined) throw new Error(obstacle);
  const sandbox = await startSandbox(false, (doing) => {
    process.stderr.write(`${doing}\n`);
  });
  try {
    process.env["STILLROOM_SSH_KEY"] = sandbox.administrator.key.file;
    console.log(textTable(["what", "time"], await rowsOf(sandbox)));
  } finally {
    await stopLab(sandbox.lab);
  }
}

const NO_ANSIBLE =
  "ansible-playbook is not installed, and there is nothing to compare with. Run: apt-get install ansible-core";

async function rowsOf(sandbox: Sandbox): Promise<readonly (readonly string[])[]> {
  const { release } = sandbox;
  const connection = await connectionTo(sandbox);
  const ssh = await opensshTo(sandbox, connection);
  process.stderr.write("Delivering for the first time\n");
  const first = await seconds(() => good(connection, release));
  process.stderr.write("Delivering again, with nothing to do\n");
  const nothing: number[] = [];
  const reading: number[] = [];
  const trues: number[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    nothing.push(await seconds(() => good(connection, release)));
    reading.push(await seconds(() => run([...ssh, "sudo", "cat", "/var/lib/stillroom/current"])));
    trues.push(await seconds(() => run([...ssh, "true"])));
  }
  process.stderr.write("Delivering one changed file\n");
  const changed: number[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    changed.push(await seconds(() => good(connection, withChange(release, `delivery ${round}`))));
  }
  process.stderr.write("Ansible: the same files\n");
  const ansible = await ansibleFor(sandbox, connection);
  await ansible(withChange(release, "begin"));
  const still: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < ANSIBLE_RUNS; round += 1) {
    others.push(await ansible(withChange(release, `round ${round}`)));
    still.push(await ansible(withChange(release, `round ${round}`)));
  }
  const against = (times: readonly number[], rival: readonly number[]): string =>
    `${(median(times) / median(rival)).toFixed(2)} ×`;
  return [
    ["`ssh true`", shown(trues)],
    ["`ssh sudo cat` of one file", shown(reading)],
    [
      "delivery, nothing to do",
      `${shown(nothing)}, ${against(nothing, reading)} ssh sudo cat, ${against(nothing, trues)} ssh true`,
    ],
    ["delivery, one file changed, proofs and all", shown(changed)],
    [`Ansible, nothing to do, ${release.files.length} files`, `${shown(still)}, ${against(still, nothing)} ours`],
    ["Ansible, one file changed, no proofs", `${shown(others)}, ${against(others, changed)} ours`],
    ["delivery, the first: packages, files, services, proofs", `${first.toFixed(1)} s`],
  ];
}

async function connectionTo({ machine, administrator }: Sandbox): Promise<Connection> {
  const [type = "", key = ""] = (await machine.exec(["cat", "/etc/ssh/ssh_host_ed25519_key.pub"])).split(" ");
  return { host: machine.addresses.address4, port: 22, user: administrator.name, hostKey: `${type} ${key.trim()}` };
}

/** OpenSSH's client with nothing of the person's own configuration. */
async function opensshTo({ lab, administrator }: Sandbox, connection: Connection): Promise<readonly string[]> {
  const known = join(lab.folder, "known-hosts");
  await writeFile(known, `${connection.host} ${connection.hostKey}\n`);
  const options = [
    "-F",
    "none",
    "-i",
    administrator.key.file,
    "-o",
    "IdentitiesOnly=yes",
    "-o",
    `UserKnownHostsFile=${known}`,
  ];
  return ["ssh", ...options, `${connection.user}@${connection.host}`];
}

async function good(connection: Connection, release: Release): Promise<void> {
  const outcome = await deliver(connection, release, () => undefined);
  if (outcome.kind === "kept" || outcome.kind === "unchanged") return;
  throw new Error(JSON.stringify(outcome.failure));
}

function withChange({ digest: before, ...content }: Release, words: string): Release {
  const files = content.files.map((file) =>
    file.path === CHANGED ? { ...file, text: `${file.text}# ${words}\n` } : file,
  );
  const digest = digestOf({ ...content, files });
  if (digest === before) throw new Error(`No release has a file ${CHANGED}; name another one in this script.`);
  return { ...content, files, digest };
}

/**
 * A playbook with one `template` for each file and one `service` for each unit, as its own guides have it, with what makes it quick: no facts gathered,
 * pipelining, one connection kept open (ansible-doc ansible.builtin.template, .service; ansible-config, ANSIBLE_PIPELINING).
 *
 * @returns a function that puts a release's files there and gives the seconds that it took
 */
async function ansibleFor(
  { lab, machine, administrator }: Sandbox,
  connection: Connection,
): Promise<(release: Release) => Promise<number>> {
  const folder = join(lab.folder, "ansible");
  await mkdir(folder);
  const known = `-F none -o IdentitiesOnly=yes -o UserKnownHostsFile=${join(lab.folder, "known-hosts")} -o ControlMaster=auto -o ControlPersist=60s`;
  const host = {
    ansible_user: connection.user,
    ansible_ssh_private_key_file: administrator.key.file,
    ansible_ssh_common_args: known,
  };
  await writeFile(join(folder, "inventory.json"), JSON.stringify({ all: { hosts: { [connection.host]: host } } }));
  const filled = new Map<string, string>();
  return async (release) => {
    for (const { path, text } of release.files) {
      // Secrets and facts are filled in as they are on the machine, so that nothing but the one file changes.
      if (text.includes("@@") && !filled.has(path)) filled.set(path, await machine.exec(["cat", path]));
    }
    const sources = release.files.map((file) => filled.get(file.path) ?? file.text);
    for (const [index, text] of sources.entries())
      await writeFile(join(folder, `${index}.j2`), `{% raw %}${text}{% endraw %}`);
    await writeFile(join(folder, "playbook.json"), JSON.stringify([playOf(release)]));
    const environment = {
      ANSIBLE_PIPELINING: "1",
      ANSIBLE_NOCOLOR: "1",
      ANSIBLE_HOME: join(folder, "home"),
      LC_ALL: "C.UTF-8",
    };
    return seconds(() => run(["ansible-playbook", "-i", "inventory.json", "playbook.json"], { folder, environment }));
  };
}

function playOf(release: Release): object {
  const units = release.units.map(({ name }) => name);
  return {
    hosts: "all",
    become: true,
    gather_facts: false,
    tasks: [
      ...release.files.map((file, index) => templateOf(file, index, release)),
      ...units.map((name) => ({ name, "ansible.builtin.service": { name, enabled: true, state: "started" } })),
    ],
    handlers: release.units.map(({ name, onChange }) => ({
      name: `changed ${name}`,
      "ansible.builtin.service": { name, state: onChange === "reload" ? "reloaded" : "restarted" },
    })),
  };
}

function templateOf({ path, owner, group, mode }: ReleaseFile, index: number, release: Release): object {
  const notify = release.units.filter((unit) => concerns(unit, path)).map(({ name }) => `changed ${name}`);
  return { name: path, "ansible.builtin.template": { src: `${index}.j2`, dest: path, owner, group, mode }, notify };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

function shown(times: readonly number[]): string {
  return `${median(times).toFixed(2)} s`;
}

await bench();
