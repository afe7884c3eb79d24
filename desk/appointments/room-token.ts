import { signedToken } from "../rooms/signed-token.ts";
import type { Settings } from "../settings.ts";
import { roomEndsAt, type Planned } from "./times.ts";

const LIFE_SECONDS = 600;
/** No room is open for longer, however early the host came: the longest life of a token. */
export const ROOM_SECONDS = 4 * 3600;

/** Who a token is for: one room, one role. */
export interface Holder {
  readonly role: "host" | "guest";
  /** A number that means nothing, the same for each token of one device: whom the host turned out can't come back as somebody else. */
  readonly id: string;
}

/**
 * A token for one room, as the room's server asks for it (templates/prosody, mod_auth_room_token and mod_muc_room_token): HS256 (RFC 7515;
 * RFC 7518, 3.2), our issuer, audience and domain, and ten minutes to get in.
 */
export function roomToken(
  { rooms }: Pick<Settings, "rooms">,
  { room, ...planned }: Planned & { readonly room: string },
  { role, id }: Holder,
  now: Date,
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const roomEnds = Math.min(Math.floor(roomEndsAt(planned).getTime() / 1000), iat + ROOM_SECONDS);
  const user = { id, moderator: role === "host" };
  const claims = {
    ...{ iss: rooms.issuer, aud: rooms.audience, sub: rooms.subject, room, iat },
    // A token that outlives its room is refused.
    exp: Math.min(iat + LIFE_SECONDS, roomEnds),
    room_ends: roomEnds,
    // The server takes it from nobody before the desk has said whose tokens are no good any more.
    revocable: true,
    context: { user: role === "guest" ? { ...user, admitted: true } : user },
  };
  return signedToken(rooms.key, claims);
}

/** Where the room is entered: behind # the token reaches no log, and Jitsi Meet reads it there as JSON. */
export function roomAddress({ video }: Pick<Settings, "video">, room: string, token: string): string {
  return `${video}/${room}#jwt=%22${token}%22`;
}
