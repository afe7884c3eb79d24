import { existsSync, readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { networkInterfaces, type NetworkInterfaceInfo } from "node:os";
import type { Fact } from "../services/service.ts";
import { writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import { inside, type Places } from "./places.ts";

export type Facts = Readonly<Record<Fact, string>>;

/** What only this machine knows. In a folder the facts are those of the machine on which the folder lies. */
export async function gatherFacts(places: Places): Promise<Facts> {
  const name = defaultInterface();
  const addresses = networkInterfaces()[name] ?? [];
  const address4 = ownAddress4(addresses);
  return {
    address4,
    address6: addresses.find(isGlobal6)?.address ?? "::1",
    public4: places.live && isAmazon() ? await translatedAddress4(places) : address4,
    interface: name,
    architecture: debianArchitecture(process.arch),
    codename: codenameOf(readOsRelease(places)),
  };
}

/** This machine's own IPv4 address on the way to the world. */
export function address4OfMachine(): string {
  return ownAddress4(networkInterfaces()[defaultInterface()] ?? []);
}

function ownAddress4(addresses: readonly NetworkInterfaceInfo[]): string {
  return addresses.find((address) => address.family === "IPv4")?.address ?? "127.0.0.1";
}

/** Amazon EC2 user guide, "Identify EC2 Linux instances": the vendor in the firmware's own table, on Nitro instances. */
function isAmazon(): boolean {
  const vendor = "/sys/class/dmi/id/sys_vendor";
  return existsSync(vendor) && readFileSync(vendor, "utf8").trim() === "Amazon EC2";
}

const METADATA = "http://169.254.169.254/latest";
const METADATA_SECONDS = 3;

/**
 * AWS translates addresses. Behind a tunnel the metadata are closed, so what was once seen is kept.
 *
 * @throws StepFailed where it is not known and never was
 */
export async function translatedAddress4(places: Places, service = METADATA): Promise<string> {
  const kept = inside(places, "/var/lib/stillroom/public-address4");
  try {
    const address = await metadataAddress4(service);
    writeDurably(kept, address, 0o644);
    return address;
  } catch (error) {
    const known = existsSync(kept) ? readFileSync(kept, "utf8") : "";
    if (isIPv4(known)) return known;
    throw new StepFailed(
      "facts",
      `The machine's public address can't be learnt from the cloud: ${error instanceof Error ? error.message : String(error)}`,
      "See that an elastic address is attached to the instance and that its metadata are on (IMDSv2), then deliver again.",
    );
  }
}

/** Amazon EC2 user guide, "Use the Instance Metadata Service": a token by PUT, then `meta-data/public-ipv4`. */
export async function metadataAddress4(service: string): Promise<string> {
  const signal = AbortSignal.timeout(METADATA_SECONDS * 1000);
  const session = await fetch(`${service}/api/token`, {
    method: "PUT",
    headers: { "X-aws-ec2-metadata-token-ttl-seconds": "60" },
    signal,
  });
  if (!session.ok) throw new Error(`the metadata service gives no token (${session.status}).`);
  const headers = { "X-aws-ec2-metadata-token": await session.text() };
  const answer = await fetch(`${service}/meta-data/public-ipv4`, { headers, signal });
  const address = (await answer.text()).trim();
  if (!answer.ok || !isIPv4(address))
    throw new Error(`the metadata service names no public address (${answer.status}).`);
  return address;
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
