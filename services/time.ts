import type { Clinic } from "../clinic/clinic.ts";
import type { Declaration, Egress, Service } from "./service.ts";

/** Account of Debian's package chrony (its sysusers entry). */
const ACCOUNT = "_chrony";

interface TimeServer {
  readonly name: string;
  /** Authenticated by Network Time Security (RFC 8915); not needed where the answer never leaves the provider's own network. */
  readonly nts: boolean;
}

/** The right time: tokens, certificates and logs are worth nothing without it. */
export const time: Service = {
  name: "time",
  wanted: () => true,
  declare: (clinic): Declaration => {
    const servers = timeServersOf(clinic);
    return {
      files: [
        {
          path: "/etc/chrony/chrony.conf",
          format: "chrony",
          data: { servers: servers.map(({ name, nts }) => ({ name, nts })) },
        },
      ],
      packages: [{ name: "chrony", repository: "debian" }],
      egress: egressTo(servers),
      units: [{ name: "chrony.service", onChange: "restart", files: ["/etc/chrony/chrony.conf"] }],
      validators: [
        // chronyd(8): -p reads the configuration, prints it and exits; -U lets it do so without root's powers.
        {
          name: "chrony reads its configuration",
          argv: ["/usr/sbin/chronyd", "-p", "-U", "-f", "/etc/chrony/chrony.conf"],
        },
      ],
      proofs: [
        {
          kind: "command",
          name: "the clock is kept, or is the container's host's",
          argv: [
            "/bin/sh",
            "-c",
            "systemd-detect-virt --quiet --container || systemctl --quiet is-active chrony.service",
          ],
        },
      ],
    };
  },
};

/**
 * Servers with names that always mean the same few addresses; a pool's names change with each answer, so that no egress list
 * could follow them.
 *
 * Sources: AWS, "Set the time reference on your EC2 instance to use the local Amazon Time Sync Service" (169.254.169.123);
 * Hetzner wiki and community tutorial "install-and-configure-ntp"; PTB, "Gibt es die Zeit auch online?" (Germany's legal time;
 * that its servers speak NTS: PTB in ION PTTI 2020 and the chrony configurations of GrapheneOS).
 */
function timeServersOf(clinic: Clinic): readonly TimeServer[] {
  const { provider } = clinic.machine;
  // A link-local address lies outside every tunnel.
  if (provider === "aws" && clinic.egress.kind === "allow-list") return [{ name: "169.254.169.123", nts: false }];
  if (provider === "hetzner" && clinic.egress.kind === "allow-list") {
    return ["ntp1.hetzner.de", "ntp2.hetzner.com", "ntp3.hetzner.net"].map((name) => ({ name, nts: false }));
  }
  return ["ptbtime1.ptb.de", "ptbtime2.ptb.de", "ptbtime3.ptb.de"].map((name) => ({ name, nts: true }));
}

function egressTo(servers: readonly TimeServer[]): readonly Egress[] {
  const names = servers.map((server) => server.name);
  const to: Egress["to"] = names.every((name) => /^[0-9.]+$/.test(name))
    ? { kind: "addresses", cidrs: names.map((name) => `${name}/32`) }
    : { kind: "names", names };
  const clock: Egress = { account: ACCOUNT, protocol: "udp", ports: [123], to, purpose: "clock" };
  // RFC 8915, 4: the key exchange runs over TLS on port 4460.
  const keys: Egress = { account: ACCOUNT, protocol: "tcp", ports: [4460], to, purpose: "clock keys" };
  return servers.some((server) => server.nts) ? [clock, keys] : [clock];
}
