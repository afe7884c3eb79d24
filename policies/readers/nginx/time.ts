const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/**
 * A span of time as nginx writes it, in seconds; without a unit it is seconds already (nginx.org, "Configuration file measurement
 * units").
 *
 * @returns undefined for anything that is no single span: `max`, `1h 30m`
 */
export function secondsIn(text: string): number | undefined {
  const [, amount, unit = "s"] = /^(-?\d{1,9})(ms|[smhdwMy])?$/.exec(text) ?? [];
  const each = SECONDS[unit];
  return amount === undefined || each === undefined ? undefined : Number(amount) * each;
}
