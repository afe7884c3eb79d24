import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Release } from "../render/release.ts";
import { run } from "./command.ts";
import { stateHash, type ForeignFile } from "./difference.ts";
import { readDurable, writeDurably } from "./durable.ts";
import { inside, type Places } from "./places.ts";
import { RECOVER_UNIT } from "./recover-unit.ts";
import { currentDigest, ownedPaths } from "./releases.ts";
import { seenAt } from "./standing.ts";

/** Folders of which a program of ours reads every file of a certain name, and where that is written. */
const FOLDERS: readonly { readonly folder: string; readonly names: RegExp }[] = [
  // sshd_config(5) as Debian ships it: Include /etc/ssh/sshd_config.d/*.conf
  { folder: "/etc/ssh/sshd_config.d", names: /\.conf$/ },
  // sudoers(5), "@includedir": names that end in ~ or contain a dot are skipped.
  { folder: "/etc/sudoers.d", names: /^[^.]*[^.~]$/ },
  // apt.conf(5), apt_preferences(5), sources.list(5), apt-secure(8)
  { folder: "/etc/apt/apt.conf.d", names: /^[\w-]+(\.conf)?$/ },
  { folder: "/etc/apt/preferences.d", names: /^[\w-]+(\.pref)?$/ },
  { folder: "/etc/apt/sources.list.d", names: /\.(list|sources)$/ },
  { folder: "/etc/apt/trusted.gpg.d", names: /\.(gpg|asc)$/ },
  // sysctl.d(5), modprobe.d(5)
  ...["/etc", "/run", "/usr/local/lib"].flatMap((root) => [
    { folder: `${root}/sysctl.d`, names: /\.conf$/ },
    { folder: `${root}/modprobe.d`, names: /\.conf$/ },
  ]),
  // cron(8) and run-parts(8) of Debian; crontab(1) keeps those of accounts.
  ...["/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly"].map((folder) => ({
    folder,
    names: /^[\w-]+$/,
  })),
  { folder: "/var/spool/cron/crontabs", names: /./ },
  // systemd.unit(5), "Unit File Load Path"; units that were enabled are links and not looked at.
  ...["/etc/systemd/system", "/usr/local/lib/systemd/system"].map((folder) => ({
    folder,
    names: /\.(service|socket|timer|path|target|mount|automount|slice)$/,
  })),
];

/**
 * Made by a program of a package whenever it likes, so neither in a package's list nor always the same: postgresql-common's
 * pg_updateaptconfig (its own comment in the file).
 */
const GENERATED: readonly string[] = ["/etc/apt/apt.conf.d/02autoremove-postgresql"];

/** Files that others put where programs of the release read them. */
export async function foreignFiles(places: Places, release: Release): Promise<readonly ForeignFile[]> {
  const known = readKnown(places);
  return (await strangers(places, release)).flatMap((path): readonly ForeignFile[] => {
    const seen = seenAt(places, inside(places, path));
    if (seen === undefined || known[path] === seen.content) return [];
    const { type, mode, owner, group } = seen.found;
    const state = stateHash([type, seen.content, mode, owner, group]);
    const what = `${path} is neither of the release nor of a package.`;
    return [{ kind: "foreign-file", id: `foreign-file ${path}`, path, state, what, found: seen.found }];
  });
}

/**
 * Runs what installs packages, and knows from then on the files that appear meanwhile: packages make some that stand in no list of
 * theirs. What is there at the first delivery of all is known too; the practice or its host put it there.
 */
export async function knowWhatAppears<Brought>(
  places: Places,
  release: Release,
  install: () => Promise<Brought>,
): Promise<Brought> {
  const isFirst = currentDigest(places) === undefined && !existsSync(places.found);
  const before = new Set(isFirst ? [] : await strangers(places, release));
  const brought = await install();
  const appeared = (await strangers(places, release)).filter((path) => !before.has(path));
  const found = appeared.map((path): [string, string] => [path, seenAt(places, inside(places, path))?.content ?? ""]);
  writeDurably(places.found, JSON.stringify({ ...readKnown(places), ...Object.fromEntries(found) }));
  return brought;
}

/** Content hashes, or targets of links, by path. */
function readKnown(places: Places): Readonly<Record<string, string>> {
  return readDurable<Record<string, string>>(places.found, {});
}

/** Sorted paths of files in the folders that are neither the release's nor a package's. */
async function strangers(places: Places, release: Release): Promise<readonly string[]> {
  const ours = new Set([...ownedPaths(release), RECOVER_UNIT, ...GENERATED]);
  const paths = new Set<string>();
  for (const { folder, names } of watched(release)) {
    for (const name of namesIn(inside(places, folder))) {
      const path = join(folder, name);
      const isUnit = /^\/(etc|usr\/local\/lib)\/systemd\/system$/.test(folder);
      const stat = lstatSync(inside(places, path));
      if (names.test(name) && !ours.has(path) && (stat.isFile() || (stat.isSymbolicLink() && !isUnit))) paths.add(path);
    }
  }
  for (const path of await unitPieces(places, release)) if (!ours.has(path)) paths.add(path);
  return withoutPackaged(places, [...paths].sort());
}

/** Beside the listed ones each folder `….d` in which the release itself has a file: the program that reads that one reads all. */
function watched(release: Release): readonly { readonly folder: string; readonly names: RegExp }[] {
  const own = release.files
    .map((file) => file.path)
    .filter((path) => /\.d\/[^/]+$/.test(path) && !path.startsWith("/etc/systemd/system/"))
    .map((path) => ({ folder: dirname(path), names: endingAs(path) }));
  const listed = new Set(FOLDERS.map((it) => it.folder));
  const further = own.filter((it) => !listed.has(it.folder));
  // ngx_core_module: `include` takes a mask.
  const texts = release.files.filter((file) => file.format === "nginx").map((file) => file.text);
  const included = texts
    .flatMap((text) => [...text.matchAll(/^\s*include\s+(\/[^\s;*]+)\/\*([^\s;*]*);/gm)])
    .map(([, folder = "", ending = ""]) => ({ folder, names: new RegExp(`${ending.replace(/\./g, "\\.")}$`) }));
  return [...FOLDERS, ...further, ...included];
}

/** Names that end as this path does; any name where it has no ending. */
function endingAs(path: string): RegExp {
  const ending = /\.\w+$/.exec(path)?.[0];
  return ending === undefined ? /./ : new RegExp(`\\${ending}$`);
}

function namesIn(folder: string): readonly string[] {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}

/**
 * What defines the release's units: systemctl(1) `show` names the file and the drop-ins that are in force, and the folders may hold
 * some that systemd has not read yet. Generators' files come from other files that are looked at (systemd.generator(7)).
 */
async function unitPieces(places: Places, release: Release): Promise<readonly string[]> {
  const names = release.units.map((unit) => unit.name);
  const waiting = ["/etc/systemd/system", "/run/systemd/system"].flatMap((root) =>
    names.flatMap((name) => {
      const folder = join(root, `${name}.d`);
      return namesIn(inside(places, folder))
        .filter((piece) => piece.endsWith(".conf"))
        .map((piece) => join(folder, piece));
    }),
  );
  if (!places.live || names.length === 0) return waiting;
  const ended = await run(["systemctl", "show", "--property=FragmentPath,DropInPaths", ...names], { seconds: 30 });
  const inForce = ended.stdout
    .split("\n")
    .flatMap((line) => line.replace(/^(FragmentPath|DropInPaths)=/, "").split(" "))
    // A masked unit's definition is a link to /dev/null; that is told of the unit.
    .filter((path) => path !== "" && path !== "/dev/null" && !path.startsWith("/run/systemd/generator"))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true);
  return [...waiting, ...inForce];
}

/** ucf(1) answers for files that packages make from answers to their questions; hashfile: `MD5  path`. */
const UCF = "/var/lib/ucf/hashfile";

/** dpkg-query(1), `--search`: `package: path` for each path that a package has, and status 1 where it knows one of them not. */
async function withoutPackaged(places: Places, paths: readonly string[]): Promise<readonly string[]> {
  if (!places.live || paths.length === 0) return paths;
  const ended = await run(["dpkg-query", "--search", ...paths], { seconds: 60 });
  const packaged = new Set(ended.stdout.split("\n").map((line) => line.replace(/^[^/]*: (?=\/)/, "")));
  // Since the merge of /usr packages may list what lies in /usr/lib under /lib (Debian 12).
  const owned = (path: string): boolean => packaged.has(path) || packaged.has(path.replace(/^\/usr\/lib\//, "/lib/"));
  const ucf = existsSync(UCF) ? new Set(readFileSync(UCF, "utf8").split("\n")) : new Set<string>();
  const madeByPackage = (path: string): boolean => ucf.has(`${md5Of(path)}  ${path}`);
  return paths.filter((path) => !owned(path) && !madeByPackage(path));
}

function md5Of(path: string): string {
  return lstatSync(path).isFile() ? createHash("md5").update(readFileSync(path)).digest("hex") : "";
}
