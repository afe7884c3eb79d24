import type { Clinic } from "../../clinic/clinic.ts";

/** The practice's own names, as browsers need to know them. */
export interface Hosts {
  /** Where camera and microphone are used. */
  readonly video: string;
  /** Every host that has a page. */
  readonly pages: readonly [string, ...string[]];
  /** Whom those pages talk with: themselves and the servers behind them. */
  readonly all: readonly string[];
  /** Where messages come; undefined where the practice has none. */
  readonly messaging: string | undefined;
}

export function hostsOf({ names, messaging, desk }: Pick<Clinic, "names" | "messaging" | "desk">): Hosts {
  const chat = messaging.enabled ? [names.messaging] : [];
  const pages = [names.video, ...chat, ...(desk.enabled ? [names.desk] : [])] as const;
  return {
    video: names.video,
    pages,
    all: [...pages, ...(messaging.enabled ? [names.homeserver] : [])],
    messaging: chat[0],
  };
}

/** As browsers write where a page comes from (RFC 6454, 6.2). */
export function originOf(host: string): string {
  return `https://${host}`;
}
