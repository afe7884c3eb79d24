import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";
import { rememberedText } from "../remembered.ts";

/** What sshd would use: every setting that it takes, keywords in lower case and aliases under their own name. */
export interface Sshd {
  /** In the order of reading, for everybody: outside of any `Match`, or under `Match all`. */
  readonly settings: readonly SshdSetting[];
  /** Under a `Match`, which overrides for those who match; each says whom. */
  readonly matched: readonly MatchedSetting[];
}

export interface SshdSetting {
  readonly keyword: string;
  readonly args: readonly string[];
  readonly path: string;
  readonly line: number;
  /** Whether it is read after the place where a file that is not ours may say another thing first. */
  readonly behindStranger: boolean;
}

export interface MatchedSetting extends SshdSetting {
  /** The criteria as written: `User deliverer`. */
  readonly criteria: string;
}

/** What counts where a keyword stands more than once. */
type Counting = "first" | "last" | "all";

interface Keyword {
  /** The name that it goes by, for an alias another one. */
  readonly name: string;
  readonly counts: Counting;
  /** How many words may follow; `rest` takes the line as it is. */
  readonly words: 1 | "many" | "rest";
}

const plain = (...names: readonly string[]) => keywords(names, "first", 1);

function keywords(names: readonly string[], counts: Counting, words: Keyword["words"]) {
  return names.map((name): readonly [string, Keyword] => [name, { name, counts, words }]);
}

/**
 * Every keyword of OpenSSH 10.0p2, servconf.c (`keywords`, `process_server_config_line_depth`), with `debianbanner` of Debian's
 * own patch. Those of 9.2 (Debian 12) are among them. A keyword that is not here makes sshd refuse to start.
 */
const KEYWORDS: ReadonlyMap<string, Keyword> = new Map([
  ...plain("addressfamily", "allowagentforwarding", "allowstreamlocalforwarding", "allowtcpforwarding"),
  ...plain("authorizedkeyscommanduser", "authorizedprincipalscommanduser", "authorizedprincipalsfile", "banner"),
  ...plain("casignaturealgorithms", "chrootdirectory", "ciphers", "clientalivecountmax", "clientaliveinterval"),
  ...plain("compression", "debianbanner", "disableforwarding", "exposeauthinfo", "gatewayports"),
  ...plain("gssapiauthentication", "gssapicleanupcredentials", "gssapistrictacceptorcheck"),
  ...plain("hostbasedacceptedalgorithms", "hostbasedauthentication", "hostbasedusesnamefrompacketonly"),
  ...plain("hostkeyagent", "hostkeyalgorithms", "ignorerhosts", "ignoreuserknownhosts", "kbdinteractiveauthentication"),
  ...plain("kerberosauthentication", "kerberosgetafstoken", "kerberosorlocalpasswd", "kerberosticketcleanup"),
  ...plain("kexalgorithms", "logingracetime", "loglevel", "macs", "maxauthtries", "maxsessions", "modulifile"),
  ...plain("pamservicename", "passwordauthentication", "permitemptypasswords", "permitrootlogin", "permittty"),
  ...plain("permittunnel", "permituserenvironment", "permituserrc", "persourcemaxstartups"),
  ...plain("persourcepenaltyexemptlist", "pidfile", "printlastlog", "printmotd", "pubkeyacceptedalgorithms"),
  ...plain("pubkeyauthentication", "rdomain", "refuseconnection", "requiredrsasize", "revokedkeys"),
  ...plain("securitykeyprovider", "sshdauthpath", "sshdsessionpath", "streamlocalbindunlink", "strictmodes"),
  ...plain("syslogfacility", "tcpkeepalive", "trustedusercakeys", "unusedconnectiontimeout", "usedns", "usepam"),
  ...plain("x11displayoffset", "x11forwarding", "x11uselocalhost", "xauthlocation"),
  ...keywords(["authenticationmethods", "authorizedkeysfile", "channeltimeout", "logverbose"], "first", "many"),
  ...keywords(["permitlisten", "permitopen", "pubkeyauthoptions", "rekeylimit", "setenv"], "first", "many"),
  ...keywords(["authorizedkeyscommand", "authorizedprincipalscommand"], "first", "rest"),
  ...keywords(["forcecommand", "versionaddendum"], "first", "rest"),
  ...keywords(["fingerprinthash", "maxstartups", "persourcenetblocksize", "streamlocalbindmask"], "last", 1),
  ...keywords(["ipqos"], "last", "many"),
  ...keywords(["hostcertificate", "hostkey", "port"], "all", 1),
  ...keywords(["acceptenv", "allowgroups", "allowusers", "denygroups", "denyusers"], "all", "many"),
  ...keywords(["listenaddress", "persourcepenalties", "subsystem"], "all", "many"),
]);

const ALIASES: Readonly<Record<string, string>> = {
  challengeresponseauthentication: "kbdinteractiveauthentication",
  dsaauthentication: "pubkeyauthentication",
  hostbasedacceptedkeytypes: "hostbasedacceptedalgorithms",
  hostdsakey: "hostkey",
  keepalive: "tcpkeepalive",
  pubkeyacceptedkeytypes: "pubkeyacceptedalgorithms",
  skeyauthentication: "kbdinteractiveauthentication",
};

/** Deprecated, ignored or not built in (same table): sshd says so in its log and goes on. */
const IGNORED: ReadonlySet<string> = new Set([
  ...["afstokenpassing", "authorizedkeysfile2", "checkmail", "kerberostgtpassing", "keyregenerationinterval"],
  ...["pamauthenticationviakbdint", "protocol", "reversemappingcheck", "rhostsauthentication"],
  ...["rhostsrsaauthentication", "rsaauthentication", "serverkeybits", "uselogin", "useprivilegeseparation"],
  "verifyreversemapping",
]);

/** match_cfg_line: each takes a pattern, behind a blank or an equals sign. */
const CRITERIA: ReadonlySet<string> = new Set([
  ...["user", "group", "host", "address", "localaddress", "localport", "rdomain"],
]);

export const SSHD_MAIN = "/etc/ssh/sshd_config";
const DROP_INS = "/etc/ssh/sshd_config.d/*.conf";

/** cloud-init writes PasswordAuthentication into it (cloudinit/ssh_util.py, DEF_SSHD_CFG), whatever the release says. */
export const CLOUD_INIT = "/etc/ssh/sshd_config.d/50-cloud-init.conf";

/** What stands in Debian's own main file without its comments: openssh-server 1:10.0p1-7 and 1:9.2p1-2, the same but for more of AcceptEnv. */
const DEBIAN_MAIN: Source = {
  path: SSHD_MAIN,
  text: [
    `Include ${DROP_INS}`,
    "KbdInteractiveAuthentication no",
    "UsePAM yes",
    "X11Forwarding yes",
    "PrintMotd no",
    "AcceptEnv LANG LC_* COLORTERM NO_COLOR",
    "Subsystem sftp /usr/lib/openssh/sftp-server",
  ].join("\n"),
};

/** servconf.c, SERVCONF_MAX_DEPTH. */
const DEEPEST = 16;

/**
 * sshd_config(5) as OpenSSH 10.0 reads it: keyword and words on a line, blanks or one `=` between them, keywords in any
 * case; the first value counts, but for keywords that add up and a few where the last does; `Match` holds until the next one or
 * the file's end; `Include` takes files in at its place, in the order of their names.
 *
 * @param files every file of the release; where the main file is not among them, Debian's own is read
 */
export function readSshd(files: readonly Source[]): Reading<Sshd> {
  const settings: SshdSetting[] = [];
  const matched: MatchedSetting[] = [];
  const doubts: Breach[] = [];
  let behindStranger = false;

  const readFile = ({ path, text }: Source, outer: string | undefined, depth: number): void => {
    let criteria = outer;
    for (const [index, raw] of text.split("\n").entries()) {
      const place = { path, line: index + 1 };
      const doubt = (what: string) => doubts.push({ where: path, line: index + 1, what });
      const line = parseLine(raw);
      if (line === undefined) continue;
      if (typeof line === "string") {
        doubt(line);
      } else if (line.keyword === "include") {
        for (const pattern of line.args) include(pattern, criteria, depth, doubt);
      } else if (line.keyword === "match") {
        const whom = criteriaOf(line.args);
        if (whom === undefined) doubt(`Whom "Match ${line.args.join(" ")}" means can't be told.`);
        const inner = whom === "" ? undefined : (whom ?? line.args.join(" "));
        criteria = outer === undefined ? inner : [outer, inner].filter((one) => one !== undefined).join(" and ");
      } else if (!IGNORED.has(line.keyword)) {
        const setting = { keyword: line.keyword, args: line.args, ...place, behindStranger };
        if (criteria === undefined) settings.push(setting);
        else matched.push({ ...setting, criteria });
      }
    }
  };

  const include = (
    written: string,
    criteria: string | undefined,
    depth: number,
    doubt: (what: string) => void,
  ): void => {
    if (depth >= DEEPEST) {
      doubt(`sshd refuses to read ${written}, more than ${DEEPEST} files deep.`);
      return;
    }
    // A relative name is one below /etc/ssh (sshd_config(5), Include).
    const pattern = written.startsWith("/") || written.startsWith("~") ? written : `/etc/ssh/${written}`;
    const found = included(pattern, files);
    if (found === undefined) {
      doubt(`sshd would also read ${written}, and what stands there on the machine can't be told.`);
      return;
    }
    for (const file of found) {
      if (pattern === DROP_INS && file.path > CLOUD_INIT) behindStranger = true;
      readFile(file, criteria, depth + 1);
    }
    if (pattern === DROP_INS) behindStranger = true;
  };

  readFile(files.find(({ path }) => path === SSHD_MAIN) ?? DEBIAN_MAIN, undefined, 0);
  return { value: { settings, matched }, doubts };
}

/** The settings by which sshd goes for a keyword: one, or all where they add up. */
export function sshdSettings(sshd: Sshd, keyword: string): readonly SshdSetting[] {
  const found = sshd.settings.filter((setting) => setting.keyword === keyword);
  switch (KEYWORDS.get(keyword)?.counts) {
    case "all":
      return found;
    case "last":
      return found.slice(-1);
    default:
      return found.slice(0, 1);
  }
}

interface Line {
  readonly keyword: string;
  readonly args: readonly string[];
}

/** Undefined for nothing, a sentence for what sshd would refuse or what can't be told. */
const parseLine = rememberedText((raw): Line | string | undefined => {
  const line = raw.replace(/^[ \t\r]+/, "").replace(/[ \t\r\f]+$/, "");
  if (line === "" || line.startsWith("#")) return undefined;
  const shown = `"${line.slice(0, 60)}"`;
  // Not `.`, which would stop at characters that are no line's end to sshd.
  const match = /^([A-Za-z0-9]+)(?:[ \t]*=[ \t]*|[ \t]+)([^]*)$/.exec(line);
  const written = match?.[1]?.toLowerCase();
  const rest = match?.[2] ?? "";
  if (written === undefined || rest === "" || !/^[\t\x20-\x7e\x80-\u{10ffff}]*$/u.test(line)) {
    return `${shown} is no setting of sshd.`;
  }
  const words = wordsOf(rest);
  if (words === undefined) return `${shown} opens a quote that it does not close.`;
  if (written === "include" || written === "match") {
    return words.length === 0 ? `${shown} names nothing.` : { keyword: written, args: words };
  }
  if (IGNORED.has(written)) return { keyword: written, args: words };
  const keyword = KEYWORDS.get(ALIASES[written] ?? written);
  if (keyword === undefined) return `${match?.[1] ?? written} is no keyword that sshd knows.`;
  if (keyword.words === "rest") return { keyword: keyword.name, args: [rest] };
  if (words.length === 0 || (keyword.words === 1 && words.length > 1)) {
    return `${shown} has ${words.length === 0 ? "no value" : "more than one value"}, which sshd refuses.`;
  }
  return { keyword: keyword.name, args: words };
});

/** misc.c, argv_split: blanks part words, either quote holds them together, a backslash keeps a quote, a backslash or a blank, `#` ends the line. */
function wordsOf(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let index = 0;
  for (;;) {
    while (text[index] === " " || text[index] === "\t") index++;
    if (index >= text.length || text[index] === "#") return words;
    let word = "";
    let quote = "";
    for (; index < text.length; index++) {
      const sign = text.charAt(index);
      const next = text.charAt(index + 1);
      if (sign === "\\" && (["'", '"', "\\"].includes(next) || (quote === "" && next === " "))) {
        word += next;
        index++;
      } else if (quote === "" && (sign === " " || sign === "\t")) break;
      else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
      else if (quote !== "" && sign === quote) quote = "";
      else word += sign;
    }
    if (quote !== "") return undefined;
    words.push(word);
  }
}

/** Whom a `Match` means; empty for everybody, undefined where it can't be told. */
function criteriaOf(args: readonly string[]): string | undefined {
  const ended = args.findIndex((word) => word.startsWith("#"));
  const words = ended === -1 ? args : args.slice(0, ended);
  if (words.length === 1 && words[0]?.toLowerCase() === "all") return "";
  if (words.length === 0) return undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word.toLowerCase() === "invalid-user") continue;
    const [name = "", value] = word.split("=", 2);
    if (!CRITERIA.has(name.toLowerCase())) return undefined;
    if (value === undefined) index++;
    const pattern = value ?? words[index];
    if (pattern === undefined || pattern === "") return undefined;
  }
  return words.join(" ");
}

/**
 * The files that an `Include` takes in, as far as the release decides: Debian's folder, which holds ours and cloud-init's alone, or one
 * file of ours by its name. What else lies on the machine can't be told.
 */
function included(pattern: string, files: readonly Source[]): readonly Source[] | undefined {
  if (pattern === DROP_INS) {
    const folder = DROP_INS.slice(0, -"*.conf".length);
    return files
      .filter(({ path }) => path.startsWith(folder) && path.endsWith(".conf"))
      .filter(({ path }) => !path.slice(folder.length).includes("/") && path.charAt(folder.length) !== ".")
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  if (/[*?[\]{}\\~]/.test(pattern)) return undefined;
  const file = files.find(({ path }) => path === pattern);
  return file === undefined ? undefined : [file];
}
