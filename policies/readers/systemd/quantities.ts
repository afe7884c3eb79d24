/** src/basic/time-util.c of systemd 252 and 257, `extract_multiplier`, in seconds; a year has 365.25 days. Fractions of a second stand in none of our files. */
const UNITS: readonly (readonly [words: string, seconds: number])[] = [
  ["s sec second seconds", 1],
  ["m min minute minutes", 60],
  ["h hr hour hours", 3600],
  ["d day days", 86_400],
  ["w week weeks", 604_800],
  ["M month months", 2_629_800],
  ["y year years", 31_557_600],
];
const SECONDS: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ...UNITS.flatMap(([words, seconds]) => words.split(" ").map((word) => [word, seconds] as const)),
]);

/** Longer numbers than anybody needs may be more than systemd takes, and then it passes over the line. */
const SPAN = /(\d{1,9}(?:\.\d{1,6})?)(?![\d.]) *([a-zA-Z]*) */gy;

/**
 * A length of time in seconds, as systemd.time(7), "Parsing Time Spans", has it: numbers that add up, each with a unit or in seconds.
 * Undefined for what systemd would not take, for `infinity` and for units that are not looked up.
 */
export function secondsOfSpan(text: string): number | undefined {
  const parts = [...text.matchAll(SPAN)];
  if (text === "" || parts.map(([part]) => part).join("") !== text) return undefined;
  const seconds = parts.map(([, number, unit = ""]) => Number(number) * (SECONDS.get(unit) ?? NaN));
  const sum = seconds.reduce((before, one) => before + one, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

const BYTES: ReadonlyMap<string, number> = new Map(
  ["", "K", "M", "G", "T"].map((unit, power) => [unit, 1024 ** power]),
);

/** A size in bytes, as src/basic/parse-util.c, `parse_size`, has it with the base 1024. Undefined for what systemd would not take, and for fractions and sums. */
export function bytesOfSize(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,9})([KMGT]?)$/.exec(text) ?? [];
  const factor = BYTES.get(unit ?? "?");
  return factor === undefined ? undefined : Number(number) * factor;
}
