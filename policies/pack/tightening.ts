import type { PolicyConfigSchema } from "@pulumi/policy";
import { REGIONS } from "../../clinic/regions.ts";
import { LEAST } from "../../clinic/sizes.ts";
import type { Release } from "../../render/release.ts";
import type { CloudResource } from "../cloud/rule.ts";
import { namesOf, regionNamed } from "../cloud/rules.ts";
import { LONGEST_DAYS } from "../rules/waivers.ts";

/**
 * What an organisation can demand beyond a rule, in the pack's configuration under that rule's name. It can only make a rule stricter:
 * nothing here takes a finding away, and a value that would mean less than the rule itself is refused.
 */
export interface Tightening {
  readonly schema: PolicyConfigSchema;
  readonly overRelease?: (release: Release, demands: Demands, today: string) => readonly string[];
  readonly overResource?: (resource: CloudResource, demands: Demands) => readonly string[];
}

/** What `configurationFault` has found good. */
export interface Demands {
  readonly words?: readonly string[];
  readonly regions?: readonly string[];
  readonly longestDays?: number;
  readonly cpus?: number;
  readonly memoryGb?: number;
}

const WORDS: PolicyConfigSchema = {
  properties: {
    words: {
      type: "array",
      items: { type: "string", minLength: 3, pattern: "^[\\p{L}\\p{N}]+$" },
      uniqueItems: true,
      description: "Words that no name may hold, beside those that the rule knows; found inside other words too.",
    },
  },
};

export const TIGHTENINGS: Readonly<Record<string, Tightening>> = {
  "neutral-names": {
    schema: WORDS,
    overRelease: ({ subject }, { words = [] }) => {
      // The domain first: a word in it stands in every other name too.
      const { domain, ...others } = subject.names;
      return [
        ...Object.entries<string>({ domain, ...others }).map(([key, text]) => ({
          where: `stillroom:names.${key}`,
          text,
        })),
        { where: "stillroom:stack", text: subject.stack },
        { where: "stillroom:branding.title", text: subject.title },
      ].flatMap(({ where, text }) => wordsFound(where, text, words));
    },
  },
  "cloud-names": {
    schema: WORDS,
    overResource: (resource, { words = [] }) =>
      namesOf(resource).flatMap(({ where, text }) => wordsFound(where, text, words)),
  },
  "cloud-region": {
    schema: {
      properties: {
        regions: {
          type: "array",
          items: { type: "string", enum: Object.values(REGIONS).flatMap((regions) => Object.keys(regions)) },
          uniqueItems: true,
          description: "The only regions in which anything may stand, of those that the rule knows.",
        },
      },
    },
    overResource: (resource, { regions }) => {
      const name = regionNamed(resource);
      if (regions === undefined || name === undefined || regions.includes(name)) return [];
      return [`The region "${name}" is none of those that your organisation allows: ${regions.join(", ")}.`];
    },
  },
  "machine-size": {
    schema: {
      properties: {
        cpus: { type: "integer", minimum: LEAST.cpus, description: "The least CPUs of a machine." },
        memoryGb: { type: "number", minimum: LEAST.memoryGb, description: "The least memory of a machine, in GB." },
      },
    },
    overRelease: ({ subject: { machine } }, { cpus = 0, memoryGb = 0 }) => [
      ...(machine.cpus >= cpus ? [] : [`The machine has ${machine.cpus} CPUs; your organisation wants ${cpus}.`]),
      ...(machine.memoryGb >= memoryGb
        ? []
        : [`The machine has ${machine.memoryGb} GB of memory; your organisation wants ${memoryGb}.`]),
    ],
  },
  waivers: {
    schema: {
      properties: {
        longestDays: {
          type: "integer",
          minimum: 0,
          maximum: LONGEST_DAYS,
          description: "How many days from today a waiver may last at most; 0 leaves none but for today.",
        },
      },
    },
    overRelease: ({ subject }, { longestDays }, today) => {
      if (longestDays === undefined) return [];
      const last = dayAfter(today, longestDays);
      return subject.waivers
        .filter(({ until }) => !(until <= last))
        .map(
          ({ rule, by, until }) =>
            `The waiver of "${rule}" by ${by} lasts until ${until}; your organisation lets none last beyond ${last}.`,
        );
    },
  },
};

function wordsFound(where: string, text: string, words: readonly string[]): readonly string[] {
  const letters = lettersOf(text);
  return words
    .filter((word) => letters.includes(lettersOf(word)))
    .map((word) => `${where} "${text}" holds "${word}", which your organisation does not allow.`);
}

/** Small letters and digits without accents, whatever stands between them. */
function lettersOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
