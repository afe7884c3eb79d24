/** A sheet of paper, in points of a 72nd of an inch. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
}

const LETTER: Sheet = { width: 612, height: 792 };
/** ISO 216. */
const A4: Sheet = { width: 595.28, height: 841.89 };

/** What lies in the printers of a jurisdiction (a code of `clinic/law/jurisdictions.ts`): Letter in North America (ANSI/ASME Y14.1), A4 elsewhere. */
export function sheetIn(jurisdiction: string): Sheet {
  return /^(US|CA)-/.test(jurisdiction) ? LETTER : A4;
}
