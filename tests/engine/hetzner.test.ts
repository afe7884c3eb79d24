import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import { engineObstacle, newProject, type Project } from "./engine.ts";

const CONFIGURATION = {
  "stillroom:names": { domain: "quiet-harbour.example" },
  "stillroom:machine": { provider: "hetzner", size: "cx33", region: "nbg1" },
  "stillroom:law": { jurisdiction: "DE" },
  "stillroom:administrators": [
    {
      name: "ops",
      sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d ops"],
    },
  ],
  "stillroom:administrationFrom": ["198.51.100.0/24"],
  "stillroom:branding": { title: "Quiet Harbour" },
  "hcloud:pollInterval": "100ms",
  "hcloud:pollFunction": "constant",
};
const UNPROTECTED = {
  ...CONFIGURATION,
  "stillroom:machine": { ...CONFIGURATION["stillroom:machine"], protected: false },
};

const devicesWith = (inside: "nothing" | "administration") => ({
  "stillroom:devices": {
    inside,
    machine: { address: "198.51.100.9", publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" },
    list: [{ name: "laptop-1", number: 2, publicKey: "hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=" }],
  },
});
const [INSIDE] = insideAddresses("quiet-harbour.example", MACHINE_NUMBER);

/** What exists at the stand-in of Hetzner's API. */
type Inventory = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

describe(
  "Hetzner under the real engine, with a stand-in of its API",
  { skip: engineObstacle("pulumi-resource-hcloud") },
  () => {
    let project: Project;
    let api: ChildProcess;
    let endpoint: string;
    let environment: Readonly<Record<string, string>>;

    before(async () => {
      api = fork(join(import.meta.dirname, "stand-in-hetzner.ts"), { stdio: ["ignore", "pipe", "inherit", "ipc"] });
      assert.ok(api.stdout);
      const [port] = (await once(api.stdout, "data")) as [Buffer];
      endpoint = `http://127.0.0.1:${port.toString().trim()}`;
      environment = { HCLOUD_ENDPOINT: `${endpoint}/v1`, HCLOUD_TOKEN: "t".repeat(64) };
      project = newProject();
      project.configure(CONFIGURATION);
    });
    after(() => {
      api.disconnect();
      project.remove();
    });

    async function inventory(): Promise<Inventory> {
      return (await (await fetch(`${endpoint}/inventory`)).json()) as Inventory; // the stand-in's own words
    }

    async function serverId(): Promise<unknown> {
      return (await inventory())["servers"]?.[0]?.["id"];
    }

    function connection(): {
      readonly hostKey: string;
      readonly birthKey: string;
      readonly host: string;
      readonly inside?: { readonly host: string; readonly first: boolean };
    } {
      const { status, text } = project.pulumi("stack output connection --json", environment);
      assert.equal(status, 0, text);
      return JSON.parse(text) as ReturnType<typeof connection>; // as the program exports it
    }

    it("refuses to make a machine that nobody could reach, since SSH is inside the tunnel alone", async () => {
      project.configure({ ...CONFIGURATION, ...devicesWith("administration") });
      const { status, text } = project.pulumi("preview", environment);
      assert.notEqual(status, 0);
      assert.match(text, /A new machine has no tunnel before its first delivery/);
      assert.deepEqual((await inventory())["servers"], []);
      project.configure(CONFIGURATION);
    });

    it("preview with the policy pack judges everything and makes nothing", async () => {
      const { status, text } = project.pulumi("preview --diff --policy-pack policies", environment);
      assert.equal(status, 0, text);
      assert.doesNotMatch(text, /can't run policy/);
      assert.deepEqual((await inventory())["servers"], []);
    });

    it("up makes the machine, its records and its reverse names, and delivers to it", async () => {
      const { status, text } = project.pulumi("up --yes --skip-preview --policy-pack policies", environment);
      assert.equal(status, 0, text);
      const { servers, primary_ips, rrsets, volumes } = await inventory();
      assert.deepEqual(
        servers?.map(({ name, protection }) => ({ name, protection })),
        [{ name: "h1.quiet-harbour.example", protection: { delete: true, rebuild: true } }],
      );
      assert.deepEqual(rrsets?.map(({ id }) => id).sort(), [
        ..."chat/A chat/AAAA desk/A desk/AAAA h1/A h1/AAAA matrix/A matrix/AAAA meet/A meet/AAAA relay/A relay/AAAA".split(
          " ",
        ),
      ]);
      assert.deepEqual(primary_ips?.map(({ dns_ptr }) => JSON.stringify(dns_ptr)).sort(), [
        '[{"ip":"198.51.100.9","dns_ptr":"h1.quiet-harbour.example"}]',
        '[{"ip":"2001:db8:1::1","dns_ptr":"h1.quiet-harbour.example"}]',
      ]);
      assert.equal(volumes?.[0]?.["server"], servers[0]?.["id"]);
      assert.ok(existsSync(project.machine));
      assert.match(
        readFileSync(`${project.machine}.key`, "utf8"),
        /^[0-9a-f]{64}$/,
        "the volume's key was handed over",
      );
    });

    it("lets the machine lay down the key of its birth, and pins its own from then on", () => {
      const own = readFileSync(`${project.machine}.host-key`, "utf8");
      const { hostKey, birthKey, host } = connection();
      assert.equal(hostKey, own);
      assert.match(birthKey, /^ssh-ed25519 AAAA/);
      assert.notEqual(birthKey, own);
      assert.equal(host, "198.51.100.9");
    });

    it("keeps no secret in its state", () => {
      const state = project.state();
      assert.doesNotMatch(state, /OPENSSH PRIVATE KEY|#cloud-config/);
      assert.ok(!state.includes(readFileSync(`${project.machine}.key`, "utf8")));
      assert.ok(!state.includes(environment["HCLOUD_TOKEN"] ?? ""));
    });

    it("up again changes nothing", () => {
      const { status, text } = project.pulumi("up --yes --expect-no-changes", environment);
      assert.equal(status, 0, text);
    });

    it("a changed release is delivered and makes no new server", async () => {
      const [server] = (await inventory())["servers"] ?? [];
      project.configure({ ...CONFIGURATION, "stillroom:branding": { title: "Calm Harbour" } });
      const { status, text } = project.pulumi("up --yes --skip-preview", environment);
      assert.equal(status, 0, text);
      assert.match(text, /~ 1 updated/);
      assert.equal((await inventory())["servers"]?.[0]?.["id"], server?.["id"]);
    });

    it("takes another key of the machine where somebody says that it was rebuilt, and none otherwise", () => {
      const before = connection();
      const { status, text } = project.pulumi("up --yes --skip-preview --replace **-own-host-key", environment);
      assert.equal(status, 0, text);
      const after = connection();
      assert.notEqual(after.hostKey, before.hostKey);
      assert.equal(after.birthKey, before.birthKey);
      assert.equal(readFileSync(`${project.machine}.host-key`, "utf8"), after.hostKey);
    });

    it("destroy is refused while the stack file protects the machine", async () => {
      const { status } = project.pulumi("destroy --yes", environment);
      assert.notEqual(status, 0);
      assert.equal((await inventory())["servers"]?.length, 1);
    });

    it("delivers by the tunnel too, and there first once the cloud's firewall shuts SSH", async () => {
      const server = await serverId();
      const openPorts = async (): Promise<readonly unknown[]> => {
        const rules = (await inventory())["firewalls"]?.[0]?.["rules"] as readonly Record<string, unknown>[]; // as they were set
        return rules.filter((rule) => rule["direction"] === "in").map((rule) => rule["port"]);
      };
      for (const mode of ["nothing", "administration"] as const) {
        project.configure({ ...UNPROTECTED, ...devicesWith(mode) });
        const { status, text } = project.pulumi("up --yes --skip-preview --policy-pack policies", environment);
        assert.equal(status, 0, text);
        assert.deepEqual(connection().inside, { host: INSIDE, first: mode === "administration" });
        assert.equal((await openPorts()).includes("22"), mode === "nothing");
        assert.ok((await openPorts()).includes("51820"));
      }
      const again = project.pulumi("up --yes --expect-no-changes", environment);
      assert.equal(again.status, 0, again.text);
      assert.equal(await serverId(), server);
    });

    it("makes no machine anew meanwhile, and keeps the way in until SSH is open again", async () => {
      const server = await serverId();
      const anew = project.pulumi("preview --replace **::prod-server", environment);
      assert.notEqual(anew.status, 0);
      assert.match(anew.text, /A new machine has no tunnel before its first delivery/);
      assert.equal(await serverId(), server);
      project.configure(UNPROTECTED);
      const early = project.pulumi("preview", environment);
      assert.notEqual(early.status, 0);
      assert.match(early.text, /First run pulumi up with "inside: nothing"/);
      project.configure({ ...UNPROTECTED, ...devicesWith("nothing") });
      const open = project.pulumi("up --yes --skip-preview", environment);
      assert.equal(open.status, 0, open.text);
    });

    it("destroy leaves nothing once the stack file protects it no more", async () => {
      project.configure(UNPROTECTED);
      const freed = project.pulumi("up --yes --skip-preview", environment);
      assert.equal(freed.status, 0, freed.text);
      const { status, text } = project.pulumi("destroy --yes", environment);
      assert.equal(status, 0, text);
      const { firewalls, primary_ips, rrsets, servers, volumes } = await inventory();
      assert.deepEqual([firewalls, primary_ips, rrsets, servers, volumes], [[], [], [], [], []]);
    });
  },
);
