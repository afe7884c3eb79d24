/** Why tokens are no good any more: the word that the page of the call is told (templates/prosody, mod_room_orders; desk-schema.sql knows it too). */
export type Why = "room-ended" | "room-moved" | "link-taken-back" | "consent-taken-back";

/** What the rooms' server is told: tokens that were made before are no good, and whoever is in the room with one leaves. */
export interface Order {
  readonly room: string;
  /** The one guest whom it concerns, by the id in the token; without it everybody. */
  readonly guest?: string;
  /** Unix seconds. A token of this second is good. */
  readonly before: number;
  readonly why: Why;
}
