import { closeSync, constants, existsSync, fchmodSync, fchownSync, lstatSync, openSync, readFileSync } from "node:fs";
import type { Account, Directory } from "../services/service.ts";
import { run } from "./command.ts";
import { makeDirectories } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import { inside, type Places } from "./places.ts";

/** Numbers of an owner on this machine. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Undefined in a folder: the accounts are those of another machine. */
export function ownerOf(
  places: Places,
  file: { readonly path: string; readonly owner: string; readonly group: string },
): Owner | undefined {
  if (!places.live) return undefined;
  return { uid: numberOf("/etc/passwd", file.owner, file.path), gid: numberOf("/etc/group", file.group, file.path) };
}

/** An account's own number and its first group's (passwd(5): name, password, number, group). */
export function accountNumbers(name: string): Owner {
  const row = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find((fields) => fields[0] === name);
  if (row?.[2] === undefined || row[3] === undefined) throw new Error(`This machine has no account ${name}.`);
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/** passwd(5), group(5): name, password, number. */
function numberOf(table: "/etc/passwd" | "/etc/group", name: string, path: string): number {
  if (name === "root") return 0;
  const row = readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find((fields) => fields[0] === name);
  if (row?.[2] === undefined) {
    throw new StepFailed(
      "stage",
      `${path} shall belong to ${name}, but ${table} has no ${name}.`,
      "The package or account that brings it is missing from the release: report this as a fault of Stillroom.",
    );
  }
  return Number(row[2]);
}

/** The accounts that aren't there yet. */
export function missingAccounts(accounts: readonly Account[]): readonly Account[] {
  const present = new Set(
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":")[0]),
  );
  return accounts.filter((account) => !present.has(account.name));
}

/** useradd(8): `--system`, `--user-group`, `--home-dir`, `--no-create-home`, `--shell`. */
export async function addAccount(account: Account): Promise<void> {
  const argv = ["useradd", "--system", "--user-group", "--home-dir", account.home, "--no-create-home"];
  const ended = await run([...argv, "--shell", "/usr/sbin/nologin", account.name], { seconds: 30 });
  if (ended.status !== 0) {
    throw new StepFailed(
      "accounts",
      `The account ${account.name} can't be made: ${ended.words}`,
      "Mend it on the machine and deliver again.",
    );
  }
}

/** The directories that aren't there yet, and those above them that aren't, outermost first. */
export function missingDirectories(places: Places, directories: readonly Directory[]): readonly string[] {
  const missing = directories.flatMap((directory) => missingAbove(places, directory.path));
  return [...new Set(missing)].sort();
}

/** Makes each directory with its mode and owner, or corrects those of one that is there. */
export function makeOwnedDirectories(places: Places, directories: readonly Directory[]): void {
  for (const directory of [...directories].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = inside(places, directory.path);
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      makeDirectories(path);
      give(path, ownerOf(places, directory), Number.parseInt(directory.mode, 8));
    }
  }
}

/** It may lie in a folder that a service owns, who could lay a link there meanwhile: open(2), `O_NOFOLLOW`, fails on one. */
function give(path: string, owner: Owner | undefined, mode: number): void {
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    if (owner !== undefined) fchownSync(folder, owner.uid, owner.gid);
    fchmodSync(folder, mode);
  } finally {
    closeSync(folder);
  }
}

function missingAbove(places: Places, path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = path; at !== "/" && !existsSync(inside(places, at)); at = at.slice(0, at.lastIndexOf("/")) || "/") {
    missing.unshift(at);
  }
  return missing;
}
