import type { Release } from "../../../render/release.ts";
import { appended, replaced, withFile, withFileOf, withText, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { GoodTree } from "../tree.ts";

const SSH = "/etc/ssh/sshd_config.d/00-stillroom.conf";
const DEBIAN = "/etc/stillroom/sources.list.d/debian.sources";
const SETTINGS = "/etc/apt/apt.conf.d/90stillroom-sources";
const UPDATES = "/etc/apt/apt.conf.d/90stillroom-updates";
const JOURNAL = "/etc/systemd/journald.conf.d/zz-stillroom.conf";
const AUDIT = "/etc/audit/auditd.conf";
const KERNEL = "/etc/sysctl.d/90-stillroom.conf";
const UNITS = "/etc/systemd/system/";

/** A file more, which one of our services brings. */
function brought(release: Release, service: string, path: string, text: string): Release {
  const format = release.files.find((file) => file.service === service)?.format ?? "text";
  return withFileOf(withFile(release, { path, format, text }), path, (file) => ({ ...file, service }));
}

export const TREES: readonly GoodTree[] = [
  {
    how: "sshd's keywords are in capitals, behind equals signs, and quoted",
    apply: (release) =>
      withText(release, SSH, (text) =>
        text.replace(
          /^(PermitRootLogin|PasswordAuthentication|Banner) (\w+)$/gm,
          (_, key: string, value: string) => `\t${key.toUpperCase()} = "${value}" # as before`,
        ),
      ),
  },
  {
    how: "sshd's file says yes to passwords in its last line, where it no longer counts",
    apply: (release) => appended(release, SSH, "PasswordAuthentication yes\nPermitRootLogin yes"),
  },
  {
    how: "a Match says for an administrator what holds for everybody, and narrows",
    apply: (release) =>
      appended(
        release,
        SSH,
        "Match User=ops\n    PermitRootLogin no\n    MaxSessions 2\nMatch all\n    MaxAuthTries 3",
      ),
  },
  {
    how: "a second file of sshd's denies somebody more and names what sshd no longer knows",
    apply: (release) =>
      brought(
        release,
        "ssh",
        "/etc/ssh/sshd_config.d/10-narrow.conf",
        "DenyUsers guest\nProtocol 2\nUsePrivilegeSeparation yes\n",
      ),
  },
  {
    how: "sshd's main file comes with the release, and includes the folder first as Debian's does",
    apply: (release) =>
      brought(
        release,
        "ssh",
        "/etc/ssh/sshd_config",
        "Include sshd_config.d/*.conf\nPermitRootLogin yes\nX11Forwarding yes\nSubsystem sftp internal-sftp\n",
      ),
  },
  {
    how: "sshd's settings stand in a file that ours includes",
    apply: (release) =>
      brought(
        replaced(release, SSH, /^PermitRootLogin no$/m, "Include /etc/ssh/sshd_config.d/root.inc"),
        "ssh",
        "/etc/ssh/sshd_config.d/root.inc",
        "PermitRootLogin no\n",
      ),
  },
  {
    how: "the fields of apt's stanzas stand in another order, in capitals, over several lines",
    apply: (release) =>
      withText(release, DEBIAN, (text) =>
        text
          .replace(/^Types: deb$/gm, "Enabled: yes\nLanguages: en de\nTYPES: deb")
          .replace(/^Components: (.*)$/gm, "Components:\n# all that is needed\n $1"),
      ),
  },
  {
    how: "Debian's repositories are named in the older form of one line each",
    apply: (release) => {
      const key = "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg";
      const lines = [
        `deb [${key} arch=amd64] https://deb.debian.org/debian trixie main`,
        `deb [ arch=amd64 ${key} ] https://deb.debian.org/debian/ trixie-updates main # mends`,
        `deb [${key}] https://deb.debian.org/debian-security trixie-security main`,
        "# deb [trusted=yes] https://elsewhere.example/debian trixie main",
      ];
      return brought(
        withoutFile(release, DEBIAN),
        "sources",
        DEBIAN.replace(".sources", ".list"),
        `${lines.join("\n")}\n`,
      );
    },
  },
  {
    how: "a list that was taken out of use lies beside, under a name that apt passes over",
    apply: (release) =>
      brought(
        release,
        "sources",
        `${DEBIAN.replace(".sources", ".list")}.save`,
        "deb [trusted=yes] http://old.example/debian x main\n",
      ),
  },
  {
    how: "apt's settings are written in blocks, with every kind of comment",
    apply: (release) =>
      withText(release, UPDATES, (text) =>
        text.replace(/^APT::Periodic::(\S+) "(\d)";$/gm, '/* apt */ APT { Periodic { $1 "$2"; }; }; # one // two'),
      ),
  },
  {
    how: "apt is told in so many words to refuse what it refuses anyway",
    apply: (release) =>
      appended(
        release,
        SETTINGS,
        'Acquire { AllowInsecureRepositories "no"; Check-Valid-Until "true"; https::Verify-Peer "1"; };\nAPT::Get::AllowUnauthenticated "false";',
      ),
  },
  {
    how: "the origins of mends are written in short, with the release's own name",
    apply: (release) =>
      replaced(
        release,
        UPDATES,
        "origin=Debian,codename=${distro_codename}-security,label=Debian-Security",
        "o=Debian, l=Debian-Security, n=trixie-security",
      ),
  },
  {
    how: "one mirror of the practice's own carries all packages",
    clinic: {
      ...CLINIC,
      packages: {
        mirror: {
          uri: "http://packages.quiet-harbour.example/all",
          suite: "all/",
          fingerprint: "0123456789ABCDEF0123456789ABCDEF01234567",
          key: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n",
        },
      },
    },
  },
  {
    how: "the relay's denied addresses are written as two halves, in another order",
    apply: (release) =>
      replaced(
        release,
        ENTRY.coturn,
        "denied-peer-ip=0.0.0.0-255.255.255.255",
        'denied-peer-ip "128.0.0.0-255.255.255.255"\ndenied-peer-ip = 0.0.0.0-127.255.255.255',
      ),
  },
  {
    how: "the relay's switches say yes in many words, and no to what would harm",
    apply: (release) =>
      withText(
        release,
        ENTRY.coturn,
        (text) =>
          `${text.replace(/^no-cli$/m, "no-cli=On").replace(/^no-tcp-relay$/m, "no-tcp-relay 1")}\nVerbose=no\nallow-loopback-peers=0\nmobility = off\n`,
      ),
  },
  {
    how: "a service's settings are spelt in other words, over several lines",
    apply: (release) =>
      withText(release, `${UNITS}coturn.service.d/stillroom.conf`, (text) =>
        text
          .replace("NoNewPrivileges=yes", "  NoNewPrivileges = TRUE")
          .replace(/^RestrictAddressFamilies=AF_UNIX /m, "RestrictAddressFamilies=AF_UNIX \\\n# and\n    "),
      ),
  },
  {
    how: "a drop-in that sorts before ours loosens what ours tightens again",
    apply: (release) =>
      brought(
        release,
        "coturn",
        `${UNITS}coturn.service.d/00-early.conf`,
        "[Service]\nNoNewPrivileges=no\nCapabilityBoundingSet=CAP_SYS_ADMIN\nCapabilityBoundingSet=\n",
      ),
  },
  {
    how: "a drop-in for every service limits its memory and the programs it runs",
    apply: (release) =>
      brought(release, "nginx", `${UNITS}nginx.service.d/10-limits.conf`, "[Service]\nMemoryMax=512M\nTasksMax=200\n"),
  },
  {
    how: "nginx may do less than it might",
    apply: (release) =>
      replaced(release, `${UNITS}nginx.service.d/stillroom.conf`, "CAP_CHOWN CAP_DAC_OVERRIDE", "CAP_DAC_OVERRIDE"),
  },
  {
    how: "the journal is kept for two days, said in hours",
    apply: (release) => replaced(release, JOURNAL, /MaxRetentionSec=.*/, "MaxRetentionSec = 1d 24h"),
  },
  {
    how: "our file for the journal takes the place of Debian's own by its name",
    apply: (release) => {
      const text = release.files.find(({ path }) => path === JOURNAL)?.text ?? "";
      return brought(withoutFile(release, JOURNAL), "journal", "/etc/systemd/journald.conf.d/syslog.conf", text);
    },
  },
  {
    how: "the audit log is kept for two weeks, with blanks where none are needed",
    apply: (release) =>
      withText(release, AUDIT, (text) =>
        text
          .replace(/^num_logs = .*$/m, "num_logs   =   14")
          .replace("max_log_file_action = ROTATE", "max_log_file_action = rotate"),
      ),
  },
  {
    how: "the kernel's settings are written with slashes, some of them twice",
    apply: (release) =>
      withText(
        release,
        KERNEL,
        (text) => `net.ipv4.ip_forward = 1\n${text.replace("net.ipv4.ip_forward = 0", "net/ipv4/ip_forward=0")}`,
      ),
  },
  {
    how: "the log configuration of Synapse names its stream, and a logger that is quieter still",
    apply: (release) =>
      withText(
        release,
        ENTRY.synapseLog,
        (text) =>
          `${text.replace("class: logging.StreamHandler", "class: logging.StreamHandler\n    stream: ext://sys.stderr")}\nloggers: {synapse.storage: {level: ERROR}}\n`,
      ),
  },
];
