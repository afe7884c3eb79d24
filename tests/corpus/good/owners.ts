import { withFileOf } from "../../../policies/breaking.ts";
import type { Release, ReleaseFile } from "../../../render/release.ts";
import type { GoodTree } from "../tree.ts";

function file(release: Release, path: string, change: Partial<ReleaseFile>): Release {
  return withFileOf(release, path, (before) => ({ ...before, ...change }));
}

function folder(release: Release, path: string, change: Partial<Release["directories"][number]>): Release {
  const directories = release.directories.map((one) => (one.path === path ? { ...one, ...change } : one));
  if (directories.every((one, index) => one === release.directories[index])) throw new Error(`No ${path}.`);
  return { ...release, directories };
}

export const TREES: readonly GoodTree[] = [
  {
    how: "nobody but root may read the packet filter's rules, nor may root write them",
    apply: (release) => file(release, "/etc/iptables/rules.v4", { mode: "0400" }),
  },
  {
    how: "a mode has three digits",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "644" }),
  },
  {
    how: "a program of ours is for root alone",
    apply: (release) => file(release, "/usr/local/lib/stillroom/messaging-account", { mode: "0700" }),
  },
  {
    how: "a program of ours may be read by everybody, and nobody but root means to start it",
    apply: (release) => file(release, "/usr/local/lib/stillroom/narrow-mounts", { mode: "0744" }),
  },
  {
    how: "a program of ours can be started by everybody and written by nobody",
    apply: (release) => file(release, "/usr/local/lib/stillroom/nobody-meets", { mode: "0555" }),
  },
  {
    how: "the database's access list belongs to root, and its server may read it",
    apply: (release) => {
      const path = release.files.find((one) => one.path.endsWith("/pg_hba.conf"))?.path ?? "";
      return file(release, path, { owner: "root", mode: "0640" });
    },
  },
  {
    how: "a text that everybody may read belongs to another group, which may not write",
    apply: (release) => file(release, "/etc/element-web/config.json", { group: "www-data" }),
  },
  {
    how: "only root looks into the folder of the packet filter's addresses, and can't add to it",
    apply: (release) => folder(release, "/var/lib/stillroom/egress", { mode: "0500" }),
  },
];
