import { endsAt, type Planned } from "./times.ts";

/** What a calendar shows: nothing that tells what is met for, and no label. */
export interface CalendarEvent extends Planned {
  /** The appointment's id: a moved one takes the place of the one before. */
  readonly id: string;
  /** The practice's title. */
  readonly title: string;
  /** The guest's link. */
  readonly address: string;
}

/** RFC 5545, 3.1: no line is longer, its end left out. */
const LINE_OCTETS = 75;

/**
 * A calendar file (RFC 5545) with one event, in UTC.
 *
 * @param now when it is made (DTSTAMP, 3.8.7.2)
 */
export function calendarOf(event: CalendarEvent, now: Date): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//stillroom//desk//EN",
    "BEGIN:VEVENT",
    `UID:${event.id}@${new URL(event.address).hostname}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(endsAt(event))}`,
    `SUMMARY:${text(event.title)}`,
    `URL:${event.address}`,
    `DESCRIPTION:${text(event.address)}`,
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** 3.3.5, form 2. */
function utc(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

/** 3.3.11. */
function text(value: string): string {
  return value.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\r\n|\r|\n/g, "\\n");
}

/** 3.1: a longer line goes on after a line end and a space, never within a character. */
function folded(line: string): string {
  const parts = [""];
  for (const character of line) {
    const last = parts.at(-1) ?? "";
    // The space in front counts too.
    const room = LINE_OCTETS - (parts.length > 1 ? 1 : 0);
    if (Buffer.byteLength(last + character) > room) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts.join("\r\n ");
}
