import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../command.ts";

/** The fields of `DEBIAN/control` that differ from package to package (deb-control(5)). */
export interface Control {
  readonly name: string;
  readonly version: string;
  readonly architecture: "all" | "amd64" | "arm64";
  readonly depends: readonly string[];
  readonly description: string;
}

/**
 * Makes a package from a tree that is laid out as on the machine; scripts such as `postinst` lie in its `DEBIAN/`
 * already. Everything belongs to root.
 *
 * @param conffiles absolute paths on the machine that an upgrade must not overwrite
 */
export async function buildDeb(
  tree: string,
  control: Control,
  conffiles: readonly string[],
  file: string,
): Promise<void> {
  await mkdir(join(tree, "DEBIAN"), { recursive: true });
  const fields = [
    `Package: ${control.name}`,
    `Version: ${control.version}`,
    `Architecture: ${control.architecture}`,
    "Maintainer: Stillroom sandbox <root@localhost>",
    ...(control.depends.length > 0 ? [`Depends: ${control.depends.join(", ")}`] : []),
    `Description: ${control.description}`,
  ];
  await writeFile(join(tree, "DEBIAN/control"), `${fields.join("\n")}\n`);
  if (conffiles.length > 0) await writeFile(join(tree, "DEBIAN/conffiles"), `${conffiles.join("\n")}\n`);
  await run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z3", "--build", tree, file]);
}
