/**
 * What one practice asked for, with every default filled in and nothing left open: the value that `load` gives and
 * that everything after it reads. It holds no secret; secrets are born on the machine.
 */
export interface Clinic {
  /** The stack's name, from the file name: `Pulumi.prod.yaml` is `prod`. */
  readonly stack: string;
  readonly names: Names;
  readonly machine: MachineRequest;
  readonly law: Law;
  readonly administrators: readonly Administrator[];
  /** Networks from which administrators reach SSH, in CIDR notation, IPv4 or IPv6; never empty. */
  readonly administrationFrom: readonly string[];
  readonly video: Video;
  readonly messaging: Messaging;
  readonly desk: Desk;
  readonly branding: Branding;
  readonly certificates: Certificates;
  readonly egress: EgressMode;
  /** Undefined where the machine has no WireGuard of its own for devices. */
  readonly devices: Devices | undefined;
  readonly packages: PackageSources;
  readonly maintenance: Maintenance;
  /** Undefined where the stack file says nothing of them; never part of a release. */
  readonly workstations: Workstations | undefined;
  /** Undefined where the stack file says nothing of them; never part of a release. */
  readonly papers: Papers | undefined;
  readonly waivers: readonly Waiver[];
}

/** Fully qualified names, lower case, without a trailing dot. Each is seen by strangers and so must be neutral. */
export interface Names {
  /** The practice's own domain; nothing is served on it, the other names live under it. */
  readonly domain: string;
  /** The machine's host name and what reverse DNS answers. */
  readonly host: string;
  /** Jitsi Meet. */
  readonly video: string;
  /** Element Web. */
  readonly messaging: string;
  /** Synapse; also the Matrix server name, which can never change after the first delivery. */
  readonly homeserver: string;
  /** TURN, and its realm. */
  readonly relay: string;
  /** Where appointments are made, and where whoever is invited arrives. */
  readonly desk: string;
}

export type MachineRequest = HetznerMachine | AwsMachine | ExistingMachine;

interface MachineCommon {
  readonly debian: 12 | 13;
  /** True in production: the provider refuses to delete or rebuild the machine and its data volume. */
  readonly protected: boolean;
  /** Where the practice's DNS records live. */
  readonly dns: Dns;
}

interface CloudMachine extends MachineCommon {
  /** A size of the provider, known to `clinic/sizes.ts`. */
  readonly size: string;
  readonly region: string;
  /** Size of the encrypted data volume in GiB. */
  readonly dataVolumeGb: number;
}

export interface HetznerMachine extends CloudMachine {
  readonly provider: "hetzner";
}

export interface AwsMachine extends CloudMachine {
  readonly provider: "aws";
}

export interface ExistingMachine extends MachineCommon {
  readonly provider: "existing";
  /** Address or name to reach by SSH. */
  readonly address: string;
  readonly sshPort: number;
  /** The account that delivers; it needs sudo without a password. */
  readonly sshUser: string;
  /** The machine's SSH host key, `ssh-ed25519 AAAA…`; delivery goes to no other. */
  readonly hostKey: string;
  /** The publicly reachable addresses that DNS shall name. */
  readonly publicAddresses: readonly string[];
  readonly cpus: number;
  readonly memoryGb: number;
  /** How the disk that holds the data is encrypted; the practice's word, since a program can't see below a hypervisor. */
  readonly diskEncryption: "luks2" | "hypervisor" | "none";
}

export type Dns =
  /** Records in a zone at the machine's own provider: a Hetzner zone or a Route 53 hosted zone. */
  | { readonly kind: "provider"; readonly zone: string }
  /** DNS is kept elsewhere: the records are printed for a person to enter. */
  | { readonly kind: "elsewhere" };

export interface Law {
  /** A code of `clinic/law/jurisdictions.ts`: `DE`, `UK`, `CA-ON`, `US-NY`; never a country alone where the law differs inside it. */
  readonly jurisdiction: string;
  /** United States only: the practice is a covered entity under HIPAA and so needs a host that signs a BAA. */
  readonly hipaaCovered: boolean;
  /** Further jurisdictions whose law reaches the practice: of another licence, or of where people are during a session. */
  readonly also?: readonly string[];
  /** Left out: private alone. */
  readonly payers?: readonly Payer[];
  /** Years that the practice's own record is kept, where its profession makes them others than the tables say without one. */
  readonly recordYears?: number;
}

/** `private`: people themselves or their own insurers; `public`: the statutory insurers and public services of the place. */
export type Payer = "private" | "public";

export interface Administrator {
  /** Account name on the machine. */
  readonly name: string;
  /** Public keys, `ssh-ed25519 AAAA… comment`. */
  readonly sshKeys: readonly string[];
}

export interface Video {
  /** Most people in one room; end-to-end encryption in Jitsi ends at 20, so at most 15 here. */
  readonly maxOccupants: number;
}

export interface Messaging {
  readonly enabled: boolean;
  /** Days until a message is deleted on the server. */
  readonly retentionDays: number;
  /** Days until an uploaded file that nobody opens is deleted on the server; Synapse counts from the last time it was opened. */
  readonly mediaRetentionDays: number;
}

/** Appointments and invitations. */
export interface Desk {
  readonly enabled: boolean;
  /** Days after an appointment until nothing of it is left but who agreed to what. */
  readonly appointmentDays: number;
  /** Where the desk hands over the mails in which people get their links; undefined: no mail is sent. */
  readonly mail: MailServer | undefined;
}

/** A mail server of the practice's own, by a name that its certificate bears. The password is entered at the desk and stands nowhere here. */
export interface MailServer {
  readonly server: string;
  /** 465: TLS from the first byte; 587: STARTTLS, without which nothing is sent (RFC 8314, 3.3 and 3.1). */
  readonly port: 465 | 587;
  /** Sender's address; neutral. */
  readonly from: string;
  /** Whom the server knows the desk as; neutral. */
  readonly user: string;
}

export interface Branding {
  /** Title that people see; neutral. */
  readonly title: string;
  /** Colour of the header, `#rrggbb`. */
  readonly colour: string;
  /** Language of the pages, BCP 47. */
  readonly language: "en" | "de" | "fr" | "es";
}

export type Certificates =
  | {
      readonly issuer: "acme";
      /** The ACME directory; Let's Encrypt's by default, or the practice's own CA. */
      readonly directory: string;
      /** Address for the CA's expiry mails; neutral, since the CA sees it. */
      readonly contact: string | undefined;
      /** PEM of the root that signs the directory's own HTTPS, for a CA of the practice's own. */
      readonly root: string | undefined;
    }
  | {
      /** The practice signs the machine's request itself: keys are born on the machine, only the chain is given. */
      readonly issuer: "practice";
      /** PEM, leaf first; undefined until the first request was signed. */
      readonly chain: string | undefined;
      readonly root: string;
    };

/** How packets leave the machine. In both, whatever no service declared is dropped. */
export type EgressMode =
  | { readonly kind: "allow-list" }
  /** Nothing new leaves except through the practice's own WireGuard network. */
  | { readonly kind: "vpn-only"; readonly wireguard: WireguardPeer };

export interface WireguardPeer {
  /** Address and UDP port of the practice's WireGuard server, an address and not a name: DNS is only inside. */
  readonly endpoint: { readonly address: string; readonly port: number };
  readonly publicKey: string;
  /** This machine's addresses inside, CIDR. */
  readonly addresses: readonly string[];
  /** Resolvers inside. */
  readonly resolvers: readonly string[];
}

/** The practice's own WireGuard on the machine, for the devices of its people. Who is not on the list gets in nowhere. */
export interface Devices {
  /** What is reached through the tunnel alone: nothing, SSH, or SSH and all that people use. */
  readonly inside: "nothing" | "administration" | "everything";
  /** How devices find the machine and know it; undefined until its first delivery. */
  readonly machine: { readonly address: string; readonly publicKey: string } | undefined;
  readonly list: readonly Device[];
}

export interface Device {
  /** Neutral. */
  readonly name: string;
  /** The end of its addresses inside, 2 to 250; unique. */
  readonly number: number;
  /** Of the key that was made on the device itself. */
  readonly publicKey: string;
}

export interface PackageSources {
  /** One mirror that carries every repository's packages, signed by its own key; undefined: each project's own repository. */
  readonly mirror:
    { readonly uri: string; readonly suite: string; readonly fingerprint: string; readonly key: string } | undefined;
}

/** When the machine may install updates and restart: within three hours from then on, and only while nobody meets. */
export interface Maintenance {
  /** `HH:MM`. */
  readonly start: string;
  /** A name of the time zone database, `Europe/Berlin`, or `UTC`. */
  readonly timeZone: string;
}

/** What the computers of the practice's own people need to know. */
export interface Workstations {
  readonly tunnel: {
    /** Its name on each computer, whichever VPN makes it: `wg0`, `tun0`. */
    readonly interface: string;
    /** What WireGuard's own packets bear, so that no other program's reach the endpoints; undefined where there is none. */
    readonly mark: number | undefined;
    /** The VPN's servers; never empty. */
    readonly endpoints: readonly TunnelEndpoint[];
  };
  /** Address, in a private network, of a printer that may be reached outside of the tunnel. */
  readonly printer: string | undefined;
}

/** How people reach the practice, as its papers print it. What is undefined is filled in by hand. */
export interface Papers {
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly mail: string | undefined;
  /** On one line. */
  readonly address: string | undefined;
}

export interface TunnelEndpoint {
  readonly address: string;
  readonly protocol: "udp" | "tcp";
  readonly port: number;
}

export interface Waiver {
  readonly rule: string;
  readonly reason: string;
  readonly by: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
}
