import type { Clinic } from "../clinic/clinic.ts";
import type { Declaration, FileDeclaration, Port, Service } from "./service.ts";

/** Members may become root with sudo; the group is made at birth and kept by the release. */
export const ADMINISTRATORS_GROUP = "administrators";

/**
 * Key exchanges that both ends know, the ones that a quantum computer does not break first. sshd_config(5) of OpenSSH 9.2
 * (Debian 12) and 10.0 (Debian 13): a name that the version does not know is an error, so each gets its own list. The last is the one that
 * a delivery speaks (ssh2 1.17, lib/protocol/constants.js); an administrator's own OpenSSH takes the first.
 */
const KEY_EXCHANGES = {
  12: ["sntrup761x25519-sha512@openssh.com", "curve25519-sha256"],
  13: ["mlkem768x25519-sha256", "sntrup761x25519-sha512@openssh.com", "curve25519-sha256"],
} as const;

/** The way in for administrators, and for nobody else. */
export const ssh: Service = {
  name: "ssh",
  wanted: () => true,
  declare: (clinic): Declaration => ({
    files: [
      {
        path: "/etc/ssh/sshd_config.d/00-stillroom.conf",
        format: "sshd",
        birth: true,
        data: {
          accounts: accountsOf(clinic),
          keyExchanges: KEY_EXCHANGES[clinic.machine.debian].join(","),
          deliverer: delivererOf(clinic),
        },
      },
      { path: "/etc/sudoers.d/90-stillroom", format: "text", mode: "0440", birth: true },
      ...clinic.administrators.map((administrator): FileDeclaration => ({
        path: `/etc/ssh/authorized_keys.d/${administrator.name}`,
        template: "/etc/ssh/authorized_keys.d/administrator",
        format: "text",
        birth: true,
        data: { keys: administrator.sshKeys },
      })),
      {
        path: "/usr/local/lib/stillroom/keep-administrators",
        format: "shell",
        mode: "0755",
        data: { names: clinic.administrators.map((administrator) => administrator.name) },
      },
    ],
    packages: [
      { name: "openssh-server", repository: "debian" },
      { name: "sudo", repository: "debian" },
    ],
    ports: portsOf(clinic),
    units: [
      {
        name: "ssh.service",
        onChange: "reload",
        files: ["/etc/ssh/sshd_config.d/00-stillroom.conf"],
      },
    ],
    steps: [
      {
        name: "administrators have their accounts",
        argv: ["/usr/local/lib/stillroom/keep-administrators"],
        after: "files",
      },
    ],
    validators: [
      { name: "sshd reads its configuration", argv: ["/usr/sbin/sshd", "-t"] },
      { name: "sudo reads its rules", argv: ["/usr/sbin/visudo", "--check", "--quiet"] },
    ],
    proofs: [{ kind: "unit-active", unit: "ssh.service" }],
  }),
};

function portsOf(clinic: Clinic): readonly Port[] {
  const port = clinic.machine.provider === "existing" ? clinic.machine.sshPort : 22;
  return reachersOf(clinic).map((reachableBy) => ({
    protocol: "tcp",
    from: port,
    to: port,
    reachableBy,
    account: "root",
    purpose: "administration",
  }));
}

function reachersOf({ devices }: Clinic): readonly Port["reachableBy"][] {
  if (devices === undefined) return ["administrators"];
  return devices.inside === "nothing" ? ["administrators", "devices"] : ["devices"];
}

/** The account that a machine of the practice's own is delivered through, where it is none of the administrators'. */
function delivererOf(clinic: Clinic): string | undefined {
  const { machine } = clinic;
  if (machine.provider !== "existing") return undefined;
  return clinic.administrators.some((one) => one.name === machine.sshUser) ? undefined : machine.sshUser;
}

function accountsOf(clinic: Clinic): readonly string[] {
  const deliverer = delivererOf(clinic);
  const names = clinic.administrators.map((administrator) => administrator.name);
  return deliverer === undefined ? names : [...names, deliverer];
}
