import type { KitPart } from "../../part.ts";
import { LEAVING, permissionsOf } from "./filters.ts";
import { WINDOWS_WORDS } from "./words.ts";

/**
 * What keeps a Windows computer silent while its VPN is down: a list of filters for the Windows Filtering Platform, and the script
 * that puts them in force. The script is the same bytes for every practice, so that one signature serves all.
 */
export const windowsKillSwitch: KitPart = {
  name: "workstations/windows",
  words: WINDOWS_WORDS,
  declare: ({ clinic: { workstations } }) => {
    if (workstations === undefined) return { kind: "missing", key: "stillroom:workstations" };
    const permissions = permissionsOf(workstations).map(({ layer, conditions }) => ({ layer, conditions }));
    const data = { interface: workstations.tunnel.interface, leaving: LEAVING, permissions };
    return {
      kind: "files",
      files: [
        { path: "rules.txt", format: "words", data },
        { path: "vpn-only.ps1", format: "text", data: {} },
      ],
    };
  },
};
