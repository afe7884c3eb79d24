import type { Release, ReleaseFile } from "../../render/release.ts";
import { withFileOf, withFolder } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { keptFolders } from "../kept-folders.ts";
import { lineAt } from "../readers/located.ts";
import type { Breach, Rule } from "../rule.ts";

/** A service that was taken over learns neither another's secret nor what people wrote. */
export const onlyItsServiceReads: Rule = {
  id: "only-its-service-reads",
  title:
    "A secret and what people wrote can be read by root and the one service that works with it, and by nobody else.",
  severity: "high",
  serves: "Access control and key management: HIPAA 45 CFR 164.312(a)(1) and (2)(iv), GDPR art. 32(1)(b).",
  mend: "Put owner, group and mode back as they are in the repository (`git diff services` shows what changed). A file that receives a secret stands in policies/rules/only-its-service-reads.ts with the group that reads it.",
  looksAt:
    "Owner, group and mode of every file into which the machine puts a secret, and of every folder in which a service keeps its data.",
  check: (release) => [...release.files.flatMap(fileBreaches), ...folderBreaches(release)],
  breaks: [
    {
      how: "the web server's group may read the signalling server's settings",
      apply: (release) => withFileOf(release, ENTRY.prosody, (file) => ({ ...file, group: "www-data" })),
    },
    {
      how: "every account may read the relay's settings",
      apply: (release) => withFileOf(release, ENTRY.coturn, (file) => ({ ...file, mode: "0644" })),
    },
    {
      how: "the messaging server's settings belong to the web server's account",
      apply: (release) => withFileOf(release, ENTRY.synapse, (file) => ({ ...file, owner: "www-data" })),
    },
    {
      how: "a group may run, and so read, what makes links into rooms",
      apply: (release) =>
        withFileOf(release, "/usr/local/lib/stillroom/video-link", (file) => ({
          ...file,
          mode: "0750",
          group: "prosody",
        })),
    },
    {
      how: "everybody may look through what people uploaded",
      apply: (release) => withFolder(release, "/var/lib/matrix-synapse/media", { mode: "0755" }),
    },
  ],
};

/**
 * The group of the account that takes its settings from a file, where that is not root: Debian's packages prosody 13.0, coturn 4.6 and
 * matrix-synapse-py3, and Jitsi's jicofo and jitsi-videobridge2, whose accounts share the group jitsi.
 */
const READERS: Readonly<Record<string, string>> = {
  [ENTRY.prosody]: "prosody",
  [ENTRY.jicofo]: "jitsi",
  [ENTRY.videobridge]: "jitsi",
  [ENTRY.coturn]: "turnserver",
  [ENTRY.synapse]: "matrix-synapse",
  "/etc/matrix-synapse/registration.secret": "matrix-synapse",
  [ENTRY.desk]: "desk",
};

function fileBreaches({ path, text, owner, group, mode }: ReleaseFile): readonly Breach[] {
  const held = text.indexOf("@@secret:");
  if (held === -1) return [];
  const reader = Object.hasOwn(READERS, path) ? READERS[path] : undefined;
  const say = (what: string): Breach => ({ where: path, line: lineAt(text, held), what });
  const unread = reader !== undefined && (group !== reader || (Number.parseInt(mode, 8) & 0o040) === 0);
  return [
    ...strangers({ owner, group, mode }, ["root"], [reader ?? "root"]).map((who) =>
      say(`The machine puts a secret into this file, and ${who} may read it (${owner}:${group}, ${mode}).`),
    ),
    ...(unread
      ? [say(`The group ${reader} can't read this file (${owner}:${group}, ${mode}), and its service needs it.`)]
      : []),
  ];
}

/** Folders that are for one service alone. */
function folderBreaches({ directories, subject }: Release): readonly Breach[] {
  return keptFolders(subject.clinic)
    .filter(({ open }) => !open)
    .flatMap(({ path, account }) =>
      directories
        .filter((folder) => folder.path === path)
        .flatMap((folder) => strangers(folder, [account], [account]))
        .map((who) => ({ where: path, what: `What ${account} keeps here is its own, and ${who} may look into it.` })),
    );
}

interface Owned {
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
}

/** Who may read something beside some accounts and groups. chmod(1): the last three digits are owner, group and others. */
function strangers(
  { owner, group, mode }: Owned,
  accounts: readonly string[],
  groups: readonly string[],
): readonly string[] {
  if (!/^[0-7]{3,4}$/.test(mode)) return ["nobody knows who"];
  const bits = Number.parseInt(mode, 8);
  return [
    ...(accounts.includes(owner) ? [] : [`the account ${owner}`]),
    ...((bits & 0o070) === 0 || groups.includes(group) ? [] : [`the group ${group}`]),
    ...((bits & 0o007) === 0 ? [] : ["every account"]),
  ];
}
