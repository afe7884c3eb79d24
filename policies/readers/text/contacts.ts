import type { Release } from "../../../render/release.ts";
import type { Source } from "../../reading.ts";
import { remembered } from "../../remembered.ts";
import { hostsIn } from "./hosts.ts";

/** A command that would contact another machine. */
export interface Contact {
  readonly where: string;
  readonly line?: number;
  /** The program that does. */
  readonly program: string;
  /** Undefined where it can't be told from the command. */
  readonly host: string | undefined;
}

/** Programs that open connections to whom they are told (Debian 13's packages that bring a client). */
const CALLING =
  /(?:^|[\s;&|(`"'/])(curl|wget2?|aria2c|nc|ncat|netcat|socat|telnet|ftp|lftp|tftp|ssh|scp|sftp|rsync|autossh|dig|nslookup|kdig|drill|host|getent|resolvectl|ping6?|traceroute|mtr|nmap|git|svn|pip3?|npm|npx|gem|cargo|go|openssl|gnutls-cli|mail|mailx|sendmail|msmtp|swaks|ntpdate|chronyd|smbclient|mount\.nfs|aws|gcloud|az|rclone|restic|borg|s3cmd|mc|perl|python3?|ruby|php|lua|node|bash|sh)(?=\s)/;
/** Those of them that run what they are given and call nobody themselves. */
const RUNNING = /^(?:perl|python3?|ruby|php|lua|node|bash|sh)$/;
/** Those that call only with these words. */
const WITH_WORDS: Readonly<Record<string, RegExp>> = {
  openssl: /\b(?:s_client|ocsp|s_time|-connect)\b/,
  getent: /\b(?:hosts|ahosts(?:v[46])?)\b/,
  chronyd: /\b(?:server|pool|peer)\b/,
  resolvectl: /\b(?:query|service|openpgp|tlsa|dns)\b/,
};
/** bash(1), "REDIRECTION": connections without a program. */
const DEVICE = /\/dev\/(?:tcp|udp)\/([^/\s]+)/;
/** What hides the rest of a line: text that is decoded or put together and then run. */
const HIDING =
  /(?:\|\s*(?:\/\S*\/)?(?:ba|da|z)?sh\b|\|\s*(?:perl|python3?|node|lua)\b|\beval\s|\b(?:base64|base32|xxd|openssl enc)\b[^|]*(?:-d|-r|--decode)\b)/;
/** Source code on a command line. */
const INLINE = /(?:^|[\s/])(?:perl|python3?|ruby|php|lua|node)\s+-[a-zA-Z]*[ecpr]\b/;

/** Every command of scripts, units and steps that would contact a machine. */
export function contactsOf(release: Release): readonly Contact[] {
  const inFiles = release.files
    .filter(({ format, path }) => format === "shell" || format === "systemd" || path.startsWith("/etc/cron"))
    .flatMap((file) => (file.format === "systemd" ? contactsInUnit(file) : contactsInScript(file)));
  const inSteps = [...release.steps, ...release.validators].flatMap(({ name, argv }) =>
    contactsIn(argv.join(" ")).map((contact) => ({ where: `the step "${name}"`, ...contact })),
  );
  return [...inFiles, ...inSteps];
}

const contactsInUnit = remembered((source) => contactsInLines(source, /^(?:Exec\w+\s*=|\s)/));
const contactsInScript = remembered((source) => contactsInLines(source, /^\s*[^#\s]/));

function contactsInLines({ path, text }: Source, command: RegExp): readonly Contact[] {
  return logicalLines(text)
    .filter(({ words }) => command.test(words))
    .flatMap(({ words, line }) => contactsIn(words).map((contact) => ({ where: path, line, ...contact })));
}

/** Lines as a shell and systemd join them at a backslash. */
function logicalLines(text: string): readonly { readonly words: string; readonly line: number }[] {
  const lines: { words: string; line: number }[] = [];
  let open = false;
  for (const [index, text_] of text.split("\n").entries()) {
    const last = lines.at(-1);
    const words = text_.replace(/\\$/, " ");
    if (open && last !== undefined) last.words += words;
    else lines.push({ words, line: index + 1 });
    open = text_.endsWith("\\");
  }
  return lines;
}

function contactsIn(words: string): readonly Pick<Contact, "program" | "host">[] {
  const device = DEVICE.exec(words)?.[1];
  if (device !== undefined) return [{ program: "the shell", host: /[$`]/.test(device) ? undefined : device }];
  if (HIDING.test(words)) return [{ program: "a command that is put together", host: undefined }];
  const program = CALLING.exec(words)?.[1];
  if (program === undefined || (RUNNING.test(program) && !INLINE.test(words))) return addressesIn(words);
  if (WITH_WORDS[program]?.test(words) === false) return addressesIn(words);
  const hosts = hostsOfWords(words);
  return hosts.length === 0 ? [{ program, host: undefined }] : hosts.map((host) => ({ program, host }));
}

/** Addresses with a scheme, whatever program gets them. */
function addressesIn(words: string): readonly Pick<Contact, "program" | "host">[] {
  return partsOf(words)
    .filter((part) => /[a-z0-9]:\/\//i.test(part))
    .flatMap((part) => hostsIn(part))
    .map(({ host }) => ({ program: "a command", host }));
}

function hostsOfWords(words: string): readonly string[] {
  return partsOf(words).flatMap((part) => hostsIn(part).map(({ host }) => host));
}

function partsOf(words: string): readonly string[] {
  return words.split(/[\s"'=,;()<>|&]+/);
}
