import type { ConsentRule } from "../../clinic/law/consent.ts";
import { isDoubtful } from "../../clinic/law/source.ts";
import type { LawInWords } from "./law-in.ts";

/** What the law of a place asks of the practice. */
export type RuleOfPlace = {
  readonly place: string;
  readonly rule: string;
  /** Where it stands; undefined where nobody has read that, which the practice is told elsewhere, and not whoever is invited. */
  readonly source: string | undefined;
};

export function rulesOn(topic: ConsentRule["topic"], { consent, places }: LawInWords): readonly RuleOfPlace[] {
  return consent
    .filter((rule) => rule.topic === topic)
    .map(({ jurisdiction, rule, source }) => ({
      place: places.find(({ code }) => code === jurisdiction)?.name ?? jurisdiction,
      rule,
      source: isDoubtful(source) ? undefined : source.text,
    }));
}
