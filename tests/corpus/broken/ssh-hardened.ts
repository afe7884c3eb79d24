import type { Release } from "../../../render/release.ts";
import {
  appended,
  replaced,
  withFile,
  withFileOf,
  withSubject,
  withText,
  withoutFile,
} from "../../../policies/breaking.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";
import type { BrokenTree } from "../tree.ts";

/** Delivered through an account that is no administrator's. */
const OWN_MACHINE = GOOD_CLINICS.find(({ kind }) => kind === "on a machine of its own")?.clinic ?? CLINIC;
const FOLDER = "/etc/ssh/sshd_config.d/";
const JAIL = "/etc/fail2ban/jail.d/90-stillroom.local";
const DROP_IN = `${FOLDER}00-stillroom.conf`;

function beside(release: Release, name: string, text: string): Release {
  return withFile(release, { path: `${FOLDER}${name}`, format: "sshd", text });
}

/** Whatever stands at the top of our file wins over the rest of it. */
function onTop(release: Release, text: string): Release {
  return withText(release, DROP_IN, (before) => `${text}\n${before}`);
}

function textOf(release: Release): string {
  return release.files.find(({ path }) => path === DROP_IN)?.text ?? "";
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "passwords are allowed by an alias, spelt in capitals, above our own line",
    apply: (release) => onTop(release, "CHALLENGERESPONSEAUTHENTICATION=yes"),
  },
  {
    how: "passwords are allowed in quotes behind an equals sign",
    apply: (release) => onTop(release, 'PasswordAuthentication="yes" # no'),
  },
  {
    how: "the old name for keyboard questions turns them on",
    apply: (release) => onTop(release, "SkeyAuthentication yes"),
  },
  {
    how: "a file that sorts before ours lets root in with a key",
    apply: (release) => beside(release, "00-base.conf", "PermitRootLogin without-password\n"),
  },
  {
    how: "a main file of our own asks for passwords before it includes the folder",
    apply: (release) =>
      withFile(release, {
        path: "/etc/ssh/sshd_config",
        format: "sshd",
        text: "PasswordAuthentication yes\nInclude /etc/ssh/sshd_config.d/*.conf\n",
      }),
  },
  {
    how: "a main file of our own includes no folder at all",
    apply: (release) =>
      withFile(release, { path: "/etc/ssh/sshd_config", format: "sshd", text: "UsePAM yes\nPermitRootLogin no\n" }),
  },
  {
    how: "our file includes another of ours, which lets root in, above its own line",
    apply: (release) =>
      withFile(onTop(release, "Include /etc/ssh/defaults"), {
        path: "/etc/ssh/defaults",
        format: "sshd",
        text: "PermitRootLogin yes\n",
      }),
  },
  {
    how: "a group may log in with a password by a Match with an equals sign",
    apply: (release) => appended(release, DROP_IN, "Match Group=staff\nPasswordAuthentication yes"),
  },
  {
    how: "every user who does not exist gets another banner",
    apply: (release) => appended(release, DROP_IN, "Match invalid-user\n\tBanner /etc/issue"),
  },
  {
    how: "a Match in an included file lets one network come as root",
    apply: (release) =>
      withFile(appended(release, DROP_IN, "Match User ops\nInclude /etc/ssh/ops"), {
        path: "/etc/ssh/ops",
        format: "sshd",
        text: "Match Address 2001:db8::/32\nPermitRootLogin prohibit-password\n",
      }),
  },
  {
    how: "forwarding is back for one address",
    apply: (release) => appended(release, DROP_IN, "Match Address 198.51.100.9\nDisableForwarding no"),
  },
  {
    how: "who is let in is widened by a second list in a later file",
    apply: (release) => beside(release, "99-more.conf", "AllowUsers support@198.51.100.*\n"),
  },
  {
    how: "the list of who is let in is a pattern",
    apply: (release) => replaced(release, DROP_IN, /^AllowUsers .*$/m, "AllowUsers *"),
  },
  {
    how: "nobody is listed, so everybody may try",
    apply: (release) => replaced(release, DROP_IN, /^AllowUsers .*\n/m, ""),
  },
  {
    how: "a key or a password is enough, whichever is offered",
    apply: (release) =>
      replaced(release, DROP_IN, "AuthenticationMethods publickey", "AuthenticationMethods publickey password"),
  },
  {
    how: "any method will do",
    apply: (release) => replaced(release, DROP_IN, "AuthenticationMethods publickey", "AuthenticationMethods any"),
  },
  {
    how: "accounts bring their own list of keys beside the release's",
    apply: (release) =>
      replaced(
        release,
        DROP_IN,
        /^AuthorizedKeysFile .*$/m,
        "AuthorizedKeysFile /etc/ssh/authorized_keys.d/%u .ssh/authorized_keys",
      ),
  },
  {
    how: "a program is asked whose keys are good",
    apply: (release) =>
      appended(
        release,
        DROP_IN,
        "AuthorizedKeysCommand /usr/bin/curl -s https://keys.example/%u\nAuthorizedKeysCommandUser nobody",
      ),
  },
  {
    how: "whoever holds a certificate of another authority gets in",
    apply: (release) => appended(release, DROP_IN, "TrustedUserCAKeys /etc/ssh/ca.pub"),
  },
  {
    how: "the settings stand only behind cloud-init's file",
    apply: (release) =>
      replaced(
        beside(release, "60-more.conf", "PasswordAuthentication no\n"),
        DROP_IN,
        /^PasswordAuthentication no\n/m,
        "",
      ),
  },
  {
    how: "the environment of a session comes from the account's own file, by a pattern",
    apply: (release) => replaced(release, DROP_IN, "PermitUserEnvironment no", "PermitUserEnvironment LD_*"),
  },
  {
    how: "a session may bring any variable along",
    apply: (release) => appended(release, DROP_IN, "AcceptEnv LANG\nAcceptEnv *"),
  },
  {
    how: "a subsystem runs a program in place of sftp",
    apply: (release) => appended(release, DROP_IN, "Subsystem sftp /usr/local/bin/anything"),
  },
  {
    how: "an old cipher is added to the good ones",
    apply: (release) => replaced(release, DROP_IN, /^Ciphers .*$/m, "Ciphers aes256-gcm@openssh.com,aes128-cbc"),
  },
  {
    how: "old signatures of hosts come back with a plus sign",
    apply: (release) => replaced(release, DROP_IN, /^HostKeyAlgorithms .*$/m, "HostKeyAlgorithms +ssh-rsa"),
  },
  {
    how: "sshd writes everything that it handles into the log",
    apply: (release) => replaced(release, DROP_IN, "LogLevel VERBOSE", "LogLevel DEBUG3"),
  },
  {
    how: "sshd writes all that it does for one administrator",
    apply: (release) => appended(release, DROP_IN, "Match User ops\n  LogLevel DEBUG3"),
  },
  ...["101", "10:30:101", "0"].map((full): BrokenTree => ({
    how: `sshd's last word on how many may be about to log in is ${full}`,
    apply: (release) => appended(release, DROP_IN, `MaxStartups ${full}`),
  })),
  {
    how: "an administrator's key is commented out",
    apply: (release) => withText(release, "/etc/ssh/authorized_keys.d/ops", (text) => text.replace(/^/gm, "# ")),
  },
  {
    how: "nobody asks whether the other end of a session is still there",
    apply: (release) => replaced(release, DROP_IN, /^ClientAliveInterval .*\n/m, ""),
  },
  {
    how: "the account that delivers may not come in",
    clinic: OWN_MACHINE,
    apply: (release) => onTop(release, `DenyUsers ${/^Match User (\S+)$/m.exec(textOf(release))?.[1] ?? ""}`),
  },
  ...["0600", "0440"].map((mode): BrokenTree => ({
    how: `the file of an administrator's keys has the mode ${mode}, so that the administrator can't read it`,
    apply: (release) => withFileOf(release, "/etc/ssh/authorized_keys.d/ops", (file) => ({ ...file, mode })),
  })),
  {
    how: "keys that others can write are good enough",
    apply: (release) => replaced(release, DROP_IN, "StrictModes yes", "StrictModes no"),
  },
  {
    how: "the version line carries words of the practice",
    apply: (release) => replaced(release, DROP_IN, "VersionAddendum none", "VersionAddendum quiet-harbour front door"),
  },
  {
    how: "sshd also listens on a port that everybody reaches",
    apply: (release) => appended(release, DROP_IN, "Port 22\nPort 443"),
  },
  {
    how: "a key more stands in an administrator's file, behind a comment",
    apply: (release) =>
      appended(
        release,
        "/etc/ssh/authorized_keys.d/ops",
        "# rotated\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB spare",
      ),
  },
  {
    how: "root has a file of keys too",
    apply: (release) => withFile(release, { path: "/etc/ssh/authorized_keys.d/root", format: "text", text: "" }),
  },
  {
    how: "an administrator's keys can be written by a service's account",
    apply: (release) =>
      withFileOf(release, "/etc/ssh/authorized_keys.d/ops", (file) => ({ ...file, owner: "prosody" })),
  },
  {
    how: "one more account may become root without a password",
    apply: (release) => appended(release, "/etc/sudoers.d/90-stillroom", "prosody ALL=(ALL) NOPASSWD: ALL"),
  },
  {
    how: "sudo includes another folder by what looks like a comment",
    apply: (release) => appended(release, "/etc/sudoers.d/90-stillroom", "#includedir /srv/sudoers.d"),
  },
  ...(
    [
      ["Defaults use_pty\n", "", "sudo is no longer told to give each command a terminal of its own"],
      ["Defaults use_pty\n", "# Defaults use_pty\n", "sudo's line on terminals is a comment"],
      ["Defaults use_pty\n", "Defaults use_pty, !use_pty\n", "sudo is told to use a terminal of its own, and not to"],
      [
        "Defaults use_pty\n",
        "Defaults:ops use_pty\n",
        "sudo gives commands a terminal of their own for one person alone",
      ],
      [/^%administrators.*\n/m, "", "the administrators' line is taken out of sudo's file"],
      [/^%administrators/m, "administrators", "one account of the group's name may become root, and the group may not"],
    ] as const
  ).map(([from, to, how]) => ({
    how,
    apply: (release: Release) => replaced(release, "/etc/sudoers.d/90-stillroom", from, to),
  })),
  {
    how: "administrators may come from nearly everywhere",
    apply: (release) => withSubject(release, { administrationFrom: ["198.51.100.0/24", "::/1"] }),
  },
  {
    how: "administrators may come from nearly everywhere, and none of them is ever shut out",
    apply: (release) =>
      replaced(
        withSubject(release, { administrationFrom: ["198.51.100.0/24", "::/1"] }),
        JAIL,
        /^ignoreip = .*$/m,
        "ignoreip = 198.51.100.0/24 ::/1",
      ),
  },
  {
    how: "the port of SSH hides in a range that anyone reaches",
    apply: (release) => ({
      ...release,
      ports: [
        ...release.ports,
        { protocol: "tcp", from: 20, to: 30, reachableBy: "anyone", account: "root", purpose: "files" },
      ],
    }),
  },
  {
    how: "the delivering account's own keys hold for everybody",
    clinic: OWN_MACHINE,
    apply: (release) => replaced(release, DROP_IN, /^Match User .*$/m, "Match User *"),
  },
  { how: "our file is gone, and Debian's own rules", apply: (release) => withoutFile(release, DROP_IN) },
  ...[
    "AuthorizedKeysCommand /usr/local/bin/keys",
    "AuthorizedPrincipalsCommand /usr/local/bin/keys",
    "AuthorizedPrincipalsFile .ssh/principals",
    "Banner /etc/issue.net",
    "CASignatureAlgorithms ssh-rsa",
    "ChrootDirectory /srv",
    "DebianBanner yes",
    "ForceCommand /usr/local/bin/shell",
    "GSSAPIAuthentication yes",
    "HostKey /srv/keys/host",
    "HostbasedAuthentication yes",
    "KerberosAuthentication yes",
    "KexAlgorithms +diffie-hellman-group14-sha1",
    ...["QUIET", "fatal", "ERROR", "DEBUG", "debug1", "DEBUG2"].map((level) => `LogLevel ${level}`),
    "LogVerbose kex.c:*:1000,packet.c:*",
    ...["AllowGroups sudo", "ChannelTimeout session=30s", "ChannelTimeout session=1h *=0", "ClientAliveCountMax 0"],
    ...["ClientAliveCountMax 11", "ClientAliveInterval 0", "ClientAliveInterval 901", "DenyGroups administrators"],
    ...["DenyUsers ops", "DenyUsers guest *", "DenyUsers o?s", "MaxAuthTries 0", "MaxAuthTries 7", "MaxSessions 0"],
    ...["MaxSessions 101", "PermitTTY no"],
    ...["PerSourceMaxStartups 0", "PerSourceMaxStartups 101", "PerSourceNetBlockSize 0:0"],
    ...["PerSourceNetBlockSize 23", "PerSourceNetBlockSize 32:47", "PerSourcePenalties no"],
    ...["PerSourcePenalties authfail:1s", "RefuseConnection yes", "RekeyLimit 5G", "RekeyLimit 1G 100h"],
    ...["RevokedKeys /etc/ssh/authorized_keys.d/ops", "UnusedConnectionTimeout 1s", "UseDNS yes"],
    "SyslogFacility LOCAL3",
    "LoginGraceTime 0",
    "LoginGraceTime 121",
    "MACs hmac-sha2-512-etm@openssh.com,hmac-sha1",
    "PAMServiceName other",
    "PermitEmptyPasswords yes",
    "PubkeyAcceptedAlgorithms ^ssh-rsa",
    "PubkeyAuthentication no",
    "RDomain 7",
    "RequiredRSASize 1024",
    "RequiredRSASize 1048576",
    "SetEnv LD_PRELOAD=/srv/x.so",
    "Subsystem shell /usr/lib/openssh/sftp-server",
    "Subsystem sftp internal-sftp -d /srv",
    "UsePAM no",
  ].map((line): BrokenTree => ({ how: `sshd's first word is "${line}"`, apply: (release) => onTop(release, line) })),
  ...[
    ...["AuthenticationMethods", "AuthorizedKeysFile", "Banner", "Ciphers", "DebianBanner", "DisableForwarding"],
    ...["HostbasedAuthentication", "KexAlgorithms", "MACs", "PasswordAuthentication", "PermitEmptyPasswords"],
    ...["PermitRootLogin", "PermitUserEnvironment", "RequiredRSASize"],
  ].map((keyword): BrokenTree => ({
    how: `sshd is not told its ${keyword}`,
    apply: (release) => replaced(release, DROP_IN, new RegExp(`^${keyword} .*\\n`, "m"), ""),
  })),
  {
    how: "a Match names somebody more who may log in",
    apply: (release) => appended(release, DROP_IN, "Match Address 198.51.100.9\nAllowUsers ops"),
  },
  {
    how: "the delivering account's own keys are looked for elsewhere",
    clinic: OWN_MACHINE,
    apply: (release) => replaced(release, DROP_IN, ".ssh/authorized_keys", "/srv/keys"),
  },
  {
    how: "the delivering account may log in with a password",
    clinic: OWN_MACHINE,
    apply: (release) =>
      replaced(
        release,
        DROP_IN,
        "AuthorizedKeysFile .ssh/authorized_keys",
        "AuthenticationMethods .ssh/authorized_keys",
      ),
  },
  {
    how: "an administrator of a cloud's machine brings keys of an own",
    apply: (release) => appended(release, DROP_IN, "Match User ops\nAuthorizedKeysFile .ssh/authorized_keys"),
  },
  {
    how: "who may become root is written in sudo's main file",
    apply: (release) => withFile(release, { path: "/etc/sudoers", format: "text", text: "ops ALL=(ALL) ALL\n" }),
  },
  ...[22, 2222].map((port): BrokenTree => ({
    how: `anyone reaches port ${port} of a practice's own machine, where SSH may listen`,
    clinic: OWN_MACHINE,
    apply: (release) => ({
      ...release,
      ports: [
        ...release.ports,
        { protocol: "tcp", from: port, to: port, reachableBy: "anyone", account: "root", purpose: "files" },
      ],
    }),
  })),
  {
    how: "a session may bring one variable along that it should not",
    apply: (release) => appended(release, DROP_IN, "AcceptEnv LANG LD_PRELOAD"),
  },
  {
    how: "nobody is shut out for guessing, since the jail says no",
    apply: (release) => replaced(release, JAIL, "enabled = true", "enabled = false"),
  },
  { how: "the file of the jail is gone", apply: (release) => withoutFile(release, JAIL) },
  {
    how: "the file of the jail holds nothing but its comments",
    apply: (release) => withText(release, JAIL, (text) => text.replace(/^[^#].*\n/gm, "")),
  },
  {
    how: "the jail lets a stranger try a hundred times, by its last line",
    apply: (release) => appended(release, JAIL, "maxretry = 100"),
  },
  {
    how: "the jail forgets a try before the next one",
    apply: (release) => replaced(release, JAIL, "findtime = 10m", "findtime = 10"),
  },
  {
    how: "who is shut out is back at once",
    apply: (release) => replaced(release, JAIL, "bantime = 1h", "bantime = 1s"),
  },
  {
    how: "the jail looks into a file that sshd does not write",
    apply: (release) => replaced(release, JAIL, /^backend = .*\n/m, ""),
  },
  {
    how: "whoever calls a program sshd has others shut out",
    apply: (release) => replaced(release, JAIL, "=ssh.service", "=ssh.service + _COMM=sshd"),
  },
  {
    how: "the jail listens to what Debian's filter says",
    apply: (release) => replaced(release, JAIL, /^journalmatch = .*\n/m, ""),
  },
  {
    how: "a colleague's tries shut all administrators out",
    apply: (release) => replaced(release, JAIL, /^ignoreip = .*\n/m, ""),
  },
  {
    how: "administrators over IPv6 are shut out with one of them",
    apply: (release) => replaced(release, JAIL, " 2001:db8:51::/64", ""),
  },
  ...["0.0.0.0/0", "192.0.2.7"].map((stranger): BrokenTree => ({
    how: `${stranger} is never shut out, whatever it tries`,
    apply: (release) => replaced(release, JAIL, "ignoreip =", `ignoreip = ${stranger}`),
  })),
  ...["fail2ban", "python3-systemd", "nftables"].map((missing): BrokenTree => ({
    how: `the package ${missing}, without which nobody is shut out, is left out`,
    apply: (release) => ({ ...release, packages: release.packages.filter(({ name }) => name !== missing) }),
  })),
  {
    how: "the program that shuts out is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "fail2ban.service") }),
  },
  ...["LoginGraceTime 3m", "LoginGraceTime 0m", "LoginGraceTime 121s", "LoginGraceTime 1h"].map((line): BrokenTree => ({
    how: `who does not log in is let go of late: ${line}`,
    apply: (release) => replaced(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", /^LoginGraceTime .*$/m, line),
  })),
];
