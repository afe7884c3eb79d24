import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { cachedFolder } from "./cache.ts";
import { run } from "./command.ts";
import { acquireOptions, archiveSources, machineImage, type Debian } from "./image.ts";

/** An OpenPGP key that signs one repository; its secret half lives in `keyring`, a folder of gpg's. */
export interface Signer {
  readonly keyring: string;
  /** Of the primary key, 40 hexadecimal digits. */
  readonly fingerprint: string;
  /** The public key, armored. */
  readonly key: string;
}

/** The one suite of a mirror. */
export const SUITE = "stable";

/**
 * Makes a signed repository of the named packages with all that they depend on beyond the machine's image, from Debian
 * and from `built`.
 *
 * @param packages names; each must be Debian's or one of `built`
 * @param built .deb files made on this system
 * @param folder where the repository is put; it must be empty
 */
export async function makeMirror(
  debian: Debian,
  packages: readonly string[],
  built: readonly string[],
  signer: Signer,
  folder: string,
): Promise<void> {
  const pool = await packagePool(debian, packages, built);
  await run(["cp", "--recursive", "--no-target-directory", "--reflink=auto", pool, folder]);
  const suite = join(folder, "dists", SUITE);
  await run([...gpg(signer.keyring), "--clearsign", "--output", join(suite, "InRelease"), join(suite, "Release")]);
}

/** A key that is born here and gone with its folder. */
export async function makeSigner(keyring: string): Promise<Signer> {
  await mkdir(keyring, { mode: 0o700 });
  await run([...gpg(keyring), "--passphrase", "", "--quick-generate-key", "Lab mirror", "ed25519", "sign", "never"]);
  const listed = await run([...gpg(keyring), "--with-colons", "--list-keys"]);
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1];
  if (fingerprint === undefined) throw new Error(`gpg made no key:\n${listed}`);
  return { keyring, fingerprint, key: await run([...gpg(keyring), "--armor", "--export", fingerprint]) };
}

const gpg = (keyring: string): readonly string[] => ["gpg", "--homedir", keyring, "--batch", "--no-tty"];

/** The .deb files and their index, cached: `pool/` and `dists/`, not yet signed. */
async function packagePool(debian: Debian, packages: readonly string[], built: readonly string[]): Promise<string> {
  const image = await machineImage(debian);
  const wanted = [...new Set(packages)].sort();
  const contents = await Promise.all(
    [...built].sort().map(async (file) => [basename(file), digest(await readFile(file))]),
  );
  return cachedFolder("mirror", { version: 1, image, wanted, contents }, async (folder) => {
    await mkdir(join(folder, "pool"));
    for (const file of built) await copyFile(file, join(folder, "pool", basename(file)));
    await download(image, debian, wanted, join(folder, "pool"));
    await index(folder);
  });
}

/** What apt would fetch to install the packages on a machine as it is born, by asking it in a copy of the image. */
async function download(image: string, debian: Debian, packages: readonly string[], pool: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "stillroom-packages-"));
  const root = join(scratch, "root");
  try {
    for (const name of ["upper", "work", "root"]) await mkdir(join(scratch, name));
    const layers = `lowerdir=${image},upperdir=${join(scratch, "upper")},workdir=${join(scratch, "work")}`;
    await run(["mount", "-t", "overlay", "stillroom", "-o", layers, root]);
    await mkdir(join(root, "built"));
    await run(["mount", "--bind", pool, join(root, "built")]);
    await writeFile(join(root, "built/Packages"), await run(["apt-ftparchive", "packages", "."], { folder: pool }));
    await run(["rm", "-f", join(root, "etc/resolv.conf"), join(root, "etc/apt/sources.list.d/debian.sources")]);
    for (const name of ["resolv.conf", "hosts"]) await copyFile(`/etc/${name}`, join(root, "etc", name));
    await writeFile(
      join(root, "etc/apt/sources.list"),
      [...(await archiveSources(debian)), "deb [trusted=yes] file:/built ./", ""].join("\n"),
    );
    await writeFile(join(root, "etc/apt/apt.conf.d/99here"), (await acquireOptions()).join("\n") + "\n");
    const inRoot = (...argv: string[]): Promise<string> =>
      run(["chroot", root, ...argv], { environment: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" } });
    await inRoot("apt-get", "--quiet", "update");
    await inRoot("apt-get", "--quiet", "--yes", "--no-install-recommends", "--download-only", "install", ...packages);
    await rm(join(pool, "Packages"));
    const archives = join(root, "var/cache/apt/archives");
    for (const file of await readdir(archives)) {
      if (file.endsWith(".deb")) await copyFile(join(archives, file), join(pool, file));
    }
  } finally {
    await run(["umount", join(root, "built")]).catch(() => "");
    await run(["umount", root]).catch(() => "");
    await rm(scratch, { recursive: true, force: true });
  }
}

async function index(folder: string): Promise<void> {
  const architecture = (await run(["dpkg", "--print-architecture"])).trim();
  const binary = join("dists", SUITE, "main", `binary-${architecture}`);
  await mkdir(join(folder, binary), { recursive: true });
  await writeFile(join(folder, binary, "Packages"), await run(["apt-ftparchive", "packages", "pool"], { folder }));
  const release = await run(
    [
      "apt-ftparchive",
      ...["-o", `APT::FTPArchive::Release::Suite=${SUITE}`, "-o", `APT::FTPArchive::Release::Codename=${SUITE}`],
      ...["-o", "APT::FTPArchive::Release::Components=main"],
      ...["-o", `APT::FTPArchive::Release::Architectures=${architecture}`],
      ...["-o", "APT::FTPArchive::Release::Origin=Lab", "-o", "APT::FTPArchive::Release::Label=Lab"],
      ...["release", join("dists", SUITE)],
    ],
    { folder },
  );
  await writeFile(join(folder, "dists", SUITE, "Release"), release);
}

const digest = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");
