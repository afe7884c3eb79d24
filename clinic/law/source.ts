/**
 * How far a figure can be trusted:
 * - `read`: the provision's own text was read, in an official publication or a copy of it;
 * - `reported`: others tell of it, such as a law firm's page, an authority's or a practice's; the text itself was not seen;
 * - `unread`: known from elsewhere, or sources disagree;
 * - `ours`: no law names a number, and this one is the product's own choice.
 */
export type Sureness = "read" | "reported" | "unread" | "ours";

/** Where a figure comes from. None of it is legal advice: a practice's own lawyer decides. */
export interface Source {
  /** The statute, rule or body, and its section. */
  readonly text: string;
  readonly sureness: Sureness;
  /** The day on which somebody looked it up last, `YYYY-MM-DD`. */
  readonly checked: string;
}

/** A value, with what it rests on. */
export interface Figure<Value> {
  readonly value: Value;
  readonly source: Source;
}

/** What was looked up in November 2026 without a note of the day counts from its first, so that it is old no later than it should be. */
const NOVEMBER = "2026-11-01";

/** The day on which figures were last looked up one by one. */
export const AGAIN = "2026-11-23";

export function read(text: string, checked = NOVEMBER): Source {
  return { text, sureness: "read", checked };
}

export function reported(text: string, checked = NOVEMBER): Source {
  return { text, sureness: "reported", checked };
}

export function unread(text: string, checked = NOVEMBER): Source {
  return { text, sureness: "unread", checked };
}

export function ours(text: string, checked = NOVEMBER): Source {
  return { text, sureness: "ours", checked };
}

/** Whether a lawyer has to be asked before anybody relies on it. */
export function isDoubtful({ sureness }: Source): boolean {
  return sureness === "reported" || sureness === "unread";
}
