import { appended, replaced, withFile, withFileOf, withSubject, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import type { BrokenTree } from "../tree.ts";

const SCRIPT = "/usr/local/lib/stillroom/load-firewall";

export const TREES: readonly BrokenTree[] = [
  {
    how: "a comment in a script says something else",
    apply: (release) => withText(release, SCRIPT, (text) => text.replace(/^# ./m, "# x")),
  },
  {
    how: "the last line end of a file is gone",
    apply: (release) => withText(release, ENTRY.nginx, (text) => text.replace(/\n$/, "")),
  },
  {
    how: "a file has line ends as on Windows",
    apply: (release) =>
      withText(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", (text) => text.replaceAll("\n", "\r\n")),
  },
  {
    how: "a blank is one that does not break, which looks the same",
    apply: (release) => replaced(release, SCRIPT, " ", "\u00a0"),
  },
  {
    how: "a folder's path has a dot in it that changes nothing",
    apply: (release) =>
      withFileOf(release, SCRIPT, (file) => ({ ...file, path: file.path.replace("/lib/", "/lib/./") })),
  },
  {
    how: "a file may be written by its group",
    apply: (release) => withFileOf(release, SCRIPT, (file) => ({ ...file, mode: "0775" })),
  },
  {
    how: "a file has a trait more than any file has",
    apply: (release) => withFileOf(release, SCRIPT, (file) => ({ ...file, capabilities: "cap_net_admin+ep" })),
  },
  {
    how: "a file stands in the release for a second time, with another text",
    apply: (release) => ({
      ...release,
      files: release.files.flatMap((file) =>
        file.path === SCRIPT ? [file, { ...file, text: `${file.text}iptables --flush\n` }] : [file],
      ),
    }),
  },
  {
    how: "a file stands in the release for a second time, word for word",
    apply: (release) => ({
      ...release,
      files: release.files.flatMap((file) => (file.path === SCRIPT ? [file, file] : [file])),
    }),
  },
  {
    how: "a package is named for a second time",
    apply: (release) => ({ ...release, packages: [...release.packages, ...release.packages.slice(-1)] }),
  },
  {
    how: "the list of proofs is not empty but gone",
    apply: (release) => without(release, "proofs"),
  },
  {
    how: "files stand in another order, so that another comes first",
    apply: (release) => ({ ...release, files: [...release.files].reverse() }),
  },
  {
    how: "a script is left as it is, and another beside it differs by a letter that looks alike",
    apply: (release) =>
      withFileOf(
        withFile(release, { path: SCRIPT.replace("load", "l\u043ead"), format: "shell", text: "#!/bin/sh\n" }),
        SCRIPT.replace("load", "l\u043ead"),
        (file) => ({ ...file, service: "firewall", mode: "0755" }),
      ),
  },
  {
    how: "the last two steps changed places",
    apply: (release) => ({
      ...release,
      steps: [...release.steps.slice(0, -2), ...release.steps.slice(-2).reverse()],
    }),
  },
  {
    how: "a validator looks at nothing, and says that all is good",
    apply: (release) => ({
      ...release,
      validators: release.validators.map((validator, index) =>
        index === 0 ? { ...validator, argv: ["/bin/true"] } : validator,
      ),
    }),
  },
  { how: "one proof of many is left out", apply: (release) => ({ ...release, proofs: release.proofs.slice(1) }) },
  {
    how: "an account may log in with a shell",
    apply: (release) => ({
      ...release,
      accounts: [...release.accounts.slice(1), { ...firstOf(release.accounts), shell: "/bin/bash" }],
    }),
  },
  {
    how: "the release carries a list more, which a newer agent may obey",
    apply: (release) => ({ ...release, hooks: ["iptables --flush"] }),
  },
  { how: "nothing is changed but the digest", apply: (release) => ({ ...release, digest: "0".repeat(64) }) },
  {
    how: "what rules read of the law differs from what the stack file says",
    apply: (release) => withSubject(release, { law: { ...release.subject.law, jurisdiction: "UK" } }),
  },
  {
    how: "sudo asks an account for no password, in a file that has no reader here",
    apply: (release) => appended(release, "/etc/sudoers.d/90-stillroom", "jvb ALL=(ALL) NOPASSWD: ALL"),
  },
];

function firstOf(accounts: Release["accounts"]): Release["accounts"][number] {
  const [first] = accounts;
  if (first === undefined) throw new Error("The release has no account.");
  return first;
}

/** As a program in another language may hand it over; our types would not allow it. */
function without(release: Release, part: "proofs"): Release {
  return Object.fromEntries(Object.entries(release).filter(([key]) => key !== part)) as unknown as Release;
}
