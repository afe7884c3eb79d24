import { existsSync, readFileSync } from "node:fs";
import { placementsUnder } from "../../clinic/law/places.ts";
import { REGIONS } from "../../clinic/regions.ts";
import { suitableSizes } from "../../clinic/sizes.ts";
import { QUESTIONS, type Question } from "./questions.ts";

/** What was answered, by the questions' names, as people write it. */
export type Answers = Readonly<Record<string, string>>;

/** Its value in the stack file; what is not of the question's form is left as text, for the schema to refuse. */
export function valueOf({ form, name }: Question, answer: string): unknown {
  const trimmed = answer.trim();
  switch (form) {
    case "text":
      return trimmed;
    case "number":
      return /^\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
    case "yes or no":
      return /^(?:y|yes|true)$/i.test(trimmed) ? true : /^(?:n|no|false)$/i.test(trimmed) ? false : trimmed;
    case "list":
      return name === "ssh-key" ? keysIn(trimmed) : trimmed.split(/[\s,;]+/).filter((item) => item !== "");
  }
}

/** A public key's line may come as the file that holds it; several lines are several keys. */
function keysIn(answer: string): readonly string[] {
  const lines = existsSync(answer) ? readFileSync(answer, "utf8") : answer;
  return lines.includes("PRIVATE KEY")
    ? ["PRIVATE KEY"]
    : lines
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
}

const OF_A_CLOUD = ["size", "region"];
const OF_AN_EXISTING_MACHINE = "address ssh-user host-key public-addresses cpus memory-gb disk-encryption".split(" ");

/** The questions that these answers leave: which machine decides what is asked of it, which law what of HIPAA. */
export function questionsFor(answers: Answers): readonly Question[] {
  const existing = answers["provider"] === "existing";
  const american = (answers["jurisdiction"] ?? "").startsWith("US-");
  const beside = new Set([...(existing ? OF_A_CLOUD : OF_AN_EXISTING_MACHINE), ...(american ? [] : ["hipaa-covered"])]);
  return QUESTIONS.filter(({ name }) => !beside.has(name));
}

/**
 * What a practice has if it says nothing else; undefined where only a person knows.
 *
 * @param pair two neutral words, `amber-meadow`
 */
export function suggestion({ name }: Question, answers: Answers, pair: string): string | undefined {
  switch (name) {
    case "title":
      return titled(pair);
    case "language":
      return "en";
    case "provider":
      // The law may leave no region of one provider, and a covered entity needs a host that signs an agreement.
      return (["hetzner", "aws"] as const).find((provider) => allowedRegion(provider, answers) !== undefined);
    case "region":
      return allowedRegion(providerIn(answers), answers);
    case "size":
      return sizeFor(answers);
    case "administrator":
      return "ops";
    default:
      return undefined;
  }
}

function titled(pair: string): string {
  return pair
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function providerIn({ provider }: Answers): "hetzner" | "aws" {
  return provider === "aws" ? "aws" : "hetzner";
}

/** Nearest to home first: the jurisdiction's own country, then any that its law allows. */
function allowedRegion(provider: "hetzner" | "aws", answers: Answers): string | undefined {
  const { jurisdiction = "" } = answers;
  const hipaaCovered = /^(?:y|yes|true)$/i.test(answers["hipaa-covered"] ?? "");
  if (hipaaCovered && provider === "hetzner") return undefined;
  const allowed = Object.keys(REGIONS[provider]).filter((region) =>
    placementsUnder({ jurisdiction, hipaaCovered }, provider, region).every(({ verdict }) => verdict === "allowed"),
  );
  const country = jurisdiction.slice(0, 2).replace("UK", "GB");
  return allowed.find((region) => REGIONS[provider][region]?.country === country) ?? allowed[0];
}

/** Four CPUs and eight GB of the provider's least costly line, where the region has it. */
function sizeFor(answers: Answers): string | undefined {
  const provider = providerIn(answers);
  const sizes = suitableSizes(provider, answers["region"] ?? allowedRegion(provider, answers));
  return ["cx33", "cpx32", "cpx31", "t3a.large"].find((size) => sizes.includes(size)) ?? sizes[0];
}
