import { readFileSync, writeFileSync } from "node:fs";
import { browserSettings } from "../../kits/browsers/browsers.ts";
import { REASONS } from "../../kits/browsers/reasons.ts";
import type { Setting } from "../../kits/browsers/setting.ts";
import { formatted, withPart } from "../markdown/made-part.ts";
import { table } from "../markdown/table.ts";

const PAGE = new URL("../../docs/browsers.md", import.meta.url);

/** A practice with everything, by names that are nobody's. */
const EXAMPLE = {
  names: {
    domain: "quiet-harbour.example",
    host: "h1.quiet-harbour.example",
    video: "meet.quiet-harbour.example",
    messaging: "chat.quiet-harbour.example",
    homeserver: "matrix.quiet-harbour.example",
    relay: "relay.quiet-harbour.example",
    desk: "desk.quiet-harbour.example",
  },
  messaging: { enabled: true, retentionDays: 30, mediaRetentionDays: 30 },
  desk: { enabled: true, appointmentDays: 30, mail: undefined },
} as const;

/** The page with its tables made anew from `kits/browsers/`; what stands around them is kept. */
export async function browsersPage(page: string): Promise<string> {
  const part = { name: "tables", program: "scripts/browsers/browsers-page.ts", text: tables() };
  return formatted(withPart(page, part), PAGE);
}

function tables(): string {
  const { firefox, chrome, edge } = browserSettings(EXAMPLE, "en");
  return [
    `## Firefox\n\n${settingTable(firefox)}`,
    `## Chrome and Chromium\n\n${settingTable(chrome)}`,
    `## Edge\n\n${settingTable(edge)}`,
  ].join("\n\n");
}

/** What is too long for a table stands below it. */
const LONGEST = 120;

function settingTable(settings: readonly Setting[]): string {
  const rows = settings.map(({ path, value, reason, source }) => {
    const said = JSON.stringify(value);
    return [`[${path.join(" → ")}](${source})`, said.length > LONGEST ? "below" : `\`${said}\``, REASONS[reason].en];
  });
  const long = settings
    .filter(({ value }) => JSON.stringify(value).length > LONGEST)
    .map(({ path, value }) => `\`${path.join(" → ")}\`:\n\n\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``);
  return [table(["Setting", "Set to", "Why"], rows), ...long].join("\n\n");
}

if (import.meta.main) writeFileSync(PAGE, await browsersPage(readFileSync(PAGE, "utf8")));
