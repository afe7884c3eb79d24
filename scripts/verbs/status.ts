import type { Clinic } from "../../clinic/clinic.ts";
import { askAgent } from "../../components/provider/agent-session.ts";
import type { HistoryEntry } from "../../host/history.ts";
import type { CertificateStatus, DiskStatus, MachineStatus, TunnelStatus, UnitStatus } from "../../host/status.ts";
import { count } from "../../policies/report.ts";
import { visible } from "../../policies/visible-text.ts";
import { onMachine, type VerbRequest } from "./machine-verb.ts";

/**
 * `stillroom status`: how a practice's machine is.
 *
 * @returns 0 when all is well, 1 when something needs a hand or the machine can't be asked, 2 when the input can't be used
 */
export function status(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, ["connect", "agent"], async ({ clinic, connection }, report) => {
    const found = await askAgent<MachineStatus>(connection, ["status"], report);
    if (found.kind === "problem") return found;
    const needs = [...needsOf(found, new Date(found.at)), ...tunnelNeeds(found, clinic.devices)];
    return { exit: needs.length === 0 ? 0 : 1, text: statusText(found, needs), json: { ...found, needs } };
  });
}

const DAY_MS = 86_400_000;

/** Let's Encrypt's certificates last 90 days and certbot renews them from the 60th on: with fewer left it has failed for long. */
const CERTIFICATE_DAYS = 14;
/** Above this a disk is full before anybody looks again. */
const DISK_PERCENT = 90;
/** The daily runs have missed at least two days. */
const UPDATE_DAYS = 3;

/**
 * What needs a person, each a sentence with what to do.
 *
 * @param now by the machine's clock
 */
export function needsOf(status: MachineStatus, now: Date): readonly string[] {
  if (status.digest === undefined)
    return [status.interrupted ? HALF_GONE : "The machine runs no release: deliver one with pulumi up."];
  return [
    ...(status.isolation === undefined
      ? []
      : [
          `The machine is isolated since ${timeText(status.isolation.since)}: nobody but administrators gets in. Look at ${status.isolation.evidence}; "stillroom release STACKFILE" ends it.`,
        ]),
    ...(status.interrupted
      ? ["A delivery was stopped half-way: deliver again (pulumi up), which takes it back as a whole first."]
      : []),
    ...status.units.flatMap(unitNeeds),
    ...status.certificates.flatMap((certificate) => certificateNeeds(certificate, now)),
    ...status.disks.flatMap(diskNeeds),
    ...updateNeeds(status.updates, now, status.delivered),
    ...(status.proved?.results ?? [])
      .filter((proof) => !proof.passed)
      .map((proof) => `Not seen at the last delivery: ${proof.name}. ${proof.seen}`),
    ...(status.clock === "not synchronised"
      ? ["The clock is not synchronised: tokens and certificates need the right time. Look at: chronyc sources"]
      : []),
  ];
}

const HALF_GONE =
  "The machine runs no release, and its first delivery or the removal of all of them was stopped half-way: run pulumi destroy again, which goes on, or pulumi up, which begins anew.";

function unitNeeds({ name, active, held, needsVolume }: UnitStatus): readonly string[] {
  if (/^(active|activating|reloading|refreshing)$/.test(active)) return [];
  // A container has no clock and no audit of its own.
  if (held && !needsVolume) return [];
  if (held) return [`${name} waits for the data volume: "stillroom unlock STACKFILE" opens it.`];
  return [
    `${name} is ${active}: "journalctl --unit ${name}" on the machine says why. "systemctl start ${name}" starts it again.`,
  ];
}

function certificateNeeds(certificate: CertificateStatus, now: Date): readonly string[] {
  if ("trouble" in certificate) {
    return [`The certificate ${certificate.file} can't be read: ${certificate.trouble} Deliver again (pulumi up).`];
  }
  const days = daysLeft(certificate.until, now);
  const names = certificate.names[0] ?? certificate.file;
  const ask = `"systemctl start certificates.service" on the machine asks again, "journalctl --unit certificates" says what is in the way; a practice's own authority has to sign again.`;
  if (certificate.issuer === undefined) {
    return [`The certificate of ${names} is still the placeholder, which no browser trusts: ${ask}`];
  }
  if (days < 0) return [`The certificate of ${names} is over since ${dayText(certificate.until)}: ${ask}`];
  if (days >= CERTIFICATE_DAYS) return [];
  return [`The certificate of ${names} ends in ${count(days, "day")} and was not renewed: ${ask}`];
}

function daysLeft(until: string, now: Date): number {
  return Math.floor((new Date(until).getTime() - now.getTime()) / DAY_MS);
}

function diskNeeds({ mount, usedPercent, filesPercent }: DiskStatus): readonly string[] {
  const room = `"du -xh ${mount} | sort -h | tail" on the machine shows what takes the room; "apt-get clean" often helps.`;
  return [
    ...(usedPercent >= DISK_PERCENT ? [`The disk under ${mount} is ${usedPercent} % full: ${room}`] : []),
    ...(filesPercent !== undefined && filesPercent >= DISK_PERCENT
      ? [`The disk under ${mount} has used ${filesPercent} % of the files it can hold: ${room}`]
      : []),
  ];
}

function updateNeeds(
  { trouble, pending, lastRun, restartNeeded }: MachineStatus["updates"],
  now: Date,
  delivered: HistoryEntry | undefined,
): readonly string[] {
  const age = (time: string): number => Math.floor((now.getTime() - new Date(time).getTime()) / DAY_MS);
  // A machine that is younger had no chance yet.
  const since = lastRun ?? delivered?.at;
  const late = since !== undefined && age(since) >= UPDATE_DAYS;
  const security = pending.filter((it) => it.security).length;
  const open = security === 0 ? "" : ` Waiting: ${count(security, "security update")}.`;
  return [
    ...(trouble === undefined
      ? []
      : [`What updates there are can't be told: ${trouble} Look at "apt-get update" on the machine.`]),
    ...(late
      ? [
          `Updates have not run for ${count(age(since), "day")}.${open} Look at "systemctl status apt-daily-upgrade" on the machine.`,
        ]
      : []),
    ...(restartNeeded === undefined
      ? []
      : [
          `A new kernel or library waits for a restart since ${dayText(restartNeeded)}: choose a time without sessions and run "systemctl reboot" on the machine; afterwards "stillroom unlock STACKFILE" where the data volume is encrypted by it.`,
        ]),
  ];
}

/** Where the machine made another key than the stack file names, after a rotation or as a new machine, no device's profile leads to it. */
export function tunnelNeeds({ tunnel }: MachineStatus, devices: Clinic["devices"]): readonly string[] {
  if (tunnel === undefined || devices?.machine === undefined || "trouble" in tunnel) return [];
  if (tunnel.publicKey === devices.machine.publicKey) return [];
  return [
    `The tunnel's key is ${tunnel.publicKey}, and the stack file has another: write it at stillroom:devices.machine.publicKey, run "stillroom kit" and give every device its new folder.`,
  ];
}

/** For people: a block for each thing, aligned, and at the end what needs a hand. */
export function statusText(status: MachineStatus, needs: readonly string[]): string {
  const now = new Date(status.at);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["machine", [status.host, ...(status.busy ? ["something is being changed at this moment"] : [])]],
    ["release", releaseLines(status)],
    ["units", unitLines(status.units, now)],
    ["certificate", status.certificates.map((certificate) => certificateLine(certificate, now))],
    ["disks", status.disks.map(diskLine)],
    ["updates", updateLines(status.updates, now)],
    ["proofs", proofLines(status)],
    ["tunnel", status.tunnel === undefined ? [] : [tunnelLine(status.tunnel)]],
    ["clock", [status.clock === "hosts" ? "its host's, since it is a container" : status.clock]],
    ["needs", needs.length === 0 ? ["nothing: all is well"] : needs],
  ];
  return rows
    .flatMap(([name, lines]) => lines.map((line, index) => `${(index === 0 ? name : "").padEnd(13)}${visible(line)}`))
    .join("\n");
}

function releaseLines({ digest, delivered, interrupted, isolation }: MachineStatus): readonly string[] {
  const lines = [digest === undefined ? "none" : digest.slice(0, 12)];
  if (delivered !== undefined) {
    const by = delivered.by === undefined ? "" : `, by ${delivered.by}`;
    const stack = delivered.stack === undefined ? "" : `, stack ${delivered.stack}`;
    lines.push(`since ${timeText(delivered.at)}, ${CAUSES[delivered.cause]}${by}${stack}`);
  }
  if (interrupted) lines.push("a delivery was stopped half-way");
  if (isolation !== undefined) lines.push(`isolated since ${timeText(isolation.since)}`);
  return lines;
}

/** How each cause is called in a sentence. */
export const CAUSES: Readonly<Record<HistoryEntry["cause"], string>> = {
  delivery: "delivered",
  rollback: "rolled back to",
  "put-back": "put back",
  interrupted: "decided after an interruption",
  rotation: "a secret rotated",
  isolation: "isolated",
  "end-isolation": "isolation ended",
};

function unitLines(units: readonly UnitStatus[], now: Date): readonly string[] {
  const width = Math.max(0, ...units.map((unit) => unit.name.length));
  return units.map(({ name, active, sub, since, held }) => {
    const state = held ? "held by a condition" : `${active} (${sub})`;
    return `${name.padEnd(width)}  ${state.padEnd(20)}  ${since === undefined ? "" : `for ${agoText(since, now)}`}`.trimEnd();
  });
}

function certificateLine(certificate: CertificateStatus, now: Date): string {
  if ("trouble" in certificate) return `${certificate.file}: ${certificate.trouble}`;
  const { names, issuer, until } = certificate;
  const from = issuer === undefined ? "signed by itself" : `from ${issuer}`;
  return `${names.join(", ")}; ${from}; until ${dayText(until)}, ${count(daysLeft(until, now), "day")} left`;
}

function diskLine({ mount, bytes, free, usedPercent }: DiskStatus): string {
  return `${mount.padEnd(12)}  ${`${usedPercent} %`.padStart(5)} of ${sizeText(bytes)} used, ${sizeText(free)} free`;
}

function tunnelLine(tunnel: TunnelStatus): string {
  return `${tunnel.interface}, ${"trouble" in tunnel ? tunnel.trouble : `public key ${tunnel.publicKey}`}`;
}

function updateLines(updates: MachineStatus["updates"], now: Date): readonly string[] {
  const { pending, lastRun, listsFetched, restartNeeded } = updates;
  const security = pending.filter((it) => it.security);
  const waiting = `${count(pending.length, "package")} to update, ${security.length} of them for security`;
  return [
    pending.length === 0 ? "none waits" : waiting,
    ...security.map(({ name, version }) => `  ${name} ${version}`),
    `lists fetched ${listsFetched === undefined ? "by no daily run yet" : agoText(listsFetched, now) + " ago"}, updates ran ${lastRun === undefined ? "not yet" : agoText(lastRun, now) + " ago"}`,
    ...(restartNeeded === undefined ? [] : [`a restart is needed since ${dayText(restartNeeded)}`]),
  ];
}

function proofLines({ proved }: MachineStatus): readonly string[] {
  if (proved === undefined) return ["none written down yet"];
  const failed = proved.results.filter((proof) => !proof.passed);
  const passed = proved.results.length - failed.length;
  return [
    `${passed} of ${proved.results.length} seen at the last delivery, ${timeText(proved.at)}`,
    ...failed.map((proof) => `not seen: ${proof.name}`),
  ];
}

/** `2026-11-23 10:16 UTC` */
export function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function dayText(iso: string): string {
  return iso.slice(0, 10);
}

/** How long ago, in the largest unit of which it is at least two. */
export function agoText(iso: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(iso).getTime()) / 1000));
  if (seconds < 120) return count(seconds, "second");
  if (seconds < 2 * 3600) return count(Math.floor(seconds / 60), "minute");
  if (seconds < 2 * 86_400) return count(Math.floor(seconds / 3600), "hour");
  return count(Math.floor(seconds / 86_400), "day");
}

function sizeText(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GiB` : `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
}
