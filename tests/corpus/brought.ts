import { withFile, withFileOf } from "../../policies/breaking.ts";
import { formatAt } from "../../policies/readers/known-paths.ts";
import type { Release } from "../../render/release.ts";

/** A file more, which one of our services brings. The units hear of its changes that hear of the service's other files. */
export function brought(release: Release, service: string, path: string, text: string): Release {
  const others = release.files.filter((file) => file.service === service);
  const format = formatAt(path, release.subject.clinic) ?? "text";
  const more = withFileOf(withFile(release, { path, format, text }), path, (file) => ({ ...file, service }));
  const units = release.units.map((unit) =>
    others.some((file) => unit.files.includes(file.path)) ? { ...unit, files: [...unit.files, path] } : unit,
  );
  return { ...more, units };
}
