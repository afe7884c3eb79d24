const MINUTE = 60_000;

/** A guest's link opens so long before the appointment begins. */
const OPENS_MINUTES_BEFORE = 30;
/** Its host opens the room so long before. */
const ROOM_MINUTES_BEFORE = 60;
/** A meeting may run over so long; then the room closes. */
const ROOM_MINUTES_AFTER = 30;
/** A guest's link still opens so long after the end: to take back a consent. */
const LINK_MINUTES_AFTER = 60;

/** When an appointment is planned for. */
export interface Planned {
  readonly startsAt: Date;
  readonly minutes: number;
}

/** From when on a guest can come. */
export function opensAt({ startsAt }: Planned): Date {
  return new Date(startsAt.getTime() - OPENS_MINUTES_BEFORE * MINUTE);
}

export function endsAt({ startsAt, minutes }: Planned): Date {
  return new Date(startsAt.getTime() + minutes * MINUTE);
}

/** From when on the host can open the room. */
export function roomOpensAt({ startsAt }: Planned): Date {
  return new Date(startsAt.getTime() - ROOM_MINUTES_BEFORE * MINUTE);
}

/** When nobody gets into the room any more. */
export function roomEndsAt(planned: Planned): Date {
  return new Date(endsAt(planned).getTime() + ROOM_MINUTES_AFTER * MINUTE);
}

/** When a link is worth nothing any more. */
export function linkEndsAt(planned: Planned): Date {
  return new Date(endsAt(planned).getTime() + LINK_MINUTES_AFTER * MINUTE);
}
