import { browsers } from "./browsers/browsers.ts";
import { devices } from "./devices/devices.ts";
import { guestsPapers, staffPapers } from "./papers/papers.ts";
import type { KitPart } from "./part.ts";
import { linuxKillSwitch } from "./workstations/linux/kill-switch.ts";
import { macosKillSwitch } from "./workstations/macos/kill-switch.ts";
import { windowsKillSwitch } from "./workstations/windows/kill-switch.ts";

/** Everything that a kit can hold, in the order of its index page. */
export const PARTS: readonly KitPart[] = [
  guestsPapers,
  staffPapers,
  devices,
  linuxKillSwitch,
  macosKillSwitch,
  windowsKillSwitch,
  browsers,
];
