import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, replaced, withFileOf, withFolder, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { certifiedNames } from "../../../services/certificates.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { OWN_MACHINE } from "../../fixtures/machines.ts";
import { brought } from "../brought.ts";
import type { GoodTree } from "../tree.ts";

const CHRONY = "/etc/chrony/chrony.conf";
const CERTBOT = "/etc/stillroom/certbot.ini";
const RESOLVER = "/etc/systemd/resolved.conf.d/90-stillroom.conf";
const FOLDER = "/etc/postgresql/17/main/";
const SETTINGS = `${FOLDER}conf.d/stillroom.conf`;
const ACCESS = `${FOLDER}pg_hba.conf`;
const BOOKWORM: Clinic = { ...CLINIC, machine: { ...CLINIC.machine, debian: 12 } };

function moved(release: Release, path: string, to: string): Release {
  const units = release.units.map((unit) => ({ ...unit, files: unit.files.map((one) => (one === path ? to : one)) }));
  return { ...withFileOf(release, path, (file) => ({ ...file, path: to })), units };
}

/** PostgreSQL 17, "Server Configuration": each says as much as is needed, or takes as much. */
const HARMLESS_IN_DATABASE: readonly string[] = [
  ...["shared_buffers = 256MB", "work_mem = 8MB", "maintenance_work_mem = 128MB", "effective_cache_size = 1GB"],
  ...["max_connections = 20", "max_connections = 999", "log_min_messages = panic", "log_min_error_statement = fatal"],
  ...["log_parameter_max_length = 16", "password_encryption = scram-sha-256", "log_statement = none"],
];

export const TREES: readonly GoodTree[] = [
  ...["prefer", "burst", "xleave", "minpoll 4", "minpoll 10", "maxpoll 6", "maxpoll 12", "IBURST", "minpoll\t6"]
    .concat(["nts", "minpoll 5 maxpoll 9 prefer"])
    .map((word) => ({
      how: `a server is ${word}`,
      apply: (release: Release) => replaced(release, CHRONY, " iburst", ` iburst ${word}`),
    })),
  {
    how: "servers are named without any word",
    apply: (release) => withText(release, CHRONY, (text) => text.replaceAll(" iburst", "")),
  },
  {
    how: "one server is asked, and one must be there",
    apply: (release) =>
      appended(replaced(release, CHRONY, /(?<=^server ntp1.*\n)(?:server .*\n)+/m, ""), CHRONY, "minsources 1"),
  },
  {
    how: "a machine at Hetzner asks a server that proves who it is",
    apply: (release) => replaced(release, CHRONY, /^server ntp1.*$/m, "server ptbtime1.ptb.de NTS iburst"),
  },
  {
    how: "all servers must agree",
    apply: (release) => appended(release, CHRONY, "minsources 3"),
  },
  ...["makestep 0.1 -1", "makestep 10 1", "maxupdateskew 5", "lock_all", "leapsectz right/UTC", "MakeStep\t1\t10"].map(
    (line) => ({
      how: `the clock is told ${line}`,
      apply: (release: Release) => appended(release, CHRONY, line),
    }),
  ),
  {
    how: "the clock is told twice that it answers nobody, and the last word counts",
    apply: (release) => replaced(release, CHRONY, /^port 0$/m, "port 0\nport 0"),
  },
  {
    how: "certbot makes an RSA key of 3072 bits",
    apply: (release) => appended(release, CERTBOT, "key-type = rsa\nrsa-key-size = 3072"),
  },
  {
    how: "certbot makes an RSA key of the length that it takes by itself",
    apply: (release) => appended(release, CERTBOT, "key-type = rsa"),
  },
  {
    how: "certbot is left to choose its key, which is a P-256 key",
    apply: (release) => withText(release, CERTBOT, (text) => text.replace(/^(?:key-type|elliptic-curve) = .*\n/gm, "")),
  },
  {
    how: "certbot makes a P-384 key, and the length of an RSA key has no effect",
    apply: (release) =>
      appended(replaced(release, CERTBOT, "= secp256r1", "= secp384r1"), CERTBOT, "rsa-key-size = 1024"),
  },
  {
    how: "the certificate's names stand in another order, with blanks",
    apply: (release) =>
      replaced(release, CERTBOT, /^domains = .*$/m, `domains = ${[...certifiedNames(CLINIC)].reverse().join(", ")}`),
  },
  {
    how: "certbot keeps fewer of its logs",
    apply: (release) => replaced(release, CERTBOT, "max-log-backups = 100", "max-log-backups = 10"),
  },
  ...["Cache=no-negative", "DNSOverTLS=opportunistic", "DNSStubListener=udp", "DNSSEC=yes", "LLMNR=no"].map((line) => ({
    how: `the resolver is told ${line}`,
    apply: (release: Release) => appended(release, RESOLVER, line),
  })),
  {
    how: "the resolver's settings lie in its main file",
    apply: (release) => moved(release, RESOLVER, "/etc/systemd/resolved.conf"),
  },
  {
    how: "the resolver's settings come twice, and the later file says the same in other words",
    apply: (release) =>
      brought(
        release,
        "resolver",
        "/etc/systemd/resolved.conf.d/95-again.conf",
        "[Resolve]\nLLMNR=false\nMulticastDNS=0\nFallbackDNS=\n",
      ),
  },
  ...HARMLESS_IN_DATABASE.map((line) => ({
    how: `the database is told ${line}`,
    apply: (release: Release) => appended(release, SETTINGS, line),
  })),
  {
    how: "nothing is said of how passwords are kept, since the database does it well by itself",
    apply: (release) => replaced(release, SETTINGS, /^password_encryption.*\n/m, ""),
  },
  {
    how: "a second file of the database's gives it more room",
    apply: (release) => brought(release, "postgresql", `${FOLDER}conf.d/room.conf`, "shared_buffers = 512MB\n"),
  },
  {
    how: "the database's settings have another name that it reads",
    apply: (release) => moved(release, SETTINGS, `${FOLDER}conf.d/ours.conf`),
  },
  {
    how: "the access list's lines stand the other way round, and closer together",
    apply: (release) =>
      withText(release, ACCESS, () =>
        "local synapse matrix-synapse peer\n\tlocal\tall postgres\tpeer\n".replace("\t", ""),
      ),
  },
  {
    how: "on Debian 12 the database has more room",
    clinic: BOOKWORM,
    apply: (release) => appended(release, "/etc/postgresql/15/main/conf.d/stillroom.conf", "shared_buffers = 512MB"),
  },
  {
    how: "a machine without messages has no database to judge",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
  },
  {
    how: "every server of a machine of its own proves who it is, one in capitals",
    clinic: { ...CLINIC, machine: OWN_MACHINE },
    apply: (release) => replaced(release, CHRONY, " nts", " NTS prefer"),
  },
  {
    how: "settings with secrets can be read and by nobody written",
    apply: (release) => withFileOf(release, ENTRY.prosody, (file) => ({ ...file, mode: "0440" })),
  },
  {
    how: "the tool that makes links is for root alone, in a group that may do nothing",
    apply: (release) =>
      withFileOf(release, "/usr/local/lib/stillroom/video-link", (file) => ({ ...file, group: "users", mode: "700" })),
  },
  {
    how: "the messaging server's own group may look into its folder",
    apply: (release) => withFolder(release, "/var/lib/matrix-synapse", { mode: "0750" }),
  },
  {
    how: "nothing else may look into a folder through which all may pass",
    apply: (release) => withFolder(release, "/var/lib/stillroom", { mode: "0555" }),
  },
  {
    how: "services start again where a reload would do",
    apply: (release) => ({
      ...release,
      units: release.units.map((unit) => ({ ...unit, onChange: "restart" })),
    }),
  },
  {
    how: "a unit hears of a whole folder",
    apply: (release) => ({
      ...release,
      units: release.units.map((unit) => ({
        ...unit,
        files: unit.name === "nginx.service" ? ["/etc/nginx/"] : unit.files,
      })),
    }),
  },
  {
    how: "a page is asked for twice",
    apply: (release) => ({ ...release, proofs: [...release.proofs, ...release.proofs] }),
  },
  {
    how: "the tool that makes links may be run by root's own group",
    apply: (release) =>
      withFileOf(release, "/usr/local/lib/stillroom/video-link", (file) => ({ ...file, mode: "0750" })),
  },
  {
    how: "the database's server reads its access list by its group",
    apply: (release) => withFileOf(release, ACCESS, (file) => ({ ...file, owner: "root", mode: "0440" })),
  },
  {
    how: "the database's server alone reads its settings",
    apply: (release) => withFileOf(release, SETTINGS, (file) => ({ ...file, group: "root", mode: "0400" })),
  },
];
