import { isDoubtful } from "../../clinic/law/source.ts";
import type { Language } from "../words.ts";
import type { LawInWords } from "./law-in.ts";
import { years } from "./spans.ts";

/** How long the practice keeps its own notes, as its guests are told. */
export type RecordSpan = {
  readonly record: string;
  /** From when on, with its preposition. */
  readonly recordFrom: string;
  /** Whether a lawyer or the professional body still has to be asked: then the years are no promise. */
  readonly recordOpen: boolean;
};

export function recordSpan({ records: { keep } }: LawInWords, language: Language): RecordSpan {
  return {
    record: years(keep.years, language),
    recordFrom: keep.from,
    recordOpen: keep.ask !== undefined || isDoubtful(keep.source),
  };
}
