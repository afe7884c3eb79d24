import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { formatProblem, loadStackFile } from "../../clinic/load.ts";
import { deliverIntoFolder } from "../../components/provider/delivery.ts";
import { judge } from "../../policies/judge.ts";
import { verdictText } from "../../policies/report.ts";
import { render } from "../../render/render.ts";

export interface FolderDelivery {
  readonly good: boolean;
  /** What only a machine can do, each a sentence. */
  readonly leftOut: readonly string[];
}

const REFERENCE = fileURLToPath(new URL("../../Pulumi.prod.yaml", import.meta.url));

/** Loads, judges and renders the reference practice and lets the agent deliver it into a folder. */
export async function deliverReferenceInto(folder: string, say: (line: string) => void): Promise<FolderDelivery> {
  const loaded = loadStackFile(await readFile(REFERENCE, "utf8"), REFERENCE, "prod");
  if (loaded.kind === "problems") throw new Error(loaded.problems.map(formatProblem).join("\n"));
  const release = render(loaded.clinic);
  const verdict = judge(release, new Date().toISOString().slice(0, 10));
  say(verdictText(verdict));
  if (verdict.findings.length > 0) return { good: false, leftOut: ["everything, since the release was refused."] };
  const outcome = await deliverIntoFolder(release, folder, (message) => {
    if (message.kind === "progress") say(`  ${message.step}: ${message.detail}`);
  });
  switch (outcome.kind) {
    case "unchanged":
      return { good: true, leftOut: [] };
    case "kept":
      say(`${outcome.changed.length} files, as they would lie on the machine.`);
      return { good: true, leftOut: outcome.notes };
    case "went-back":
      say(`Step "${outcome.failure.step}": ${outcome.failure.what} ${outcome.failure.mend}`);
      return { good: false, leftOut: ["everything, since the delivery went back."] };
  }
}
