import type { Words } from "../words.ts";

export const en: Words = {
  language: "en",
  lock: "Encryption of this call",
  states: {
    outside: "Nobody can hear or see you yet. Encryption is switched on when you join.",
    preparing: "Nobody can hear or see you yet. Encryption is being switched on.",
    on: "Encrypted from end to end",
    dropped: "Encryption has stopped. Nobody can hear or see you until it is back.",
    "somebody-unencrypted": "Somebody here is not encrypted. Nobody can hear or see you until this is solved.",
  },
  onMuted: "Encrypted from end to end. You can switch on microphone and camera now.",
  details: "Details",
  encryptedTitle: "What is encrypted",
  encrypted:
    "Sound, picture and shared screens. They are encrypted on your device and readable again only on the devices of the others in this room. The server in between passes them on and can't read them, unless it secretly swapped the keys: that is what comparing pictures is for.",
  clearTitle: "What is not",
  clear:
    "Names, chat messages, raised hands, and who is in the room and when. The server can read these. And nothing protects from somebody who records their own screen.",
  compareTitle: "Make sure that nobody sits in between",
  compareHow:
    "You both get the same seven pictures. Tell each other aloud what you see. If they are the same, nobody sits in between.",
  compareNobody: "As soon as somebody else is here, you can compare pictures with them.",
  compareWith: (name) => `Compare pictures with ${name}`,
  comparedSame: (name) => `Compared with ${name}: the same pictures.`,
  comparedDifferent: (name) =>
    `Compared with ${name}: not the same pictures. Leave the call and reach each other in another way.`,
  somebody: "the other person",
  refusals: {
    "apple-mobile": {
      title: "This device can't encrypt the call",
      text: "On iPhones and iPads no browser can do this today. Please open the same address on a computer or an Android phone, in one of these browsers:",
    },
    "inside-an-app": {
      title: "Please open this address in a browser of its own",
      text: "It was opened inside another app, which could read along. Please open it in one of these browsers:",
    },
    other: {
      title: "This browser can't encrypt the call",
      text: "Please open the same address in one of these browsers:",
    },
    unavailable: {
      title: "Encryption could not be loaded",
      text: "Without it there is no call here. Please try again. If it does not help, open the same address in one of these browsers:",
    },
    "removed-unencrypted": {
      title: "You were taken out of the room: your encryption was not on",
      text: "This can happen when the connection is slow. Please try again. If it does not help, open the same address in one of these browsers:",
    },
    "time-over": {
      title: "The time of this link is over",
      text: "Please open your link again; if you lead the call, open it again from your appointments. If that does not work any more, ask whoever invited you for a new link.",
    },
    replaced: {
      title: "You are in the room elsewhere",
      text: "You came back in another tab or on another device, so this page was left. You can close it.",
    },
    "meeting-over": {
      title: "The call is over",
      text: "The host did not come back, or everybody's time was over. If you expect it to go on, you can join again.",
    },
    "room-ended": {
      title: "The call was ended",
      text: "It is over for everybody who was in it. If you think that it should go on, please ask the others.",
    },
    "room-moved": {
      title: "The call was moved to another time",
      text: "It begins or ends at another time now. If somebody invited you, please ask them when it will be: your link stays good for it. If you lead the call, open it again from your appointments.",
    },
    "link-taken-back": {
      title: "Your link is no longer good",
      text: "Whoever invited you has taken it back. If you got a new link, please open that one; if not, ask for one.",
    },
    "consent-taken-back": {
      title: "The consent to meet by video was taken back",
      text: "So this call is over for you, and nothing of you is heard or seen any more. If that was not what you wanted, open your link again.",
    },
  },
  browsersTitle: "Browsers that can",
  browsers: [
    "Google Chrome, on a computer or an Android phone",
    "Microsoft Edge, on a computer or an Android phone",
    "Chromium, on a computer",
  ],
  address: "The address of this room",
  copy: "Copy the address",
  copied: "The address is copied.",
  again: "Try again",
  untouched: "Camera and microphone were not touched.",
};
