import { appended, replaced, withFile, withFileOf } from "../../../policies/breaking.ts";
import type { Release, ReleaseFile } from "../../../render/release.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";
import type { BrokenTree } from "../tree.ts";

function file(release: Release, path: string, change: Partial<ReleaseFile>): Release {
  return withFileOf(release, path, (before) => ({ ...before, ...change }));
}

type Folder = Release["directories"][number];

function folder(release: Release, path: string, change: Partial<Folder>): Release {
  if (!release.directories.some((one) => one.path === path)) throw new Error(`The release holds no ${path}.`);
  const directories = release.directories.map((one) => (one.path === path ? { ...one, ...change } : one));
  return { ...release, directories };
}

function added(release: Release, one: Folder): Release {
  return { ...release, directories: [...release.directories, one] };
}

function clinicOf(kind: string) {
  const found = GOOD_CLINICS.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`No clinic ${kind}.`);
  return found.clinic;
}

const OURS = "/usr/local/lib/stillroom/";

function step(release: Release, after: Release["steps"][number]["after"], ...argv: readonly string[]): Release {
  return { ...release, steps: [...release.steps, { name: "tidy up", argv, after }] };
}

/** What root runs without anybody having read it: nobody can tell what that does. */
const UNREAD: readonly BrokenTree[] = (
  [
    {
      how: "the program that keeps accounts makes one more that is root",
      apply: (release) => appended(release, `${OURS}keep-administrators`, "useradd -o -u 0 -g 0 -M eve"),
    },
    {
      how: "the program that keeps accounts knows a name that the stack file does not",
      apply: (release) => replaced(release, `${OURS}keep-administrators`, "for name in '", "for name in 'eve' '"),
    },
    {
      how: "the program that keeps resolvers puts the filter's program's name together",
      apply: (release) => appended(release, `${OURS}keep-resolvers`, 'a=ip; "${a}tables" -F'),
    },
    {
      how: "the program that installs a certificate leaves its key open",
      apply: (release) => replaced(release, `${OURS}install-certificate`, "chmod 0640", "chmod 0644"),
    },
    {
      how: "the program that says how the certificate is does more on its last line",
      apply: (release) => appended(release, `${OURS}certificate-state`, "cp /bin/sh /srv/sh; chmod 4755 /srv/sh"),
    },
    {
      how: "the program that makes accounts makes them administrators",
      apply: (release) => replaced(release, `${OURS}messaging-account`, "--no-admin", "--admin"),
    },
    {
      how: "the program that makes accounts hands passwords to another machine",
      apply: (release) =>
        replaced(release, `${OURS}messaging-account`, /listener='[^']*'/, "listener='http://192.168.7.9:8008'"),
    },
    {
      how: "the program that makes the database lets everybody own it",
      apply: (release) => replaced(release, `${OURS}messaging-database`, '" LOGIN', '" SUPERUSER LOGIN'),
    },
    {
      how: "the program for the practice's own issuer installs another chain",
      clinic: clinicOf("with certificates of its own"),
      apply: (release) => replaced(release, `${OURS}certificate-request`, /issued='[^']*'/, "issued='/srv/issued.pem'"),
    },
    {
      how: "a program more lies beside ours, under a name that looks like one",
      apply: (release) =>
        withFile(release, { path: `${OURS}keep-administrator`, format: "shell", text: "#!/bin/sh\nexit 0\n" }),
    },
    {
      how: "a module more lies beside ours, for Prosody to find",
      apply: (release) =>
        withFile(release, { path: `${OURS}prosody/mod_roster_extra.lua`, format: "lua", text: "return {};\n" }),
    },
    {
      how: "a step opens the file of passwords",
      apply: (release) => step(release, "units", "chmod", "0666", "/etc/shadow"),
    },
    {
      how: "a step stops what writes the audit log",
      apply: (release) => step(release, "units", "systemctl", "mask", "auditd.service"),
    },
    {
      how: "a step puts the name of the filter's program together",
      apply: (release) => step(release, "files", "sh", "-c", "a=ip; ${a}tables -F"),
    },
    {
      how: "a step runs a known program with a word more",
      apply: (release) => step(release, "units", `${OURS}egress-addresses`, "--known"),
    },
    {
      how: "a step of ours says more behind its known words",
      apply: (release) => ({
        ...release,
        steps: release.steps.map((one) =>
          one.argv.includes("placeholder")
            ? {
                ...one,
                argv: one.argv.map((word) =>
                  word.replace("ln -s placeholder", "chmod 0644 privkey.pem; ln -s placeholder"),
                ),
              }
            : one,
        ),
      }),
    },
    {
      how: "the audit's rules wait for the next boot, since the step that loads them is gone",
      apply: (release) => ({
        ...release,
        steps: release.steps.filter(({ argv }) => !argv.join(" ").includes("augenrules")),
      }),
    },
    {
      how: "who left stays in the group that may become root, since its step is gone",
      apply: (release) => ({
        ...release,
        steps: release.steps.filter(({ argv }) => argv[0] !== `${OURS}keep-administrators`),
      }),
    },
    {
      how: "a check before the switch changes the machine",
      apply: (release) => ({
        ...release,
        validators: release.validators.map((one, index) =>
          index === 0 ? { ...one, argv: ["sh", "-c", "sshd -t; sysctl -w net.ipv4.ip_forward=1"] } : one,
        ),
      }),
    },
    {
      how: "nobody looks any more whether both address families drop",
      apply: (release) => ({
        ...release,
        proofs: release.proofs.filter((proof) => proof.kind !== "command" || !proof.argv.join(" ").includes("DROP")),
      }),
    },
    {
      how: "a failure of the look at the packet filter is only told, and the release kept",
      apply: (release) => ({
        ...release,
        proofs: release.proofs.map((proof) =>
          proof.kind === "command" && proof.argv.join(" ").includes("DROP") ? { ...proof, failure: "note" } : proof,
        ),
      }),
    },
  ] as const satisfies readonly BrokenTree[]
).map((tree) => ({ ...tree, speaks: "understood" }));

export const TREES: readonly BrokenTree[] = [
  ...UNREAD,
  {
    how: "the group of the file of sudo's rules may write",
    apply: (release) => file(release, "/etc/sudoers.d/90-stillroom", { mode: "0460" }),
  },
  {
    how: "others may write to the file of sudo's rules, though its owner may not",
    apply: (release) => file(release, "/etc/sudoers.d/90-stillroom", { mode: "0442" }),
  },
  {
    how: "a mode of three digits lets everybody write to the kernel's settings",
    apply: (release) => file(release, "/etc/sysctl.d/90-stillroom.conf", { mode: "666" }),
  },
  {
    how: "a mode in words hides who may write",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "a+rw" }),
  },
  {
    how: "a mode has a digit more than chmod looks at",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "00666" }),
  },
  {
    how: "a mode in decimal looks like an octal one",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { mode: "0438 " }),
  },
  {
    how: "the homeserver owns its settings, so that they stay out of others' sight",
    apply: (release) => file(release, "/etc/matrix-synapse/homeserver.yaml", { owner: "matrix-synapse", mode: "0600" }),
  },
  {
    how: "nginx's workers own nginx's settings",
    apply: (release) => file(release, "/etc/nginx/nginx.conf", { owner: "www-data" }),
  },
  {
    how: "the rules of the packet filter for IPv6 alone belong to the videobridge",
    apply: (release) => file(release, "/etc/iptables/rules.v6", { owner: "jvb" }),
  },
  {
    how: "the relay's settings belong to the relay, which may read them anyhow",
    apply: (release) => file(release, "/etc/turnserver.conf", { owner: "turnserver" }),
  },
  {
    how: "a module that Prosody loads may be changed by Prosody",
    apply: (release) =>
      file(release, "/usr/local/lib/stillroom/prosody/mod_muc_e2ee_guard.lua", { group: "prosody", mode: "0664" }),
  },
  {
    how: "an administrator owns the file of their own keys",
    apply: (release) => {
      const path = release.files.find((one) => one.path.startsWith("/etc/ssh/authorized_keys.d/"))?.path ?? "";
      return file(release, path, { owner: release.subject.administrators[0] ?? "" });
    },
  },
  {
    how: "a drop-in belongs to the service that it holds in",
    apply: (release) => file(release, "/etc/systemd/system/coturn.service.d/stillroom.conf", { owner: "turnserver" }),
  },
  {
    how: "the file that says how the database is entered may be rewritten by its group",
    apply: (release) => {
      const path = release.files.find((one) => one.path.endsWith("/pg_hba.conf"))?.path ?? "";
      return file(release, path, { mode: "0660" });
    },
  },
  {
    how: "the database's account owns a file that only looks like one of its own",
    apply: (release) => file(release, "/etc/stillroom/egress.json", { owner: "postgres" }),
  },
  {
    how: "a program of ours keeps its group's rights for whoever starts it",
    apply: (release) => file(release, "/usr/local/lib/stillroom/messaging-account", { mode: "2755" }),
  },
  {
    how: "certificates lie in a folder with a sticky bit, where everybody may add some",
    apply: (release) => folder(release, "/etc/stillroom/certificates", { mode: "1777" }),
  },
  {
    how: "the folder of certificates belongs to the account that asks for them",
    apply: (release) => folder(release, "/etc/stillroom/certificates", { owner: "certificates" }),
  },
  {
    how: "the folder of all our data belongs to one of the services",
    apply: (release) => folder(release, "/var/lib/stillroom", { owner: "certificates", group: "certificates" }),
  },
  {
    how: "uploaded files may be changed by every account",
    apply: (release) => folder(release, "/var/lib/matrix-synapse/media", { mode: "0757" }),
  },
  {
    how: "answers to the issuer may be put down by another service",
    apply: (release) => folder(release, "/var/lib/stillroom/acme", { owner: "www-data" }),
  },
  {
    how: "what the packet filter was told last may be changed by the videobridge's group",
    apply: (release) => folder(release, "/var/lib/stillroom/egress", { group: "jitsi", mode: "0770" }),
  },
  {
    how: "a folder more hands the programs that root runs to a service",
    apply: (release) =>
      added(release, { path: "/usr/local/lib/stillroom", mode: "0755", owner: "prosody", group: "prosody" }),
  },
  {
    how: "a folder of a service's own leads back up to the units",
    apply: (release) =>
      added(release, {
        path: "/var/lib/stillroom/acme/../../../../etc/systemd/system",
        mode: "0755",
        owner: "certificates",
        group: "certificates",
      }),
  },
  {
    how: "a folder of root's is named with a way back",
    apply: (release) =>
      added(release, { path: "/var/lib/stillroom/acme/..", mode: "0755", owner: "root", group: "root" }),
  },
  ...["/etc/./nginx", "/etc//nginx", "/etc/nginx/"].map((path): BrokenTree => ({
    how: `a folder is named as ${path}`,
    apply: (release) => added(release, { path, mode: "0755", owner: "root", group: "root" }),
  })),
  {
    how: "a folder is named without saying from where",
    apply: (release) => added(release, { path: "etc/nginx", mode: "0755", owner: "root", group: "root" }),
  },
  {
    how: "the practice's own key for its certificate lies in a folder of the web server's",
    clinic: clinicOf("with certificates of its own"),
    apply: (release) => folder(release, "/var/lib/stillroom/certificates", { owner: "www-data" }),
  },
];
