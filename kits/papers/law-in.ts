import type { Limit, WholeLaw } from "../../clinic/law/law.ts";
import { STANDS_IN_FOR_PAYER, STANDS_IN_FOR_PROFESSION, type RecordTerm } from "../../clinic/law/records.ts";
import type { RecordRetention } from "../../clinic/law/retention.ts";
import type { Source } from "../../clinic/law/source.ts";
import type { Language } from "../words.ts";
import { say, translationOf, type Catalogue } from "./catalogue.ts";
import { DE } from "./law/de.ts";
import { ES } from "./law/es.ts";
import { FR } from "./law/fr.ts";

/** The whole law of a practice for people to read: every text is of one language, and the numbers are the tables'. */
export interface LawInWords extends Omit<WholeLaw, "records" | "limits"> {
  /** Without conflicts: whoever has one has no kit, since the stack file is refused. */
  readonly records: Omit<RecordRetention, "conflicts">;
  readonly limits: readonly NamedLimit[];
}

/** What its data is called, within a sentence or a table. */
export interface NamedLimit extends Limit {
  readonly name: string;
}

const LIMIT_NAMES: Readonly<Record<Limit["data"], string>> = {
  "addresses-in-logs": "addresses in technical logs",
  administration: "record of what administrators did",
  "desk-audit": "audit log of the desk",
  backups: "backups",
  incidents: "register of incidents",
  evidence: "proof of what was done for security",
};

const TEXTS: Catalogue = { en: undefined, de: DE, fr: FR, es: ES };

/**
 * The law with each of its texts in that language. What stands within a sentence there:
 * - a place as in a list: "Vereinigtes Königreich", "Royaume-Uni"; English keeps its article;
 * - `from` of a term or of a deadline with its preposition: "from the last contact", "ab dem letzten Kontakt";
 * - `ask` of a term as a full sentence: "Ask your lawyer or your professional body whether …";
 * - `when` of a duty after "when", "wenn", "quand", "cuando"; `tell` and `about` as in a list.
 * A source that is a statute's name and section stays as it is cited there, and so does a line's own name.
 *
 * @throws Error where a text has no translation, which is a fault of ours
 */
export function lawIn(language: Language, law: WholeLaw): LawInWords {
  const { records } = law;
  return {
    places: law.places.map(({ code, name }) => ({ code, name: say(name, language, TEXTS) })),
    records: {
      terms: records.terms.map((term) => termIn(language, term)),
      keep: termIn(language, records.keep),
      keepDays: records.keepDays,
      erase: records.erase && {
        ...records.erase,
        term: termIn(language, records.erase.term),
        source: sourceIn(language, records.erase.source),
      },
      minors: records.minors && { ...records.minors, source: sourceIn(language, records.minors.source) },
    },
    limits: law.limits.map((limit) => ({
      ...limit,
      name: say(LIMIT_NAMES[limit.data], language, TEXTS),
      source: sourceIn(language, limit.source),
    })),
    breaches: law.breaches.map((duty) => ({
      ...duty,
      tell: say(duty.tell, language, TEXTS),
      ...(duty.countsFrom && {
        countsFrom: { ...duty.countsFrom, from: say(`from ${duty.countsFrom.from}`, language, TEXTS) },
      }),
      when: say(duty.when, language, TEXTS),
      source: sourceIn(language, duty.source),
    })),
    agreements: law.agreements.map((agreement) => ({
      ...agreement,
      name: say(agreement.name, language, TEXTS),
      about: say(agreement.about, language, TEXTS),
      source: sourceIn(language, agreement.source),
    })),
    consent: law.consent.map((rule) => ({
      ...rule,
      rule: say(rule.rule, language, TEXTS),
      source: sourceIn(language, rule.source),
    })),
    recording: { rule: say(law.recording.rule, language, TEXTS), source: sourceIn(language, law.recording.source) },
    emergencies: law.emergencies.map((numbers) => ({
      ...numbers,
      crisisLines: numbers.crisisLines.map(({ where, ...line }) => ({
        ...line,
        ...(where === undefined ? {} : { where: say(where, language, TEXTS) }),
      })),
    })),
  };
}

function termIn(language: Language, { minors, ask, ...term }: RecordTerm): RecordTerm {
  return {
    ...term,
    from: say(`from ${term.from}`, language, TEXTS),
    source: sourceIn(language, term.source),
    ...(minors === undefined ? {} : { minors: { ...minors, source: sourceIn(language, minors.source) } }),
    ...(ask === undefined ? {} : { ask: say(`Ask your lawyer or your professional body ${ask}.`, language, TEXTS) }),
  };
}

function sourceIn(language: Language, source: Source): Source {
  return {
    ...source,
    text: source.sureness === "ours" ? say(source.text, language, TEXTS) : cited(language, source.text),
  };
}

/** A citation is the same in every language, unless it says more than where. */
function cited(language: Language, text: string): string {
  const before = [STANDS_IN_FOR_PAYER, STANDS_IN_FOR_PROFESSION].find((start) => text.startsWith(`${start} `));
  if (before === undefined) return translationOf(text, language, TEXTS) ?? text;
  return `${say(before, language, TEXTS)} ${cited(language, text.slice(before.length + 1))}`;
}
