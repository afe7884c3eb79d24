import type { Clinic } from "../../clinic/clinic.ts";
import type { Release } from "../../render/release.ts";
import { certifiedNames } from "../../services/certificates.ts";
import { isAllInside } from "../../services/devices.ts";
import { clusterOf } from "../../services/postgresql.ts";
import { shownText } from "../reading.ts";
import type { Breach } from "../rule.ts";

/** When the machine runs a command: at a step of a delivery, before the switch, or after it for the release to be kept or for a person to know. */
type Moment = `after ${Release["steps"][number]["after"]}` | "as a check" | "as a proof" | "as a note";

/** A command as the machine gets it, with root's rights, and what it is there for. */
interface Command {
  readonly moment: Moment;
  readonly argv: readonly string[];
}

const OURS = "/usr/local/lib/stillroom/";

/**
 * Every command that a delivery runs with root's rights, as somebody has read it: a copy of what services/ declare, on purpose. Another one,
 * or one with another word, is a doubt: nobody has read what it does.
 */
function knownCommands(clinic: Clinic): readonly Command[] {
  return [
    // Programs that act as root, accounts of administrators, resolvers that worked before, audit rules, and the packet filter's addresses.
    { moment: "after files", argv: [`${OURS}keep-privileges`] },
    { moment: "after files", argv: [`${OURS}keep-administrators`] },
    { moment: "after units", argv: [`${OURS}keep-resolvers`] },
    shell("after units", "systemd-detect-virt --quiet --container || augenrules --load"),
    { moment: "after units", argv: [`${OURS}egress-addresses`] },
    ...certificateCommands(clinic),
    ...(clinic.messaging.enabled ? MESSAGING_COMMANDS : []),
    ...(clinic.messaging.enabled || clinic.desk.enabled ? databaseCommands(clinic) : []),
    ...(clinic.desk.enabled ? [DESK_COMMAND] : []),
    // Each program's own check of its file.
    { moment: "as a check", argv: ["/usr/sbin/sshd", "-t"] },
    { moment: "as a check", argv: ["/usr/sbin/visudo", "--check", "--quiet"] },
    { moment: "as a check", argv: ["/usr/sbin/chronyd", "-p", "-U", "-f", "/etc/chrony/chrony.conf"] },
    { moment: "as a check", argv: ["/usr/bin/fail2ban-client", "--test"] },
    { moment: "as a check", argv: ["prosodyctl", "check", "config"] },
    { moment: "as a check", argv: ["hocon", "-f", "/etc/stillroom/jicofo/jicofo.conf", "get", "jicofo"] },
    { moment: "as a check", argv: ["hocon", "-f", "/etc/stillroom/videobridge/jvb.conf", "get", "videobridge"] },
    { moment: "as a check", argv: ["nginx", "-t", "-q"] },
    ...(isAllInside(clinic) ? [DEVICE_NAMES] : []),
    ...["rules", "birth", "closed"].flatMap((name): readonly Command[] => [
      { moment: "as a check", argv: ["/usr/sbin/iptables-restore", "--test", `/etc/iptables/${name}.v4`] },
      { moment: "as a check", argv: ["/usr/sbin/ip6tables-restore", "--test", `/etc/iptables/${name}.v6`] },
    ]),
    // What has to be seen on the machine; none of them changes it.
    shell("as a proof", "systemd-detect-virt --quiet --container || systemctl --quiet is-active chrony.service"),
    shell("as a proof", "systemd-detect-virt --quiet --container || systemctl --quiet is-active auditd.service"),
    shell("as a note", "systemd-detect-virt --quiet --container || aa-enabled --quiet"),
    shell("as a proof", DROPPING),
    shell("as a proof", NO_OTHER_FILTER),
    ...(clinic.machine.provider === "existing" ? [] : [MOUNTED]),
  ];
}

function shell(moment: Moment, script: string): Command {
  return { moment, argv: ["/bin/sh", "-c", script] };
}

const DEVICE_NAMES: Command = {
  moment: "as a check",
  argv: ["/usr/sbin/dnsmasq", "--test", "--conf-file=/etc/stillroom/device-names.conf"],
};

/** A cloud's machine has a volume for its data. */
const MOUNTED: Command = { moment: "as a proof", argv: ["mountpoint", "--quiet", "/srv/data"] };
const DROPPING =
  'for program in iptables ip6tables; do for chain in INPUT OUTPUT FORWARD; do "$program" -S "$chain" | grep -qx -e "-P $chain DROP" || exit 1; done; done';
const NO_OTHER_FILTER =
  'for unit in ufw nftables netfilter-persistent firewalld; do if systemctl --quiet is-enabled "$unit.service" 2>/dev/null; then echo "$unit is enabled: disable it"; exit 1; fi; done';

/** Makes a certificate of the machine's own where there is none, in a folder that only root writes to. */
const PLACEHOLDER = `set -eu; umask 022
[ ! -e /etc/stillroom/certificates/live ] || exit 0
mkdir -p /etc/stillroom/certificates/placeholder; cd /etc/stillroom/certificates/placeholder; umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 365 -subj "$1" -addext "$2" -keyout privkey.pem -out fullchain.pem
chgrp ssl-cert privkey.pem; chmod 0640 privkey.pem; chmod 0644 fullchain.pem
ln -s placeholder ../live`;

function certificateCommands(clinic: Clinic): readonly Command[] {
  const names = certifiedNames(clinic);
  const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}`;
  return [
    { moment: "after packages", argv: ["sh", "-c", PLACEHOLDER, "placeholder", `/CN=${names[0]}`, alternatives] },
    clinic.certificates.issuer === "acme"
      ? { moment: "after units", argv: ["sh", "-c", "timeout 150 systemctl start certificates.service || true"] }
      : { moment: "after files", argv: [`${OURS}certificate-request`] },
    { moment: "as a note", argv: [`${OURS}certificate-state`] },
  ];
}

const KEY = "/var/lib/matrix-synapse/homeserver.signing.key";
const PYTHON = "/opt/venvs/matrix-synapse/bin/";
const AS_SYNAPSE = ["runuser", "-u", "matrix-synapse", "--"];

const MESSAGING_COMMANDS: readonly Command[] = [
  {
    moment: "after packages",
    argv: [...AS_SYNAPSE, "sh", "-c", 'test -s "$1" || "$2" -o "$1"', "sh", KEY, `${PYTHON}generate_signing_key`],
  },
  {
    moment: "as a check",
    argv: [...AS_SYNAPSE, `${PYTHON}python`, "-m", "synapse.config", "-c", "/etc/matrix-synapse/homeserver.yaml"],
  },
];

const DESK_COMMAND: Command = {
  moment: "as a check",
  argv: ["node", `${OURS}desk`, "check", "/etc/stillroom/desk.json"],
};

function databaseCommands(clinic: Clinic): readonly Command[] {
  const [version] = clusterOf(clinic).split("-", 1);
  const asPostgres = ["runuser", "-u", "postgres", "--"];
  return [
    {
      moment: "as a check",
      argv: [
        ...[...asPostgres, `/usr/lib/postgresql/${version}/bin/postgres`, "-C", "listen_addresses"],
        `--config-file=/etc/postgresql/${version}/main/postgresql.conf`,
      ],
    },
    { moment: "as a proof", argv: [...asPostgres, "psql", "--no-psqlrc", "--command", "SELECT 1"] },
  ];
}

interface NamedCommand extends Command {
  readonly name: string;
}

function commandsOf({ steps, validators, proofs }: Release): readonly NamedCommand[] {
  return [
    ...steps.map(({ name, argv, after }): NamedCommand => ({ name, argv, moment: `after ${after}` })),
    ...validators.map(({ name, argv }): NamedCommand => ({ name, argv, moment: "as a check" })),
    ...proofs
      .filter((proof) => proof.kind === "command")
      .map(({ name, argv, failure }): NamedCommand => {
        return { name, argv, moment: failure === "note" ? "as a note" : "as a proof" };
      }),
  ];
}

/** Where a delivery would run a command that nobody has read, or leave one out on which the others rest. */
export function commandDoubts(release: Release): readonly Breach[] {
  const known = new Map(knownCommands(release.subject.clinic).map((command) => [keyOf(command), command]));
  const asked = commandsOf(release);
  const strangers = asked.filter((command) => !known.has(keyOf(command)));
  for (const command of asked) known.delete(keyOf(command));
  return [
    ...strangers.map(({ name, argv, moment }) => ({
      where: `the step "${name}"`,
      what: `A delivery would run ${shownText(argv.join(" "))} ${moment} with root's rights; nobody has read that command, so what it does can't be told.`,
      mend: "Take it out, or have it read and written into policies/readers/commands.ts.",
    })),
    ...[...known.values()].map(({ argv, moment }) => ({
      where: "the steps of the release",
      what: `A delivery does not run ${shownText(argv.join(" "))} ${moment}, so what the machine is without it can't be told.`,
      mend: "Put it back, or take it out of policies/readers/commands.ts once it is not needed.",
    })),
  ];
}

function keyOf({ moment, argv }: Command): string {
  return JSON.stringify([moment, argv]);
}
