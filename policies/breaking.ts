import type { Release, ReleaseFile } from "../render/release.ts";

/**
 * Ways to change a release, for the examples by which each rule is tested and explained. An example that finds nothing to
 * change throws: it would prove nothing.
 */
export function withText(release: Release, path: string, edit: (text: string) => string): Release {
  return withFileOf(release, path, (file) => {
    const text = edit(file.text);
    if (text === file.text) throw new Error(`The example changes nothing in ${path}.`);
    return { ...file, text };
  });
}

export function replaced(release: Release, path: string, from: string | RegExp, to: string): Release {
  return withText(release, path, (text) => text.replace(from, () => to));
}

export function appended(release: Release, path: string, text: string): Release {
  return withText(release, path, (before) => `${before.replace(/\n?$/, "\n")}${text}\n`);
}

export function withFileOf(release: Release, path: string, edit: (file: ReleaseFile) => ReleaseFile): Release {
  if (!release.files.some((file) => file.path === path)) throw new Error(`The release holds no ${path}.`);
  return { ...release, files: release.files.map((file) => (file.path === path ? edit(file) : file)) };
}

/** A file more, as somebody may put one beside ours. */
export function withFile(release: Release, file: Pick<ReleaseFile, "path" | "format" | "text">): Release {
  const added: ReleaseFile = { service: "added", mode: "0644", owner: "root", group: "root", birth: false, ...file };
  return { ...release, files: [...release.files, added].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

export function withoutFile(release: Release, path: string): Release {
  if (!release.files.some((file) => file.path === path)) throw new Error(`The release holds no ${path}.`);
  return { ...release, files: release.files.filter((file) => file.path !== path) };
}

/** A folder with another owner, group or mode. */
export function withFolder(release: Release, path: string, change: Partial<Release["directories"][number]>): Release {
  if (!release.directories.some((folder) => folder.path === path)) throw new Error(`The release holds no ${path}.`);
  const directories = release.directories.map((folder) => (folder.path === path ? { ...folder, ...change } : folder));
  return { ...release, directories };
}

export function withSubject(release: Release, change: Partial<Release["subject"]>): Release {
  return { ...release, subject: { ...release.subject, ...change } };
}

export function withMachine(release: Release, change: Partial<Release["subject"]["machine"]>): Release {
  return withSubject(release, { machine: { ...release.subject.machine, ...change } });
}

/** The path of Jitsi Meet's `config.js` or `interface_config.js`, which is named after the practice's own video name. */
export function videoFile(release: Release, ending: "config.js" | "interface_config.js"): string {
  const found = release.files.find(
    ({ path, format }) =>
      format === "javascript" &&
      path.endsWith(ending) &&
      path.endsWith("interface_config.js") === (ending === "interface_config.js"),
  );
  if (found === undefined) throw new Error(`The release holds no ${ending}.`);
  return found.path;
}
