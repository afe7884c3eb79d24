import type { ConsentRule } from "../../clinic/law/consent.ts";
import type { LawInWords } from "./law-in.ts";

/** What the law of a place asks of the practice, with where it stands. */
export type RuleOfPlace = {
  readonly place: string;
  readonly rule: string;
  readonly source: string;
};

export function rulesOn(topic: ConsentRule["topic"], { consent, places }: LawInWords): readonly RuleOfPlace[] {
  return consent
    .filter((rule) => rule.topic === topic)
    .map(({ jurisdiction, rule, source }) => ({
      place: places.find(({ code }) => code === jurisdiction)?.name ?? jurisdiction,
      rule,
      source: source.text,
    }));
}
