import type { Release } from "../../render/release.ts";
import { isMap, type Plain, type Reading } from "../reading.ts";
import type { Breach } from "../rule.ts";
import { unitOf } from "./units.ts";
import { readYaml } from "./yaml.ts";

const UNIT = "matrix-synapse.service";

/**
 * Synapse's configuration: the files that its unit's command names, in order. Synapse overlays them key by key at the top level
 * alone (synapse/config/_base.py, read_config_files, v1.157.1). The unit of its package (debian/matrix-synapse-py3.matrix-synapse.service)
 * names homeserver.yaml and then the folder conf.d, which the package's own scripts fill.
 */
export function readSynapse(release: Release): Reading<Plain> {
  const doubts: Breach[] = [];
  const merged: Record<string, Plain> = {};
  const { paths, where } = configurationPaths(release);
  for (const path of paths) {
    const file = release.files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      doubts.push({
        where,
        what: `Synapse would read ${path}, which is no file of the release, so what it says can't be told.`,
      });
      continue;
    }
    const reading = readYaml(file);
    doubts.push(...reading.doubts);
    if (isMap(reading.value)) Object.assign(merged, reading.value);
  }
  return { value: merged, doubts };
}

function configurationPaths(release: Release): { readonly paths: readonly string[]; readonly where: string } {
  let command: string | undefined;
  let where = `/etc/systemd/system/${UNIT}`;
  for (const { section, key, value, path } of unitOf(release, UNIT)) {
    if (section !== "Service" || key !== "ExecStart") continue;
    command = value;
    where = path;
  }
  if (command === undefined || command === "") {
    return { paths: ["/etc/matrix-synapse/homeserver.yaml", "/etc/matrix-synapse/conf.d/"], where };
  }
  const words = command.split(/\s+/);
  const paths = words.flatMap((word, index) => {
    const joined = /^--config-path=(.*)$/.exec(word)?.[1];
    if (joined !== undefined) return [joined];
    return word === "-c" || word === "--config-path" ? [words[index + 1] ?? ""] : [];
  });
  return { paths, where };
}
