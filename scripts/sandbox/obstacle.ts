import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./command.ts";

const PROGRAMS = [
  "apt-ftparchive",
  "dnsmasq",
  "gpg",
  "ip",
  "mmdebstrap",
  "nsenter",
  "openssl",
  "pebble",
  "ssh-keygen",
  "systemd-nspawn",
  "unshare",
];

/** Why no sandbox machine can be started on this system, as a sentence; undefined where one can. */
export async function sandboxObstacle(): Promise<string | undefined> {
  if (process.platform !== "linux")
    return `The sandbox machine is a Linux container, and this system is ${process.platform}.`;
  if (process.getuid?.() !== 0) return "The sandbox machine needs root: network namespaces, mounts and a container.";
  const missing = PROGRAMS.filter((program) => !isInstalled(program));
  if (missing.length > 0)
    return `The sandbox machine needs ${missing.join(", ")}, not installed here; scripts/test installs them.`;
  try {
    await run(["unshare", "--net", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt"]);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `The sandbox machine needs network, mount and process namespaces, which this system refuses: ${words}`;
  }
  return undefined;
}

export function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
