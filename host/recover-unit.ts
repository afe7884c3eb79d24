import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { run } from "./command.ts";
import { syncDirectory, writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import { AGENT, inside, type Places } from "./places.ts";

const NAME = "stillroom-recover.service";
const ONCE_UP = "stillroom-recover-packages";
/** The agent's own unit; it belongs to no release. */
export const RECOVER_UNIT = `/etc/systemd/system/${NAME}`;
/** What `systemctl enable` makes of its `WantedBy=`: without it systemd never starts the unit. */
const WANTED = `/etc/systemd/system/sysinit.target.wants/${NAME}`;

/** More than all that `recover` may wait for at boot, one thing after the other, where nothing answers: what is killed half-way decides nothing. */
export const BOOTING_SECONDS = 600;

/**
 * Decides an interrupted switch at boot before anything reads the files concerned: before the network has its rules and before
 * sysinit.target, after which systemd starts ordinary services (systemd.special(7), bootup(7)). Node.js ends well on an empty file,
 * so that an agent which a power cut left empty has to fail by itself (systemd.unit(5), `AssertFileNotEmpty=`).
 */
function definition(places: Places): string {
  return `[Unit]
Description=Decide an interrupted change of the configuration
DefaultDependencies=no
RequiresMountsFor=${places.state} /etc /usr
After=local-fs.target
Before=stillroom-firewall.service network-pre.target sysinit.target shutdown.target
Wants=network-pre.target
Conflicts=shutdown.target
ConditionPathExists=${places.journal}
AssertFileNotEmpty=${AGENT}

[Service]
Type=oneshot
ExecStart=${process.execPath} ${AGENT} recover --booting
TimeoutStartSec=${BOOTING_SECONDS}

[Install]
WantedBy=sysinit.target
`;
}

/**
 * Sees to it that a boot decides what is undecided, before anything is begun.
 *
 * @throws StepFailed when systemd does not take the unit
 */
export async function installRecoverUnit(places: Places): Promise<void> {
  const text = definition(places);
  const [unit, wanted] = [inside(places, RECOVER_UNIT), inside(places, WANTED)];
  // Both: a run that was killed between the two left a unit that nothing starts.
  if (existsSync(unit) && readFileSync(unit, "utf8") === text && existsSync(wanted)) return;
  writeDurably(unit, text, 0o644);
  await systemctl(["daemon-reload"]);
  await systemctl(["enable", NAME]);
  syncDirectory(dirname(wanted));
}

async function systemctl(argv: readonly string[]): Promise<void> {
  const ended = await run(["systemctl", ...argv], { seconds: 60 });
  if (ended.status === 0) return;
  throw new StepFailed(
    "begin",
    `What would take an interrupted delivery back at boot can't be set up: systemctl ${argv.join(" ")} failed: ${ended.words}`,
    "Mend systemd on the machine and deliver again. Nothing was changed by this delivery.",
  );
}

/**
 * Goes on when the machine is up. systemd-run(1): `--no-block`, since this runs before everything that the new unit waits for; `--collect`
 * lets it go also when it failed. Where it can't be had, the next run does it: the journal is still there.
 */
export async function recoverOnceUp(): Promise<void> {
  const options = ["--no-block", "--collect", `--unit=${ONCE_UP}`, "--property=After=multi-user.target"];
  await run(["systemd-run", ...options, process.execPath, AGENT, "recover"], { seconds: 30 });
}

export async function removeRecoverUnit(places: Places): Promise<void> {
  await run(["systemctl", "disable", NAME], { seconds: 60 });
  rmSync(inside(places, RECOVER_UNIT), { force: true });
}
