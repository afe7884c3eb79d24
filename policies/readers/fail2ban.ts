/** fail2ban 1.0 and 1.1, server/mytime.py, `str2seconds`: the names of each unit, in any case, in seconds. A year has 365.25 days. */
const UNITS: readonly (readonly [names: RegExp, seconds: number])[] = [
  [/^(?:s|ss|sec?|seconds?)$/i, 1],
  [/^(?:m|mm|min?|minutes?)$/i, 60],
  [/^(?:h|hh|hou?|hours?)$/i, 3600],
  [/^(?:d|dd|da|days?)$/i, 86_400],
  [/^(?:w|ww|wee?|weeks?)$/i, 604_800],
  [/^(?:mon?|months?)$/i, 2_629_800],
  [/^(?:y|yy|yea?|years?)$/i, 31_557_600],
];

const PART = /(0|[1-9]\d{0,8}) *([a-zA-Z]+) */gy;

/**
 * A length of time in seconds as fail2ban has it: a number, or numbers with units that add up (jail.conf(5), "Time Abbreviation Format").
 * Undefined for anything else: fail2ban would evaluate it as a program of Python's.
 */
export function fail2banSeconds(text: string): number | undefined {
  if (/^(?:0|[1-9]\d{0,8})$/.test(text)) return Number(text);
  const parts = [...text.matchAll(PART)];
  if (text === "" || parts.map(([part]) => part).join("") !== text) return undefined;
  const seconds = parts.map(([, number, unit = ""]) => Number(number) * secondsIn(unit));
  const sum = seconds.reduce((before, one) => before + one, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

function secondsIn(unit: string): number {
  return UNITS.find(([names]) => names.test(unit))?.[1] ?? NaN;
}
