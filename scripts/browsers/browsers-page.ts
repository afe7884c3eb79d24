import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { browserSettings } from "../../kits/browsers/browsers.ts";
import { REASONS } from "../../kits/browsers/reasons.ts";
import type { Setting } from "../../kits/browsers/setting.ts";

const PAGE = new URL("../../docs/browsers.md", import.meta.url);
const [BEGIN, END] = ["<!-- tables: made by `node scripts/browsers/browsers-page.ts` -->", "<!-- end of tables -->"];

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
  const [before = "", rest = ""] = page.split(BEGIN);
  const after = rest.split(END)[1] ?? "";
  const text = `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}`;
  return format(text, { ...(await resolveConfig(PAGE)), parser: "markdown" });
}

function tables(): string {
  const { firefox, chrome, edge } = browserSettings(EXAMPLE, "en");
  return [
    `## Firefox\n\n${table(firefox)}`,
    `## Chrome and Chromium\n\n${table(chrome)}`,
    `## Edge\n\n${table(edge)}`,
  ].join("\n\n");
}

/** What is too long for a table stands below it. */
const LONGEST = 120;

function table(settings: readonly Setting[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const head = ["Setting", "Set to", "Why"];
  const rows = settings.map(({ path, value, reason, source }) => {
    const said = JSON.stringify(value);
    return [`[${path.join(" → ")}](${source})`, said.length > LONGEST ? "below" : `\`${said}\``, REASONS[reason].en];
  });
  const long = settings
    .filter(({ value }) => JSON.stringify(value).length > LONGEST)
    .map(({ path, value }) => `\`${path.join(" → ")}\`:\n\n\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``);
  return [[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"), ...long].join("\n\n");
}

if (import.meta.main) writeFileSync(PAGE, await browsersPage(readFileSync(PAGE, "utf8")));
