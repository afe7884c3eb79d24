import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import ICAL from "ical.js";
import { calendarOf, type CalendarEvent } from "../../../desk/appointments/calendar.ts";

const EVENT: CalendarEvent = {
  id: "2d4631b4-c30d-4841-8f5d-e0d09caaea8e",
  title: "Quiet Harbour",
  address: "https://desk.quiet-harbour.example/v#fnvKzJ2m0cQ3oS9mXl1y8b7t5r4e6w2q0a9s8d7f6gH",
  startsAt: new Date("2026-11-24T11:00:00.000Z"),
  minutes: 50,
};
const NOW = new Date("2026-11-23T08:30:15.250Z");

/** What a calendar program reads. */
function read(text: string): ICAL.Event {
  const event = new ICAL.Component(
    ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0],
  ).getFirstSubcomponent("vevent");
  assert.ok(event);
  return new ICAL.Event(event);
}

describe("A calendar file", () => {
  it("says when, where and by whom, and nothing else", () => {
    const event = read(calendarOf(EVENT, NOW));
    assert.equal(event.summary, "Quiet Harbour");
    assert.equal(event.description, EVENT.address);
    assert.equal(event.uid, `${EVENT.id}@desk.quiet-harbour.example`);
    assert.equal(event.startDate.toJSDate().toISOString(), "2026-11-24T11:00:00.000Z");
    assert.equal(event.endDate.toJSDate().toISOString(), "2026-11-24T11:50:00.000Z");
    const names = calendarOf(EVENT, NOW)
      .replaceAll("\r\n ", "")
      .split("\r\n")
      .map((line) => line.split(":")[0]);
    assert.deepEqual(names, [
      ...["BEGIN", "VERSION", "PRODID", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "DESCRIPTION"],
      ...["CLASS", "END", "END", ""],
    ]);
  });

  it("reads back whatever a practice is called, in lines that are short enough", () => {
    const title = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
      .filter((text) => !/[\p{Cc}]/u.test(text));
    fc.assert(
      fc.property(title, (text) => {
        const file = calendarOf({ ...EVENT, title: text }, NOW);
        assert.equal(read(file).summary, text);
        for (const line of file.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75);
      }),
      { numRuns: 300 },
    );
  });

  it("lets no title begin a line of its own", () => {
    const file = calendarOf({ ...EVENT, title: "one\r\nATTENDEE:mailto:x@quiet-harbour.example\nEND:VEVENT" }, NOW);
    assert.ok(!/^(?:ATTENDEE|END:VEVENT\r\n[^E])/m.test(file));
    assert.match(read(file).summary, /^one\nATTENDEE/);
  });
});
