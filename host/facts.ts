import { readFileSync } from "node:fs";
import { networkInterfaces, type NetworkInterfaceInfo } from "node:os";
import type { Fact } from "../services/service.ts";
import { StepFailed } from "./failure.ts";
import { inside, type Places } from "./places.ts";

export type Facts = Readonly<Record<Fact, string>>;

/** What only this machine knows. In a folder the facts are those of the machine on which the folder lies. */
export function gatherFacts(places: Places): Facts {
  const name = defaultInterface();
  const addresses = networkInterfaces()[name] ?? [];
  return {
    address4: addresses.find((address) => address.family === "IPv4")?.address ?? "127.0.0.1",
    address6: addresses.find(isGlobal6)?.address ?? "::1",
    interface: name,
    architecture: debianArchitecture(process.arch),
    codename: codenameOf(readOsRelease(places)),
  };
}

/** The interface of the default route: proc(5), /proc/net/route (destination and mask 0) and /proc/net/ipv6_route (destination ::/0). */
function defaultInterface(): string {
  const found =
    defaultRoute4(readFileSync("/proc/net/route", "utf8")) ??
    defaultRoute6(readFileSync("/proc/net/ipv6_route", "utf8"));
  if (found !== undefined) return found;
  // A machine without a default route still has a network: its first interface that isn't the loopback.
  const other = Object.entries(networkInterfaces()).find(([, addresses]) => addresses?.some((it) => !it.internal));
  return other?.[0] ?? "lo";
}

export function defaultRoute4(table: string): string | undefined {
  const rows = table
    .split("\n")
    .slice(1)
    .map((row) => row.split("\t"));
  const routes = rows.filter((row) => row[1] === "00000000" && row[7] === "00000000");
  routes.sort((a, b) => Number(a[6]) - Number(b[6]));
  return routes[0]?.[0];
}

export function defaultRoute6(table: string): string | undefined {
  const rows = table.split("\n").map((row) => row.trim().split(/\s+/));
  return rows.find((row) => /^0{32}$/.test(row[0] ?? "") && row[1] === "00" && row[9] !== "lo")?.[9];
}

/** RFC 4291, section 2.4, and RFC 4193: global unicast is 2000::/3, not link-local and not unique local. */
function isGlobal6(address: NetworkInterfaceInfo): boolean {
  return address.family === "IPv6" && /^[23]/.test(address.address);
}

/** Debian's name of an architecture for Node's (`process.arch`). */
function debianArchitecture(arch: string): string {
  return arch === "x64" ? "amd64" : arch;
}

function readOsRelease(places: Places): string {
  try {
    return readFileSync(inside(places, "/etc/os-release"), "utf8");
  } catch {
    return readFileSync("/etc/os-release", "utf8");
  }
}

/** os-release(5), VERSION_CODENAME. */
export function codenameOf(osRelease: string): string {
  const codename = /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(osRelease)?.[1];
  if (codename === undefined) {
    throw new StepFailed(
      "facts",
      "/etc/os-release names no VERSION_CODENAME.",
      "Deliver to a machine with Debian 12 or 13.",
    );
  }
  return codename;
}
