import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, replaced, withFile, withFileOf, withText, withoutFile } from "../../../policies/breaking.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const FOLDER = "/etc/postgresql/17/main/";
const SETTINGS = `${FOLDER}conf.d/stillroom.conf`;
const ACCESS = `${FOLDER}pg_hba.conf`;
const BOOKWORM: Clinic = { ...CLINIC, machine: { ...CLINIC.machine, debian: 12 } };

function moved(release: Release, path: string, to: string): Release {
  return withFileOf(release, path, (file) => ({ ...file, path: to }));
}

/** What may stand there instead of a line of ours: PostgreSQL 17, "The pg_hba.conf File". */
const LINES: readonly string[] = [
  ...["local all all peer", "local all postgres trust", "local synapse all peer", "local synapse matrix-synapse md5"],
  ...["local all matrix-synapse peer", "local synapse matrix-synapse peer map=everybody", "local replication all peer"],
  ...["host all all 127.0.0.1/32 trust", "hostssl all all 0.0.0.0/0 scram-sha-256", "hostnossl all all all trust"],
  ...[
    "hostgssenc all all all gss",
    "hostnogssenc all all all trust",
    "local all +synapse peer",
    "local all @users peer",
  ],
  ...["local sameuser all peer", 'local "all" all peer', "local all /^post peer", "local all all reject"],
];

export const TREES: readonly BrokenTree[] = [
  ...LINES.map((line) => ({
    how: `the access list begins with ${line}`,
    apply: (release: Release) => withText(release, ACCESS, (text) => `${line}\n${text}`),
  })),
  ...["all       postgres", "synapse   matrix-synapse"].map((words) => ({
    how: `the access list has no line for ${words.split(/\s+/)[1] ?? ""}`,
    apply: (release: Release) =>
      withText(release, ACCESS, (text) => text.replace(new RegExp(`^.*${words}.*\\n`, "m"), "")),
  })),
  ...(
    [
      ["desk      desk            peer", "desk      all             peer", "any account of the machine in"],
      ["desk      desk            peer", "desk      desk            trust", "whoever says to be it"],
      ["desk      desk            peer", "desk      desk            scram-sha-256", "whoever has its password"],
      ["desk      desk            peer", "all       desk            peer", "the desk into the messages too"],
      ["desk      desk            peer", "desk      matrix-synapse  peer", "the homeserver instead of the desk"],
      ["local   desk ", "host    desk ", "nobody by the socket"],
      ["local   desk      desk            peer\n", "", "nobody"],
    ] as const
  ).map(([line, instead, how]) => ({
    how: `the line for the desk lets ${how}`,
    clinic: INVITING,
    apply: (release: Release) => replaced(release, ACCESS, line, instead),
  })),
  {
    how: "the line for a desk stands there without one",
    apply: (release) => appended(release, ACCESS, "local   desk      desk            peer"),
  },
  {
    how: "the line for messages stands there without them",
    clinic: { ...INVITING, messaging: { ...INVITING.messaging, enabled: false } },
    apply: (release) => appended(release, ACCESS, "local   synapse   matrix-synapse  peer"),
  },
  ...["include more.conf", "include_if_exists more.conf", "include_dir more.d", "LOCAL all all peer"].map((line) => ({
    how: `the access list says ${line}`,
    speaks: "understood" as const,
    apply: (release: Release) => appended(release, ACCESS, line),
  })),
  { how: "the access list is gone", apply: (release) => withoutFile(release, ACCESS) },
  {
    how: "the access list is that of another version",
    apply: (release) => moved(release, ACCESS, "/etc/postgresql/15/main/pg_hba.conf"),
  },
  {
    how: "the access list is that of another cluster",
    apply: (release) => moved(release, ACCESS, "/etc/postgresql/17/other/pg_hba.conf"),
  },
  {
    how: "the access list lies among the settings",
    apply: (release) => moved(release, ACCESS, `${FOLDER}conf.d/pg_hba.conf`),
  },
  ...["stillroom.txt", ".stillroom.conf", "stillroom.conf.new", "stillroom"].map((name) => ({
    how: `the settings lie in ${name}, which the server does not read`,
    apply: (release: Release) => moved(release, SETTINGS, `${FOLDER}conf.d/${name}`),
  })),
  {
    how: "the settings lie beside the folder that the server includes",
    apply: (release) => moved(release, SETTINGS, `${FOLDER}stillroom.conf`),
  },
  {
    how: "the settings are those of another cluster",
    apply: (release) => moved(release, SETTINGS, "/etc/postgresql/17/other/conf.d/stillroom.conf"),
  },
  {
    how: "on Debian 12 the settings are those of the version after",
    clinic: BOOKWORM,
    apply: (release) => moved(release, "/etc/postgresql/15/main/conf.d/stillroom.conf", SETTINGS),
  },
  {
    how: "nothing says on which addresses the database listens",
    apply: (release) => replaced(release, SETTINGS, "listen_addresses = ''\n", ""),
  },
  {
    how: "a file with a later name has the database listen",
    apply: (release) =>
      withFile(release, { path: `${FOLDER}conf.d/tuning.conf`, format: "text", text: "listen_addresses = '*'\n" }),
  },
  {
    how: "passwords are kept as MD5",
    apply: (release) => replaced(release, SETTINGS, "'scram-sha-256'", "'md5'"),
  },
  ...(
    [
      ["shared_preload_libraries = 'extra'", "the server loads somebody's library"],
      ["session_preload_libraries = 'extra'", "each session loads somebody's library"],
      ["local_preload_libraries = 'extra'", "each session loads a library that anybody may name"],
      ["dynamic_library_path = '/srv/lib'", "libraries come from another folder"],
      ["archive_command = 'cp %p /srv/%f'", "each change is copied away"],
      ["archive_library = 'extra'", "somebody's library copies each change away"],
      ["restore_command = '/srv/get %f %p'", "changes come from elsewhere"],
      ["primary_conninfo = 'host=db.example'", "the database follows another"],
      ["ssl_passphrase_command = '/srv/ask'", "the server runs a program at its start"],
      ["include = '/srv/more.conf'", "the settings go on in another file"],
      ["include_if_exists = '/srv/more.conf'", "the settings go on in a file that may come"],
      ["include_dir = '/srv/conf.d'", "the settings go on in another folder"],
      ["include '/srv/more.conf'", "the settings go on, without an equals sign"],
      ["hba_file = '/srv/pg_hba.conf'", "another access list counts"],
      ["ident_file = '/srv/pg_ident.conf'", "another list says who is whom"],
      ["krb_server_keyfile = '/srv/key'", "another key counts"],
      ["unix_socket_directories = '/tmp'", "the socket lies where everybody may put one"],
      ["unix_socket_permissions = 0777", "the socket's mode is written down"],
      ["port = 5433", "the database listens elsewhere"],
      ["ssl = on", "the database speaks TLS to nobody"],
      ["row_security = off", "a protection is switched off"],
      ["fsync = off", "what was written may be lost"],
      ["allow_system_table_mods = on", "the database's own tables may be changed"],
      ["jit_provider = 'extra'", "somebody's library compiles questions"],
      ["max_connections = 3", "the messaging server finds no place"],
      ["listen_addresses '*'", "addresses stand without an equals sign"],
      ["password_encryption = 'MD5'", "the old way of keeping passwords is in capitals"],
      ["work_mem = '4MB' # later '", "a comment follows on the line"],
      ["log_statement = '\\156one'", "a letter is written as a number"],
    ] as const
  ).map(([line, how]) => ({
    how,
    speaks: "understood" as const,
    apply: (release: Release) => appended(release, SETTINGS, line),
  })),
];
