import { withFileOf } from "../../../policies/breaking.ts";
import type { Release, ReleaseFile } from "../../../render/release.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";
import type { BrokenTree } from "../tree.ts";

function file(release: Release, path: string, change: Partial<ReleaseFile>): Release {
  return withFileOf(release, path, (before) => ({ ...before, ...change }));
}

type Folder = Release["directories"][number];

function folder(release: Release, path: string, change: Partial<Folder>): Release {
  if (!release.directories.some((one) => one.path === path)) throw new Error(`The release holds no ${path}.`);
  const directories = release.directories.map((one) => (one.path === path ? { ...one, ...change } : one));
  return { ...release, directories };
}

function added(release: Release, one: Folder): Release {
  return { ...release, directories: [...release.directories, one] };
}

function clinicOf(kind: string) {
  const found = GOOD_CLINICS.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`No clinic ${kind}.`);
  return found.clinic;
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "the group of the file of sudo's rules may write",
    apply: (release) => file(release, "/etc/sudoers.d/90-stillroom", { mode: "0460" }),
  },
  {
    how: "others may write to the file of sudo's rules, though its owner may not",
    apply: (release) => file(release, "/etc/sudoers.d/90-stillroom", { mode: "0442" }),
  },
  {
    how: "a mode of three digits lets everybody write to the kernel's settings",
    apply: (release) => file(release, "/etc/sysctl.d/90-stillroom.conf", { mode: "666" }),
  },
  {
    how: "a mode in words hides who may write",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "a+rw" }),
  },
  {
    how: "a mode has a digit more than chmod looks at",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "00666" }),
  },
  {
    how: "a mode in decimal looks like an octal one",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "0438 " }),
  },
  {
    how: "the homeserver owns its settings, so that they stay out of others' sight",
    apply: (release) => file(release, "/etc/matrix-synapse/homeserver.yaml", { owner: "matrix-synapse", mode: "0600" }),
  },
  {
    how: "nginx's workers own nginx's settings",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { owner: "www-data" }),
  },
  {
    how: "the rules of the packet filter for IPv6 alone belong to the videobridge",
    apply: (release) => file(release, "/etc/iptables/rules.v6", { owner: "jvb" }),
  },
  {
    how: "the relay's settings belong to the relay, which may read them anyhow",
    apply: (release) => file(release, "/etc/turnserver.conf", { owner: "turnserver" }),
  },
  {
    how: "a module that Prosody loads may be changed by Prosody",
    apply: (release) =>
      file(release, "/usr/local/lib/stillroom/prosody/mod_muc_e2ee_guard.lua", { group: "prosody", mode: "0664" }),
  },
  {
    how: "an administrator owns the file of their own keys",
    apply: (release) => {
      const path = release.files.find((one) => one.path.startsWith("/etc/ssh/authorized_keys.d/"))?.path ?? "";
      return file(release, path, { owner: release.subject.administrators[0] ?? "" });
    },
  },
  {
    how: "a drop-in belongs to the service that it holds in",
    apply: (release) => file(release, "/etc/systemd/system/coturn.service.d/stillroom.conf", { owner: "turnserver" }),
  },
  {
    how: "the file that says how the database is entered may be rewritten by its group",
    apply: (release) => {
      const path = release.files.find((one) => one.path.endsWith("/pg_hba.conf"))?.path ?? "";
      return file(release, path, { mode: "0660" });
    },
  },
  {
    how: "the database's account owns a file that only looks like one of its own",
    apply: (release) => file(release, "/etc/stillroom/egress.json", { owner: "postgres" }),
  },
  {
    how: "a program of ours keeps its group's rights for whoever starts it",
    apply: (release) => file(release, "/usr/local/lib/stillroom/messaging-account", { mode: "2755" }),
  },
  {
    how: "certificates lie in a folder with a sticky bit, where everybody may add some",
    apply: (release) => folder(release, "/etc/stillroom/certificates", { mode: "1777" }),
  },
  {
    how: "the folder of certificates belongs to the account that asks for them",
    apply: (release) => folder(release, "/etc/stillroom/certificates", { owner: "certificates" }),
  },
  {
    how: "the folder of all our data belongs to one of the services",
    apply: (release) => folder(release, "/var/lib/stillroom", { owner: "certificates", group: "certificates" }),
  },
  {
    how: "uploaded files may be changed by every account",
    apply: (release) => folder(release, "/var/lib/matrix-synapse/media", { mode: "0757" }),
  },
  {
    how: "answers to the issuer may be put down by another service",
    apply: (release) => folder(release, "/var/lib/stillroom/acme", { owner: "www-data" }),
  },
  {
    how: "what the packet filter was told last may be changed by the videobridge's group",
    apply: (release) => folder(release, "/var/lib/stillroom/egress", { group: "jitsi", mode: "0770" }),
  },
  {
    how: "a folder more hands the programs that root runs to a service",
    apply: (release) =>
      added(release, { path: "/usr/local/lib/stillroom", mode: "0755", owner: "prosody", group: "prosody" }),
  },
  {
    how: "a folder of a service's own leads back up to the units",
    apply: (release) =>
      added(release, {
        path: "/var/lib/stillroom/acme/../../../../etc/systemd/system",
        mode: "0755",
        owner: "certificates",
        group: "certificates",
      }),
  },
  {
    how: "a folder of root's is named with a way back",
    apply: (release) =>
      added(release, { path: "/var/lib/stillroom/acme/..", mode: "0755", owner: "root", group: "root" }),
  },
  {
    how: "a folder is named without saying from where",
    apply: (release) => added(release, { path: "etc/nginx", mode: "0755", owner: "root", group: "root" }),
  },
  {
    how: "the practice's own key for its certificate lies in a folder of the web server's",
    clinic: clinicOf("with certificates of its own"),
    apply: (release) => folder(release, "/var/lib/stillroom/certificates", { owner: "www-data" }),
  },
];
