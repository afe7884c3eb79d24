import { readNetwork, WIDEST } from "../../clinic/network.ts";
import { appended, replaced, withFile, withoutFile, withSubject } from "../breaking.ts";
import type { SshdSetting } from "../readers/sshd.ts";
import type { Breach, Rule } from "../rule.ts";

const DROP_IN = "/etc/ssh/sshd_config.d/00-stillroom.conf";

/** sshd_config(5) of OpenSSH 10.0; each must be said, since Debian's or the program's default is another. */
const DEMANDS: Readonly<Record<string, { readonly values: readonly string[]; readonly why: string }>> = {
  permitrootlogin: { values: ["no"], why: "an administrator has a name, root has none" },
  passwordauthentication: { values: ["no"], why: "a password can be guessed" },
  kbdinteractiveauthentication: { values: ["no"], why: "it asks for passwords by another way" },
  permitemptypasswords: { values: ["no"], why: "an account without a password would be open" },
  authenticationmethods: { values: ["publickey"], why: "a key is the only way in" },
  hostbasedauthentication: { values: ["no"], why: "another machine's word is no key" },
  disableforwarding: { values: ["yes"], why: "a session must be no way through to other services" },
  permituserenvironment: { values: ["no"], why: "a key file could change what programs run" },
  debianbanner: { values: ["no"], why: "the exact package tells an attacker what to try" },
  banner: { values: ["none"], why: "it is shown to strangers before they log in" },
};

/** What a `Match` may change without opening anything. */
const HARMLESS_IN_MATCH: ReadonlySet<string> = new Set(["authorizedkeysfile"]);

/**
 * cloud-init writes 50-cloud-init.conf into the same folder (cloudinit/ssh_util.py, DEF_SSHD_CFG with its drop-in), and the
 * first value wins: what stands in a file that sorts behind it may not count.
 */
const BEFORE = "/etc/ssh/sshd_config.d/50-cloud-init.conf";

/** The way in for administrators is a key of theirs, from their networks, and nothing else. */
export const sshHardened: Rule = {
  id: "ssh-hardened",
  title: "Only administrators reach SSH, only from their networks and only with a key.",
  severity: "high",
  serves: "Access control: HIPAA 45 CFR 164.312(a) and (d), GDPR art. 32(1)(b).",
  mend: "Leave templates/ssh as it is, and name people and networks in stillroom:administrators and stillroom:administrationFrom.",
  looksAt:
    "sshd's settings with all drop-ins and Match blocks, the administrators' accounts, and who reaches the port.",
  check: (release, configuration) => {
    const { settings, matched } = configuration.sshd();
    const breaches: Breach[] = [];
    for (const [keyword, { values, why }] of Object.entries(DEMANDS)) {
      breaches.push(...settingBreaches(settings.get(keyword), keyword, values, why));
    }
    breaches.push(
      ...whoBreaches(settings.get("allowusers"), release.subject.administrators, release.subject.machine.provider),
    );
    for (const setting of matched) {
      if (HARMLESS_IN_MATCH.has(setting.keyword)) continue;
      breaches.push({
        where: setting.path,
        line: setting.line,
        what: `Inside a Match, ${setting.keyword} is ${setting.value} for those who match.`,
      });
    }
    for (const network of release.subject.administrationFrom) {
      const read = readNetwork(network);
      if (read !== undefined && read.prefix >= WIDEST[read.family]) continue;
      breaches.push({
        where: "stillroom:administrationFrom",
        what: `${network} lets too much of the internet try to log in.`,
      });
    }
    for (const port of release.ports) {
      const ssh = port.protocol === "tcp" && port.from <= 22 && 22 <= port.to;
      if (ssh && port.reachableBy === "anyone") {
        breaches.push({ where: "the ports of the release", what: "Port 22 is declared as reachable by anyone." });
      }
    }
    return breaches;
  },
  breaks: [
    {
      how: "an earlier file, which wins, allows passwords",
      apply: (release) =>
        withFile(release, {
          path: "/etc/ssh/sshd_config.d/00-a.conf",
          format: "sshd",
          text: "passwordauthentication yes\n",
        }),
    },
    {
      how: "a Match at the end lets one network log in as root",
      apply: (release) => appended(release, DROP_IN, "Match Address 198.51.100.7\n  PermitRootLogin yes"),
    },
    {
      how: "root may still log in with a key",
      apply: (release) => replaced(release, DROP_IN, "PermitRootLogin no", "PermitRootLogin prohibit-password"),
    },
    {
      how: "the settings moved behind cloud-init's own file",
      apply: (release) => {
        const file = release.files.find(({ path }) => path === DROP_IN);
        const path = "/etc/ssh/sshd_config.d/90-stillroom.conf";
        return withFile(withoutFile(release, DROP_IN), { path, format: "sshd", text: file?.text ?? "" });
      },
    },
    {
      how: "an account more may log in",
      apply: (release) => replaced(release, DROP_IN, "AllowUsers ", "AllowUsers guest "),
    },
    {
      how: "administrators may come from everywhere",
      apply: (release) => withSubject(release, { administrationFrom: ["0.0.0.0/1", "128.0.0.0/1"] }),
    },
  ],
};

function settingBreaches(
  setting: SshdSetting | undefined,
  keyword: string,
  values: readonly string[],
  why: string,
): readonly Breach[] {
  if (setting === undefined) {
    return [{ where: DROP_IN, what: `${keyword} is not said, and must be ${values.join(" or ")}: ${why}.` }];
  }
  const place = { where: setting.path, line: setting.line };
  if (!values.includes(setting.value.toLowerCase())) {
    return [{ ...place, what: `${keyword} is ${setting.value}, not ${values.join(" or ")}: ${why}.` }];
  }
  if (setting.path > BEFORE) {
    return [{ ...place, what: `${keyword} stands in a file that sorts behind ${BEFORE}, whose value would win.` }];
  }
  return [];
}

function whoBreaches(
  allowed: SshdSetting | undefined,
  administrators: readonly string[],
  provider: "hetzner" | "aws" | "existing",
): readonly Breach[] {
  if (allowed === undefined) return [{ where: DROP_IN, what: "AllowUsers is not said, so every account may try." }];
  const others = allowed.value.split(/\s+/).filter((name) => !administrators.includes(name));
  // A machine of the practice's own was first reached through an account that is perhaps no administrator's.
  const tolerated = provider === "existing" ? 1 : 0;
  if (others.length <= tolerated && others.every((name) => /^[a-z_][a-z0-9_-]*$/.test(name))) return [];
  return [
    {
      where: allowed.path,
      line: allowed.line,
      what: `AllowUsers names ${others.join(", ")}, who is no administrator of the stack file.`,
    },
  ];
}
