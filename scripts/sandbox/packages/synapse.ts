import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../command.ts";
import { buildDeb } from "./deb.ts";

const REQUIREMENTS = fileURLToPath(new URL("synapse-requirements.txt", import.meta.url));
const TREE = fileURLToPath(new URL("synapse/", import.meta.url));

/** The place of the project's own package (element-hq/synapse debian/build_virtualenv, v1.157.1). */
const VENV = "opt/venvs/matrix-synapse";

/** Debian 13's. Extension modules are built for one minor version. */
const PYTHON = "3.13";

/**
 * Builds `matrix-synapse-py3` with the real Synapse from PyPI, laid out as the project's own package: virtual
 * environment, unit, account, `conf.d` with an empty server name, conffiles.
 *
 * @param wheels folder that keeps the downloads
 */
export async function buildSynapse(file: string, wheels: string): Promise<void> {
  const tree = await mkdtemp(join(tmpdir(), "stillroom-synapse-"));
  try {
    await run(["cp", "-rT", TREE, tree]);
    await chmod(join(tree, "DEBIAN/postinst"), 0o755);
    await chmod(join(tree, "DEBIAN/prerm"), 0o755);
    await download(wheels);
    await unpack(wheels, join(tree, VENV));
    const requirements = await readFile(REQUIREMENTS, "utf8");
    const version = /^matrix-synapse==(.+)$/m.exec(requirements)?.[1];
    if (version === undefined) throw new Error(`${REQUIREMENTS} pins no version of matrix-synapse.`);
    const control = {
      name: "matrix-synapse-py3",
      version: `${version}+pypi1`,
      architecture: process.arch === "arm64" ? "arm64" : "amd64",
      depends: ["python3 (>= 3.13)", "python3 (<< 3.14)", "adduser"],
      description: "Synapse from PyPI, repackaged for the sandbox machine",
    } as const;
    await buildDeb(tree, control, ["/etc/matrix-synapse/homeserver.yaml", "/etc/matrix-synapse/log.yaml"], file);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

/** pip's options that choose wheels for the machine instead of for the Python that runs pip. */
function targetOptions(): string[] {
  const processor = process.arch === "arm64" ? "aarch64" : "x86_64";
  const platforms = ["manylinux_2_34", "manylinux_2_28", "manylinux_2_17", "manylinux2014"].flatMap((libc) => [
    "--platform",
    `${libc}_${processor}`,
  ]);
  return ["--no-deps", "--only-binary=:all:", "--python-version", PYTHON, "--implementation", "cp", ...platforms];
}

async function download(wheels: string): Promise<void> {
  await mkdir(wheels, { recursive: true });
  await run([
    "python3",
    "-m",
    "pip",
    "download",
    "--quiet",
    ...targetOptions(),
    "--dest",
    wheels,
    "--requirement",
    REQUIREMENTS,
  ]);
}

/** A virtual environment is a folder with `pyvenv.cfg` and a link to the interpreter (Python documentation, "venv"). */
async function unpack(wheels: string, venv: string): Promise<void> {
  const packages = join(venv, `lib/python${PYTHON}/site-packages`);
  await mkdir(packages, { recursive: true });
  await run([
    "python3",
    ...["-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels, "--no-compile"],
    ...[...targetOptions(), "--target", packages, "--requirement", REQUIREMENTS],
  ]);
  await writeFile(
    join(venv, "pyvenv.cfg"),
    `home = /usr/bin\ninclude-system-site-packages = false\nversion = ${PYTHON}\nexecutable = /usr/bin/python${PYTHON}\n`,
  );
  await rename(join(packages, "bin"), join(venv, "bin"));
  await symlink(`/usr/bin/python${PYTHON}`, join(venv, "bin/python3"));
  await symlink("python3", join(venv, "bin/python"));
  await pointScripts(join(venv, "bin"));
}

/** pip writes the path of its own interpreter into the first line of each script. */
async function pointScripts(bin: string): Promise<void> {
  for (const entry of await readdir(bin, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(bin, entry.name);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/^#!.*python.*$/m, `#!/${VENV}/bin/python`));
  }
}
