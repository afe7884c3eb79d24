import type { Span } from "../appointments/appointments.ts";
import type { Language } from "../settings.ts";

/** Where a browser's own page writes its time zone (desk/browser/zone.ts), so that times are written as its person reads them. */
export const ZONE_COOKIE = "__Host-zone";

/** Where no browser said where it is. */
const NOWHERE = "UTC";

/** An IANA time zone that this machine knows. */
export function zoneOf(text: string | undefined): string {
  if (text === undefined || !/^[A-Za-z][A-Za-z0-9_+\-/]{1,49}$/.test(text)) return NOWHERE;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return NOWHERE;
  }
}

/** A day and a time as a clock on the wall shows them, and as a form's fields hold them. */
export interface WallTime {
  /** `2026-11-24` */
  readonly date: string;
  /** `09:00` */
  readonly time: string;
}

export function wallTimeOf(zone: string, instant: Date): WallTime {
  const parts = new Intl.DateTimeFormat("en", {
    ...{ timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? "";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

/**
 * The moment at which a clock on the wall shows this; the first of two when clocks are put back.
 *
 * @returns undefined where it is no day or time, or one that clocks jump over
 */
export function instantOf(zone: string, { date, time }: WallTime): Date | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) || !/^[0-9]{2}:[0-9]{2}$/.test(time)) return undefined;
  const wished = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(wished)) return undefined;
  const offsetAt = (moment: number): number => {
    const shown = wallTimeOf(zone, new Date(moment));
    return Date.parse(`${shown.date}T${shown.time}:00.000Z`) - moment;
  };
  // No zone is further than a day from UTC, so that one of the offsets around it is the one in force.
  const moments = [-86_400_000, 86_400_000].map((shift) => wished - offsetAt(wished + shift));
  return moments
    .sort((one, other) => one - other)
    .map((moment) => new Date(moment))
    .find((moment) => {
      const shown = wallTimeOf(zone, moment);
      return shown.date === date && shown.time === time;
    });
}

/** The day around a moment, from midnight to midnight as the zone has them. */
export function dayAround(zone: string, now: Date): Span {
  const { date } = wallTimeOf(zone, now);
  const next = new Date(Date.parse(`${date}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
  return { from: midnight(zone, date) ?? now, until: midnight(zone, next) ?? now };
}

/** Where clocks jump over midnight, the day begins an hour later. */
function midnight(zone: string, date: string): Date | undefined {
  return instantOf(zone, { date, time: "00:00" }) ?? instantOf(zone, { date, time: "01:00" });
}

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de", fr: "fr", es: "es" };

/** A day in words: `Tuesday 24 November 2026`. */
export function dayText(language: Language, zone: string, instant: Date): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, dateStyle: "full" }).format(instant);
}

/** A time of the day: `09:00`. */
export function timeText(language: Language, zone: string, instant: Date): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, timeStyle: "short", hourCycle: "h23" }).format(
    instant,
  );
}

/** Day and time in a table: `24 Nov 2026, 09:00`. */
export function shortText(language: Language, zone: string, instant: Date): string {
  const style = { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...style }).format(instant);
}
