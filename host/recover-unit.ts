import { existsSync, readFileSync, rmSync } from "node:fs";
import { run } from "./command.ts";
import { writeDurably } from "./durable.ts";
import { AGENT, type Places } from "./places.ts";

const NAME = "stillroom-recover.service";
/** The agent's own unit; it belongs to no release. */
export const RECOVER_UNIT = `/etc/systemd/system/${NAME}`;

/**
 * Decides an interrupted switch at boot before anything reads the files concerned: before the network has its rules and before
 * sysinit.target, after which systemd starts ordinary services (systemd.special(7), bootup(7)).
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

[Service]
Type=oneshot
ExecStart=${process.execPath} ${AGENT} recover --booting
TimeoutStartSec=120

[Install]
WantedBy=sysinit.target
`;
}

export async function installRecoverUnit(places: Places): Promise<void> {
  const text = definition(places);
  if (existsSync(RECOVER_UNIT) && readFileSync(RECOVER_UNIT, "utf8") === text) return;
  writeDurably(RECOVER_UNIT, text, 0o644);
  await run(["systemctl", "daemon-reload"], { seconds: 60 });
  await run(["systemctl", "enable", NAME], { seconds: 60 });
}

export async function removeRecoverUnit(): Promise<void> {
  await run(["systemctl", "disable", NAME], { seconds: 60 });
  rmSync(RECOVER_UNIT, { force: true });
}
