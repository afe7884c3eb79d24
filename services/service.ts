import type { Clinic } from "../clinic/clinic.ts";

/**
 * One program (or one trait of the machine) as data: what it needs and how it is proved. Firewalls, egress lists,
 * documents and tests all come from this one declaration.
 */
export interface Service {
  /** Also the name of its folder under `templates/`. */
  readonly name: string;
  /** Whether this clinic has it at all. */
  readonly wanted: (clinic: Clinic) => boolean;
  /**
   * Pure: no clock, no network, no secret.
   *
   * @param others the declarations of all services before this one in `services/index.ts`; the firewall, last there, is made from them
   */
  readonly declare: (clinic: Clinic, others: readonly Declaration[]) => Declaration;
}

export interface Declaration {
  readonly files: readonly FileDeclaration[];
  readonly directories?: readonly Directory[];
  readonly packages?: readonly Package[];
  /** System accounts that no package brings. */
  readonly accounts?: readonly Account[];
  readonly ports?: readonly Port[];
  readonly egress?: readonly Egress[];
  readonly secrets?: readonly Secret[];
  readonly units?: readonly Unit[];
  readonly steps?: readonly Step[];
  readonly validators?: readonly Validator[];
  readonly proofs?: readonly Proof[];
}

/** The format decides the one quoting helper that a template may use and the reader that judges the file. */
export type Format =
  | "apt"
  | "chrony"
  | "coturn"
  | "css"
  | "dnsmasq"
  | "hocon"
  | "html"
  | "ini"
  | "iptables"
  | "javascript"
  | "json"
  | "lua"
  | "nftables"
  | "nginx"
  | "pf"
  | "plist"
  | "shell"
  | "sshd"
  | "sysctl"
  | "systemd"
  | "text"
  | "words"
  | "yaml";

/** A program of ours in TypeScript, which becomes one file of JavaScript. */
export interface Bundle {
  /** Where it begins, from the repository's root: `guard/main.ts`. */
  readonly entry: string;
  readonly runs: "node" | "browser";
}

/** One file on the machine, from `templates/<service><path>.hbs` or bundled from a program of ours. */
export interface FileDeclaration {
  readonly path: string;
  /** Path of the template below `templates/<service>`, without `.hbs`, where one template serves several paths. Default `path`. */
  readonly template?: string;
  readonly format: Format;
  /** Octal, `0644`. Default `0644`. */
  readonly mode?: string;
  /** Default `root`. */
  readonly owner?: string;
  /** Default `root`. */
  readonly group?: string;
  /** Instead of a template. */
  readonly bundle?: Bundle;
  /** What the template may print. */
  readonly data?: Readonly<Record<string, TemplateValue>>;
  /** True where the machine needs it from its first second: it also travels in the cloud's user data. */
  readonly birth?: boolean;
}

export type TemplateValue =
  string | number | boolean | undefined | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

export interface Directory {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

/** A Debian package and the signed repository that it comes from. */
export interface Package {
  readonly name: string;
  readonly repository: "debian" | "jitsi" | "matrix" | "element";
  /** Answers to its debconf questions, given before it is installed (debconf-set-selections(1)). */
  readonly answers?: readonly {
    readonly question: string;
    readonly type: "string" | "boolean";
    readonly value: string;
  }[];
}

export interface Account {
  readonly name: string;
  readonly home: string;
}

/** A port that answers packets from outside the machine. Whatever is not declared is dropped. */
export interface Port {
  readonly protocol: "tcp" | "udp";
  readonly from: number;
  /** Last port of a range, inclusive; equals `from` for a single port. */
  readonly to: number;
  /** `devices`: through the tunnel of the practice's own devices, and from nowhere else. */
  readonly reachableBy: "anyone" | "administrators" | "devices";
  /** Account of the process that listens. */
  readonly account: string;
  readonly purpose: string;
}

/** New connections that an account may open to the outside. Whatever is not declared is dropped. */
export interface Egress {
  readonly account: string;
  readonly protocol: "tcp" | "udp";
  readonly ports: readonly number[];
  readonly to: Destination;
  readonly purpose: string;
}

export type Destination =
  /** Names whose current addresses the machine keeps in the rule. */
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "addresses"; readonly cidrs: readonly string[] }
  /** The hosts of apt's own sources, the resolvers in use: known to the machine alone. */
  | { readonly kind: "fact"; readonly fact: "apt-mirrors" | "resolvers" };

/** A secret that is born on the machine and never leaves it; printed as `@@secret:NAME@@`. */
export interface Secret {
  /** `[a-z][a-z0-9_]*`, unique over all services; declare it in the service that owns it, use it anywhere. */
  readonly name: string;
  /** `token`: 43 characters of `[A-Za-z0-9_-]`, 256 bits. `wireguard`: an X25519 private key in base64. */
  readonly kind: "token" | "wireguard";
}

/**
 * What only the machine knows; printed as `@@fact:NAME@@`. Without IPv6, `address6` is `::1`. `public4` is the IPv4 address by
 * which others reach the machine: another than `address4` where the cloud translates.
 */
export const FACTS = ["address4", "address6", "public4", "interface", "architecture", "codename"] as const;
export type Fact = (typeof FACTS)[number];

export interface Unit {
  /** `nginx.service`, `certificates.timer`. */
  readonly name: string;
  /** What a changed file asks for. */
  readonly onChange: "restart" | "reload";
  /** Paths of files whose change concerns it. A path that ends in `/` means all below. */
  readonly files: readonly string[];
  /** A restart would cut people off: a delivery that must restart it waits until this shows that nobody is there. */
  readonly waitFor?: Gauge;
}

/** A number that a program of the machine shows under an address on loopback, in Prometheus' text format. */
export interface Gauge {
  /** What it counts, in the plural: `conferences`. */
  readonly counts: string;
  readonly url: string;
  readonly name: string;
}

/** A command that may run any number of times and makes the machine what the service needs. */
export interface Step {
  readonly name: string;
  readonly argv: readonly string[];
  /** `packages`: after they are installed; `files`: after the switch, before units restart; `units`: after they run. */
  readonly after: "packages" | "files" | "units";
}

/** The program's own check, run before the switch in a view of the machine in which the new files are already in place. */
export interface Validator {
  readonly name: string;
  readonly argv: readonly string[];
}

/** What must be seen on the machine after the switch for the release to be kept. */
export type Proof =
  | { readonly kind: "unit-active"; readonly unit: string }
  | { readonly kind: "listening"; readonly protocol: "tcp" | "udp"; readonly address: string; readonly port: number }
  /** A real HTTPS request to this machine under `host`, certificate verified. */
  | {
      readonly kind: "https";
      readonly host: string;
      readonly path: string;
      readonly status: number;
      readonly contains?: string;
    }
  /** An XMPP stream over `wss://host/xmpp-websocket`; without a token it must be refused, with a good one accepted. */
  | {
      readonly kind: "xmpp";
      readonly host: string;
      readonly domain: string;
      /** What a good token is signed with, the name of a secret, and the issuer and audience that it names. */
      readonly token: { readonly secret: string; readonly issuer: string; readonly audience: string };
    }
  /** A TURN allocation with a fresh credential, and a refusal to relay to a private address. */
  | {
      readonly kind: "turn";
      readonly host: string;
      readonly port: number;
      /** Name of the secret that credentials are made from. */
      readonly secret: string;
    }
  | {
      readonly kind: "command";
      readonly name: string;
      readonly argv: readonly string[];
      /** `note`: a failure is told to a person, in the command's own words, and does not take the release back. */
      readonly failure?: "note";
    };
