import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paperFiles } from "../../../kits/papers/paper-files.ts";
import { guestsPapers, staffPapers } from "../../../kits/papers/papers.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import { practiceOf } from "../clinics.ts";
import { BARE, DISTINCT } from "./guests-practices.ts";

/*
 * Every paper, in every language, judged by veraPDF: whether it keeps to PDF/UA-1 (ISO 14289-1:2014), what screen readers need. Ends with 1 where one
 * does not. Needs Java, and Maven, which brings veraPDF. `npm run exercise:verapdf`
 */

/** All of veraPDF in one file, on Maven Central; its SHA-256 was taken on 2026-11-24. */
const VALIDATOR = {
  artifact: "org.verapdf.apps:greenfield-apps:1.28.2",
  file: "greenfield-apps-1.28.2.jar",
  sha256: "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6",
} as const;
const MAVEN_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";

/** On A4 with all that a stack file can ask for, the same with next to nothing, and on Letter. */
const PRACTICES: Readonly<Record<string, KitPractice>> = {
  everything: practiceOf(DISTINCT),
  bare: practiceOf(BARE),
  letter: practiceOf({ ...DISTINCT, law: { jurisdiction: "US-NY", also: ["CA-QC"], hipaaCovered: true } }),
};

/** A file that is not what it says: whoever lets it pass judges nothing. */
const SPOILED = "spoiled.pdf";

function validatorIn(folder: string): string {
  execFileSync("mvn", ["-q", "-B", MAVEN_COPY, `-Dartifact=${VALIDATOR.artifact}`, `-DoutputDirectory=${folder}`], {
    stdio: "inherit",
  });
  const jar = join(folder, VALIDATOR.file);
  const found = createHash("sha256").update(readFileSync(jar)).digest("hex");
  if (found !== VALIDATOR.sha256)
    throw new Error(`${VALIDATOR.file} has the SHA-256 ${found}, not ${VALIDATOR.sha256}: it is not run.`);
  return jar;
}

/** The PDFs of a practice, in a folder of its own, and how many they are. */
function printed(folder: string, practice: KitPractice): number {
  const files = [guestsPapers, staffPapers].flatMap((part) => {
    const content = part.declare(practice);
    return content.kind === "papers" ? content.papers.flatMap((paper) => paperFiles(paper, practice)) : [];
  });
  const pdfs = files.filter(({ path }) => path.endsWith(".pdf"));
  mkdirSync(folder);
  for (const { path, bytes } of pdfs) writeFileSync(join(folder, path.replaceAll("/", "-")), bytes);
  const [first] = pdfs;
  if (first !== undefined) {
    const spoiled = Buffer.from(first.bytes).toString("latin1").replace("pdfuaid:part>1<", "pdfuaid:part>9<");
    writeFileSync(join(folder, SPOILED), spoiled, "latin1");
  }
  return pdfs.length;
}

/** Whether veraPDF lets every paper of the folder pass, and the spoiled one not. */
function passes(name: string, jar: string, folder: string, count: number): boolean {
  const { stdout } = spawnSync(
    "java",
    ["-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", "ua1", "--format", "text", "--verbose", folder],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const verdicts = stdout.split("\n").filter((line) => /^(PASS|FAIL) /.test(line));
  const passed = verdicts.filter((line) => line.startsWith("PASS ")).length;
  const caught = verdicts.some((line) => line.startsWith("FAIL ") && line.includes(SPOILED));
  const isGood = passed === count && caught && verdicts.length === count + 1;
  console.log(
    `${name}: ${passed} of ${count} papers keep to PDF/UA-1; the spoiled one was ${caught ? "" : "not "}found.`,
  );
  if (!isGood) console.log(stdout);
  return isGood;
}

const missing = ["mvn", "java"].filter((program) => !isInstalled(program));
if (missing.length > 0)
  throw new Error(
    `veraPDF needs ${missing.join(" and ")}, not installed here: apt-get install maven default-jre-headless.`,
  );

const folder = mkdtempSync(join(tmpdir(), "stillroom-verapdf-"));
try {
  const jar = validatorIn(folder);
  const results = Object.entries(PRACTICES).map(([name, practice]) => {
    const papers = join(folder, name);
    return passes(name, jar, papers, printed(papers, practice));
  });
  if (!results.every(Boolean)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
