import { withFileOf, withFolder } from "../breaking.ts";
import type { Breach, Rule } from "../rule.ts";

/** Who can change what a program is told, or what root runs, is root: a service that was taken over changes neither. */
export const onlyRootWrites: Rule = {
  id: "only-root-writes",
  title: "Only root can change settings and programs; a service writes to its own folders alone.",
  severity: "high",
  serves: "Access control and integrity: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b).",
  mend: "Put owner and mode back as they are in the repository (`git diff services` shows what changed): root, and no write for group and others. A folder that a service needs stands in policies/rules/only-root-writes.ts.",
  looksAt: "Owner and mode of every file and of every folder of the release.",
  check: ({ files, directories }) => [
    ...files.flatMap((file) => [...ownerBreaches(file, fileOwner(file.path)), ...modeBreaches(file)]),
    ...directories.flatMap((folder) => [
      ...pathBreaches(folder.path),
      ...ownerBreaches(folder, FOLDERS[folder.path]),
      ...modeBreaches(folder),
    ]),
  ],
  breaks: [
    {
      how: "the packet filter's rules belong to the videobridge",
      apply: (release) => withFileOf(release, "/etc/iptables/rules.v4", (file) => ({ ...file, owner: "jvb" })),
    },
    {
      how: "everybody may rewrite the guard in the page",
      apply: (release) =>
        withFileOf(release, "/usr/local/share/stillroom/video/guard.js", (file) => ({ ...file, mode: "0666" })),
    },
    {
      how: "the homeserver may rewrite its own settings",
      apply: (release) =>
        withFileOf(release, "/etc/matrix-synapse/homeserver.yaml", (file) => ({ ...file, mode: "0660" })),
    },
    {
      how: "everybody may put a certificate beside the one in use",
      apply: (release) => withFolder(release, "/etc/stillroom/certificates", { mode: "0777" }),
    },
    {
      how: "the program that loads the packet filter acts for root whoever starts it",
      apply: (release) =>
        withFileOf(release, "/usr/local/lib/stillroom/load-firewall", (file) => ({ ...file, mode: "4755" })),
    },
  ],
};

/**
 * Folders in which a service writes, each to its own account: what certbot keeps and answers its issuer with, Synapse's keys and media. Each
 * is the account's own data; nothing that root runs or reads as settings lies below.
 */
const FOLDERS: Readonly<Record<string, string>> = {
  "/var/lib/matrix-synapse": "matrix-synapse",
  "/var/lib/matrix-synapse/media": "matrix-synapse",
  "/var/lib/stillroom/acme": "certificates",
  "/var/lib/stillroom/certbot": "certificates",
};

/**
 * Debian gives a cluster's folder of settings to the account of its server (postgresql-common 278 and 248, pg_createcluster: `lchown` of
 * `$confdir`), so who owns the files in it changes nothing for that account. What its server may do is held by its unit.
 */
const OF_POSTGRES = /^\/etc\/postgresql\/\d+\/main\/(?:conf\.d\/[a-z]+\.conf|pg_hba\.conf)$/;

/** The account besides root to which a file may belong. */
function fileOwner(path: string): string | undefined {
  return OF_POSTGRES.test(path) ? "postgres" : undefined;
}

/** What a file or a folder says of who may change it. */
interface Owned {
  readonly path: string;
  readonly owner: string;
  readonly mode: string;
}

/** Root may own what a service could. */
function ownerBreaches({ path, owner }: Owned, known: string | undefined): readonly Breach[] {
  if (owner === "root" || owner === known) return [];
  const instead = known === undefined ? "root" : `root or ${known}`;
  return [{ where: path, what: `It belongs to ${owner}, who can rewrite it; it must belong to ${instead}.` }];
}

/** chmod(1): the last three digits are owner, group and others, of which 2 means to write; a first digit lets a program act for its owner. */
function modeBreaches({ path, mode }: Owned): readonly Breach[] {
  if (!/^[0-7]{3,4}$/.test(mode)) {
    return [
      { where: path, what: `The mode ${mode} is no octal number of four digits, so who may write can't be told.` },
    ];
  }
  const bits = Number.parseInt(mode, 8);
  const breaches: Breach[] = [];
  if ((bits & 0o022) !== 0) {
    const writers = [(bits & 0o020) === 0 ? [] : ["its group"], (bits & 0o002) === 0 ? [] : ["every account"]].flat();
    breaches.push({ where: path, what: `The mode ${mode} lets ${writers.join(" and ")} write.` });
  }
  if ((bits & 0o6000) !== 0) {
    breaches.push({
      where: path,
      what: `The mode ${mode} hands its owner's or group's rights on to whoever uses it.`,
    });
  }
  return breaches;
}

/** A path that leads elsewhere than it says would give away another folder. */
function pathBreaches(path: string): readonly Breach[] {
  if (
    path.startsWith("/") &&
    path
      .split("/")
      .slice(1)
      .every((part) => part !== "" && part !== "." && part !== "..")
  )
    return [];
  return [{ where: path, what: "The folder's path is not written plainly, so whose folder it is can't be told." }];
}
