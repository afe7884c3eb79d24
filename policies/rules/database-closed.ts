import type { Release } from "../../render/release.ts";
import { clusterOf } from "../../services/postgresql.ts";
import { appended, replaced, withFileOf, withoutFile } from "../breaking.ts";
import type { Configuration } from "../configuration.ts";
import type { SettingLine } from "../readers/small-programs.ts";
import { shownText } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** Messages lie in the database: one account reads them, over a socket that leads nowhere else. */
export const databaseClosed: Rule = {
  id: "database-closed",
  title: "The database answers no network, and lets in each service that has one there, as itself, and nobody else.",
  severity: "high",
  serves: "Access control: HIPAA 45 CFR 164.312(a)(1) and (d), GDPR art. 32(1)(b).",
  mend: "Put templates/postgresql back as it is in the repository (`git diff templates/postgresql` shows what changed).",
  looksAt: "PostgreSQL's settings and its access list, where the server of the machine's one cluster reads them.",
  check: (release, configuration) =>
    release.packages.some(({ name }) => name === "postgresql")
      ? [...settingBreaches(release, configuration), ...accessBreaches(release, configuration)]
      : [],
  breaks: [
    {
      how: "every account of the machine may be whoever it wants to be",
      apply: (release) => appended(release, accessList(release), "local   all       all             trust"),
    },
    {
      how: "the messaging server's line lets in anybody who knows its name",
      apply: (release) =>
        replaced(release, accessList(release), "synapse   matrix-synapse  peer", "synapse   all             peer"),
    },
    {
      how: "the access list lies under a name that the server does not read",
      apply: (release) => withFileOf(release, accessList(release), (file) => ({ ...file, path: `${file.path}.new` })),
    },
    {
      how: "the server listens as Debian's own file says, since ours is gone",
      apply: (release) => withoutFile(release, settings(release)),
    },
    {
      how: "the server listens on the machine's own address",
      apply: (release) =>
        replaced(release, settings(release), "listen_addresses = ''", "listen_addresses = 'localhost'"),
    },
  ],
};

/** PostgreSQL's folder of the one cluster: postgresql-common(7), "The cluster configuration". */
function folder({ subject }: Release): string {
  return `/etc/postgresql/${clusterOf(subject.clinic).replace("-", "/")}/`;
}

function settings(release: Release): string {
  return `${folder(release)}conf.d/stillroom.conf`;
}

function accessList(release: Release): string {
  return `${folder(release)}pg_hba.conf`;
}

/** PostgreSQL 15 and 17, "Connections and Authentication". What is not said comes from Debian's own file: `localhost`, every version. */
function settingBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const lines = linesOf(configuration, "PostgreSQL");
  const listens = lines.findLast(({ key }) => key === "listen_addresses");
  const hashed = lines.findLast(({ key }) => key === "password_encryption");
  return [
    ...(listens?.value === "''"
      ? []
      : [
          {
            ...placeOf(listens, settings(release)),
            what: `listen_addresses is ${listens?.value ?? "not set"}, not '', so the database answers more than its socket.`,
          },
        ]),
    ...(hashed === undefined || /^'?scram-sha-256'?$/.test(hashed.value)
      ? []
      : [
          {
            ...placeOf(hashed, settings(release)),
            what: `password_encryption is ${hashed.value}, so a stolen copy of the database gives passwords away.`,
          },
        ]),
  ];
}

/** PostgreSQL 15 and 17, "The pg_hba.conf File": the first line that meets a connection decides, and none refuses it. */
function accessBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const lines = linesOf(configuration, "PostgreSQL's access list").map((line) => ({ line, said: saidBy(line) }));
  const found = new Set(lines.map(({ said }) => said));
  const access = accessOf(release);
  const missing = [...access].filter((entry) => !found.has(entry));
  return [
    ...lines
      .filter(({ said }) => !access.has(said))
      .map(({ line, said }) => ({
        where: line.path,
        line: line.line,
        what: `${shownText(said)} lets in more than each account as itself.`,
      })),
    ...missing.map((entry) => ({
      where: accessList(release),
      what: `The line "${entry}" is missing, so who is let in is not what was looked at.`,
    })),
  ];
}

/** Each account under its own name, over the socket; `peer` asks the kernel who that is. */
function accessOf({ subject }: Release): ReadonlySet<string> {
  const { messaging, desk } = subject.clinic;
  return new Set([
    "local all postgres peer",
    ...(messaging.enabled ? ["local synapse matrix-synapse peer"] : []),
    ...(desk.enabled ? ["local desk desk peer"] : []),
  ]);
}

function saidBy({ key, value }: SettingLine): string {
  return [key, ...value.split(/\s+/)].join(" ");
}

function linesOf(configuration: Configuration, program: string): readonly SettingLine[] {
  return configuration.smallPrograms().filter((line) => line.program === program);
}

function placeOf(line: SettingLine | undefined, otherwise: string): Pick<Breach, "where" | "line"> {
  return line === undefined ? { where: otherwise } : { where: line.path, line: line.line };
}
