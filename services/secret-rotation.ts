/**
 * What people notice when a secret gets a new value, by its name: said before it is done. Which units restart follows from the
 * files that hold it.
 *
 * Synapse: what its keys sign is named in its source, v1.157.1: util/macaroons.py (guests, unsubscribing from mail, sign-in by another
 * service: none of which this server has), api/urls.py with rest/consent (a page to agree to terms, which it does not have), and
 * rest/admin/users.py (how an administrator makes an account).
 */
export const WHEN_ROTATED: Readonly<Record<string, string>> = {
  video_token_key:
    "Every link to a room that was handed out stops working: make new ones (sudo /usr/local/lib/stillroom/video-link); invitations of the desk stay good. It waits until no meeting runs.",
  room_orders_key: "Prosody and the desk restart. It waits until no meeting runs; links and invitations stay good.",
  focus_password: "Prosody and Jicofo restart. It waits until no meeting runs; links stay good.",
  bridge_password: "Prosody and the videobridge restart. It waits until no meeting runs; links stay good.",
  turn_secret: "Prosody and coturn restart. It waits until no meeting runs; links stay good.",
  desk_key:
    "Nobody's codes from an app are good any more: an administrator of the desk has to set up each person's second factor anew, and enter the mail server's password again. Passkeys stay good.",
  messaging_macaroon_key: "Messaging pauses for some seconds; everybody stays signed in.",
  messaging_form_key: "Messaging pauses for some seconds; everybody stays signed in.",
  messaging_registration: "Messaging pauses for some seconds; everybody stays signed in.",
  wireguard_key:
    "The tunnel is cut until the other end has this machine's new public key, which is printed at the end: have whoever keeps the other end at hand. Until then nothing leaves the machine but answers to its visitors; you still reach it over SSH.",
  devices_key:
    "Every device is shut out until it has this machine's new public key, which is printed at the end: write it into the stack file, make the kit again and hand each device its new profile. Where SSH is inside alone, go back to inside: nothing first, or only the machine's console is left.",
};
