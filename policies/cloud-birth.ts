import { parseDocument } from "yaml";
import { listOf, recordOf, textOf } from "./cloud-rule.ts";

/** What `userDataOf` in render/user-data.ts writes, key by key; cloud-init knows many more, and each of them does something. */
const KEYS: ReadonlySet<string> = new Set(
  "fqdn prefer_fqdn_over_hostname manage_etc_hosts locale disable_root ssh_pwauth ssh_deletekeys ssh_keys no_ssh_fingerprints groups users bootcmd write_files apt package_update packages runcmd".split(
    " ",
  ),
);
const USER_KEYS: ReadonlySet<string> = new Set(["name", "groups", "shell", "lock_passwd"]);
const PACKAGES: ReadonlySet<string> = new Set(["ca-certificates", "gpg", "iptables", "nodejs", "python3-apt", "sudo"]);

/** The lines of the first command of the first boot: it loads packet filters, and does nothing else. */
const FIRST_MOMENT =
  /^(?:\[ -e \/usr\/local\/lib\/stillroom\/load-firewall \] && exit 0|unpacked\(\) \{ printf %s "\$1" \| base64 -d \| gzip -d; \}|if command -v iptables-restore > \/dev\/null; then|elif command -v nft > \/dev\/null; then|else|fi|echo '[^']*' >&2|unpacked [\w+/=]+ \| (?:ip6?tables-restore|nft -f -)|)$/;

/**
 * Everything in a server's user data that ours does not have. The machine runs it as root before any release reaches it. That ours
 * is written so and no other way is a test's to say; what its files and packet filters hold is the release's.
 */
export function birthFaults(userData: string): readonly string[] {
  if (!userData.startsWith("#cloud-config\n"))
    return ["The user data is not a #cloud-config, so what it runs can't be told."];
  const document = parseDocument(userData);
  const root: unknown = document.errors.length === 0 ? document.toJS({ maxAliasCount: 0 }) : undefined;
  if (typeof root !== "object" || root === null) return ["The user data is no YAML that can be read."];
  const data = recordOf(root);
  const unknown = Object.keys(data).filter((key) => !KEYS.has(key));
  const strangers = listOf(data["packages"]).filter((name) => !PACKAGES.has(textOf(name)));
  return [
    ...unknown.map((key) => `The user data says ${key}, which ours does not.`),
    ...(data["disable_root"] === true ? [] : ["The user data lets root log in."]),
    ...(data["ssh_pwauth"] === false ? [] : ["The user data lets people log in with a password."]),
    ...listOf(data["users"]).map(recordOf).flatMap(userFaults),
    ...strangers.map((name) => `The user data installs ${textOf(name)}, which ours does not.`),
    ...listOf(data["bootcmd"])
      .filter((command) => !isFirstMoment(listOf(command)))
      .map(() => "The user data runs a command at each boot that is not ours."),
    ...listOf(data["runcmd"])
      .filter((command) => listOf(command)[0] !== "systemctl")
      .map(() => "The user data runs a command that is not systemctl."),
    ...listOf(data["write_files"])
      .map((file) => textOf(recordOf(file)["path"]))
      .filter((path) => !/^\/(?:etc|usr\/local\/lib\/stillroom)\/(?!.*\.\.)/.test(path))
      .map((path) => `The user data writes ${path}, where ours writes nothing.`),
  ];
}

function userFaults(user: Readonly<Record<string, unknown>>): readonly string[] {
  const unknown = Object.keys(user).filter((key) => !USER_KEYS.has(key));
  return [
    ...unknown.map((key) => `The user data gives an account ${key}, which ours does not.`),
    ...(user["lock_passwd"] === true ? [] : ["The user data makes an account that can have a password."]),
  ];
}

function isFirstMoment(command: readonly unknown[]): boolean {
  const [shell, flag, text, ...rest] = command;
  return (
    shell === "sh" &&
    flag === "-c" &&
    rest.length === 0 &&
    textOf(text)
      .split("\n")
      .every((line) => FIRST_MOMENT.test(line))
  );
}
