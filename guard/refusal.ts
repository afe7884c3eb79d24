import type { BrowserKind } from "./browser-kind.ts";

/** Why somebody gets a page of ours in place of the call. */
export type Refusal =
  /** The browser can't encrypt. */
  | BrowserKind
  /** The browser could, but Jitsi says that it can't: a part of it did not arrive. */
  | "unavailable"
  | Removal;

/** Why the server ended somebody's part in a call. */
export type Removal =
  | "removed-unencrypted"
  | "time-over"
  | "replaced"
  | "meeting-over"
  | "room-ended"
  | "room-moved"
  | "link-taken-back"
  | "consent-taken-back";

/** The words that Prosody's modules put before the colon (docs/sessions.md, "What the page is told"). */
const REMOVALS: ReadonlyMap<string, Removal> = new Map<string, Removal>([
  ["encryption-required", "removed-unencrypted"],
  ["time-over", "time-over"],
  ["token-expired", "time-over"],
  ["replaced", "replaced"],
  ["meeting-over", "meeting-over"],
  ["room-ended", "room-ended"],
  ["room-moved", "room-moved"],
  ["link-taken-back", "link-taken-back"],
  ["consent-taken-back", "consent-taken-back"],
]);

/** What a removal by the server means; undefined where it was a moderator's, which Jitsi tells by itself. */
export function removalFor(reason: unknown): Removal | undefined {
  return typeof reason === "string" ? REMOVALS.get(reason.split(":", 1)[0] ?? "") : undefined;
}
