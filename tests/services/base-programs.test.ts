import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { Clinic } from "../../clinic/clinic.ts";
import { agentBundle } from "../../components/provider/agent-bundle.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { render } from "../../render/render.ts";
import { userDataOf } from "../../render/user-data.ts";
import { SERVICES } from "../../services/index.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { BASE_PROGRAMS, CANNOT_RUN_DEBIAN, debianWith, failureOf, type Debianland } from "./debian-programs.ts";

const BASE = [
  "sources",
  "kernel",
  "journal",
  "ssh",
  "resolver",
  "time",
  "updates",
  "audit",
  "bans",
  "wireguard",
  "firewall",
];

const VPN_ONLY: Clinic["egress"] = {
  kind: "vpn-only",
  wireguard: {
    endpoint: { address: "198.51.100.9", port: 51820 },
    publicKey: "hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=",
    addresses: ["10.77.0.2/32", "fd77::2/128"],
    resolvers: ["10.77.0.1", "fd77::1"],
  },
};

/** As `wg genkey` makes one; it opens nothing. */
const SOME_KEY = Buffer.alloc(32, 8).toString("base64");

for (const debian of [12, 13] as const) {
  describe(`the base, read by Debian ${debian}'s own programs`, { skip: CANNOT_RUN_DEBIAN, timeout: 600_000 }, () => {
    const clinic: Clinic = { ...CLINIC, machine: { ...CLINIC.machine, debian }, egress: VPN_ONLY };
    let machine: Debianland;
    const accounts = () => {
      const release = render(clinic);
      return [...new Set([...release.egress, ...release.ports].map((one) => one.account))];
    };

    before(async () => {
      const files = [...render({ ...clinic, egress: { kind: "allow-list" } }).files, ...render(clinic).files]
        .filter((file) => BASE.includes(file.service))
        .map(({ path, text, mode }) => ({ path, text: text.replace("@@secret:wireguard_key@@", SOME_KEY), mode }));
      const hostKey = { privateKey: "a key\n", publicKey: "ssh-ed25519 AAAA" };
      files.push({ path: "/srv/agent.cjs", text: (await agentBundle()).code, mode: "0755" });
      files.push({ path: "/srv/user-data", text: userDataOf(render(clinic), clinic, { hostKey }), mode: "0600" });
      // The later of two files with one path wins, as in the release for VPN-only.
      machine = await debianWith(debian, files, BASE_PROGRAMS);
      await machine
        .run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/ssh_host_ed25519_key"])
        .catch(() => undefined);
      await machine.run(["mkdir", "-p", "/run/sshd", "/var/lib/stillroom/egress"]);
      for (const account of accounts())
        await machine.run(["sh", "-c", `getent passwd ${account} || useradd --system ${account}`]);
    });
    after(async () => {
      await machine.stop();
    });

    it("passes every validator that the base declares", async () => {
      const declarations = SERVICES.filter((service) => BASE.includes(service.name)).map((service) =>
        service.declare(clinic, []),
      );
      const validators = declarations.flatMap((declaration) => declaration.validators ?? []);
      assert.ok(validators.length >= 10);
      for (const { argv } of validators) await machine.run(["unshare", "--net", ...argv]);
    });

    it("and each validator refuses a file that is wrong", async () => {
      for (const [path, line, argv] of [
        ["/etc/ssh/sshd_config.d/00-stillroom.conf", "KexAlgorithms unheard-of", ["/usr/sbin/sshd", "-t"]],
        ["/etc/sudoers.d/90-stillroom", "everybody may", ["/usr/sbin/visudo", "--check", "--quiet"]],
        ["/etc/chrony/chrony.conf", "pleasant on", ["/usr/sbin/chronyd", "-p", "-U", "-f", "/etc/chrony/chrony.conf"]],
        ["/etc/fail2ban/jail.d/90-stillroom.local", "[sshd", ["/usr/bin/fail2ban-client", "--test"]],
        ["/etc/iptables/rules.v4", "nonsense", ["/usr/sbin/iptables-restore", "--test", "/etc/iptables/rules.v4"]],
      ] as const) {
        const script = `mount -t tmpfs none /mnt && cp ${path} /mnt/f && echo '${line}' >> /mnt/f && mount --bind /mnt/f ${path} && exec "$@"`;
        await failureOf(machine.run(["unshare", "--net", "--mount", "sh", "-c", script, "sh", ...argv]));
      }
    });

    it("sshd lets in administrators with a key and nothing else", async () => {
      const said = await machine.run(["/usr/sbin/sshd", "-T", "-C", "user=ops,host=h1,addr=198.51.100.1"]);
      const wanted = {
        allowusers: "ops",
        authenticationmethods: "publickey",
        authorizedkeysfile: "/etc/ssh/authorized_keys.d/%u",
        // OpenSSH 9.2 of Debian 12 takes it, but does not print it.
        ...(debian === 13 ? { debianbanner: "no" } : {}),
        disableforwarding: "yes",
        hostkey: "/etc/ssh/ssh_host_ed25519_key",
        kbdinteractiveauthentication: "no",
        passwordauthentication: "no",
        permitrootlogin: "no",
      };
      const lines = said.split("\n");
      for (const [key, value] of Object.entries(wanted)) {
        assert.deepEqual(
          lines.filter((line) => line.startsWith(`${key} `)),
          [`${key} ${value}`],
        );
      }
    });

    it("apt sees our sources alone, and updates come from them", async () => {
      await machine.run(["sh", "-c", "echo 'deb http://left-over.example/ x main' > /etc/apt/sources.list"]);
      const uris = await machine.run(["apt-get", "--print-uris", "update"]);
      const hosts = new Set([...uris.matchAll(/^'https?:\/\/([^/]+)/gm)].map(([, host]) => host));
      assert.deepEqual([...hosts].sort(), [
        "deb.debian.org",
        "download.jitsi.org",
        "packages.element.io",
        "packages.matrix.org",
      ]);
      const settings = await machine.run(["apt-config", "dump"]);
      const origins = [...settings.matchAll(/^Unattended-Upgrade::Origins-Pattern:: "(.*)";$/gm)].map(
        ([, pattern]) => pattern,
      );
      assert.deepEqual(origins, [
        "origin=Debian,codename=${distro_codename},label=Debian",
        "origin=Debian,codename=${distro_codename},label=Debian-Security",
        "origin=Debian,codename=${distro_codename}-security,label=Debian-Security",
        "site=download.jitsi.org",
        "site=packages.matrix.org",
        "site=packages.element.io",
      ]);
      assert.match(settings, /^APT::Periodic::Unattended-Upgrade "1";$/m);
    });

    it("the script for administrators makes accounts without a password, any number of times", async () => {
      const script = "/usr/local/lib/stillroom/keep-administrators";
      await machine.run([
        "sh",
        "-c",
        `groupadd administrators; useradd left; gpasswd -a left administrators; ${script} && ${script}`,
      ]);
      assert.match(await machine.run(["getent", "group", "administrators"]), /:ops\n$/);
      assert.match(await machine.run(["getent", "shadow", "ops"]), /^ops:!/);
    });

    it("the tunnel's configuration is WireGuard's own", async () => {
      const stripped = await machine.run(["wg-quick", "strip", "/etc/wireguard/wg0.conf"]);
      assert.match(stripped, /^FwMark = 51820$/m);
      assert.match(stripped, /^Endpoint = 198\.51\.100\.9:51820$/m);
    });

    it("the user data passes cloud-init's own schema", async () => {
      assert.match(
        await machine.run(["cloud-init", "schema", "--config-file", "/srv/user-data"]),
        /^Valid (schema|cloud-config)/m,
      );
    });

    it("the program that keeps addresses current is one that this Node.js can read", async () => {
      await machine.run(["sh", "-c", "node --check - < /usr/local/lib/stillroom/egress-addresses"]);
    });

    it("the agent delivers into a folder on this Node.js", async () => {
      const request = { delivery: "one", release: render(clinic), patience: PATIENCE };
      const packed = gzipSync(JSON.stringify(request)).toString("base64");
      const script = `node /srv/agent.cjs apply --root /srv/machine && cat /srv/machine/etc/iptables/rules.v4`;
      const said = await machine.run(["sh", "-c", `cat <<'END' | base64 -d | { ${script}; }\n${packed}\nEND`]);
      assert.match(said, /"kind":"kept"/);
      assert.match(said, /:OUTPUT DROP/);
    });

    it("units are well-formed", async () => {
      const units = [
        "stillroom-firewall.service",
        "stillroom-egress.service",
        "stillroom-egress.timer",
        "stillroom-egress.path",
        "audit-rotate.service",
        "audit-rotate.timer",
      ];
      const said = await machine.run([
        "systemd-analyze",
        "verify",
        "--man=no",
        ...units.map((unit) => `/etc/systemd/system/${unit}`),
      ]);
      assert.doesNotMatch(said, /stillroom|audit-rotate/);
    });
  });
}
