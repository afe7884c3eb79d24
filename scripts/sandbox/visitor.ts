import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.ts";
import { inLab, type Addresses, type Lab } from "./lab.ts";

/** What somebody outside the machine saw. */
export interface Sighting {
  /** What was looked for, as a sentence. */
  readonly what: string;
  readonly passed: boolean;
  readonly seen: string;
}

export type Family = 4 | 6;

/** Everything that a visitor must know to look at a practice. */
export interface VisitRequest {
  readonly names: {
    readonly video: string;
    readonly messaging: string;
    readonly desk: string;
    readonly homeserver: string;
    readonly domain: string;
  };
  /** The text of config.js as it was rendered. */
  readonly configuration: string;
  /** Response headers of the video page as they were rendered, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly xmpp: { readonly domain: string; readonly room: string; readonly token: string };
  readonly account: { readonly name: string; readonly password: string } | undefined;
}

/** A person outside with a browser: reaches the names over one address family and believes the lab's certificate authority. */
export async function visit(lab: Lab, machine: Addresses, family: Family, request: VisitRequest): Promise<Sighting[]> {
  const program = join(import.meta.dirname, "visit.ts");
  const address = family === 4 ? machine.address4 : machine.address6;
  const names = Object.values(request.names).filter((name) => name !== request.names.domain);
  const hosts = join(lab.folder, `hosts-${family}`);
  await writeFile(hosts, `${address} ${names.join(" ")} unknown.${request.names.domain}\n`);
  // Names are looked up as on any computer, so the visitor gets an /etc/hosts of its own.
  const place = ["unshare", "--mount", "--", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"', hosts];
  const printed = await run([...inLab(lab, place), process.execPath, program], {
    input: JSON.stringify(request),
    environment: { NODE_EXTRA_CA_CERTS: lab.authority.issuerFile },
    timeout: 120_000,
  });
  return JSON.parse(printed) as Sighting[];
}
