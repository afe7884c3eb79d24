import { TURN_SECRET } from "../services/coturn.ts";
import { ROOM_ORDERS, TOKEN } from "../services/prosody.ts";
import { ENTRY } from "./configuration.ts";

/**
 * Where a program takes a secret from, by its file: the setting that holds it, and its name. Anywhere else the machine would put the
 * secret into something that a program shows: a realm, a title, a header, a name in a list of services.
 */
export const SECRET_SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [ENTRY.prosody]: {
    token_key: TOKEN.secret,
    room_orders_key: ROOM_ORDERS.secret,
    external_service_secret: TURN_SECRET,
    "service_passwords.focus": "focus_password",
    "service_passwords.jvb": "bridge_password",
  },
  [ENTRY.jicofo]: { "jicofo.xmpp.client.password": "focus_password" },
  [ENTRY.videobridge]: { "videobridge.apis.xmpp-client.configs.local.PASSWORD": "bridge_password" },
  [ENTRY.synapse]: {
    macaroon_secret_key: "messaging_macaroon_key",
    form_secret: "messaging_form_key",
  },
  [ENTRY.coturn]: { "static-auth-secret": TURN_SECRET },
  [ENTRY.desk]: { "rooms.key": TOKEN.secret, "rooms.ordersKey": ROOM_ORDERS.secret, sealKey: "desk_key" },
};

/** Files without a reader of settings: the line that holds a secret, `alone` where it is the whole file. */
export const SECRET_LINES: Readonly<
  Record<string, { readonly line: string; readonly secret: string; readonly alone: boolean }>
> = {
  [ENTRY.tunnel]: { line: "PrivateKey = @@secret:wireguard_key@@", secret: "wireguard_key", alone: false },
  [ENTRY.devices]: { line: "PrivateKey = @@secret:devices_key@@", secret: "devices_key", alone: false },
  "/usr/local/lib/stillroom/video-link": {
    line: `const KEY = "@@secret:${TOKEN.secret}@@";`,
    secret: TOKEN.secret,
    alone: false,
  },
  "/etc/matrix-synapse/registration.secret": {
    line: "@@secret:messaging_registration@@",
    secret: "messaging_registration",
    alone: true,
  },
};

/** What the machine fills in. */
export function placeholder(secret: string): string {
  return `@@secret:${secret}@@`;
}
