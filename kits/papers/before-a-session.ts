import { lawOf } from "../../clinic/law/law.ts";
import { isAllInside } from "../../services/devices.ts";
import { MINUTES_UNTIL_CALL } from "./calling-back.ts";
import { contactOf } from "./contact.ts";
import { helpNumbers } from "./help-numbers.ts";
import { lawIn } from "./law-in.ts";
import type { Paper } from "./paper.ts";
import { minutes } from "./spans.ts";

/**
 * What whoever is invited looks at on their own side before a session.
 *
 * Where its settings are: Apple Platform Support, "Manage FileVault" (System Settings, Privacy & Security, FileVault), and Apple Platform Security,
 * "Optic ID, Face ID, Touch ID, passcodes and passwords" (a passcode is what an iPhone's encryption rests on); Windows 11: Settings, Privacy & security,
 * Device encryption, or BitLocker in the editions that have it (NinjaOne, "Turn on or off device encryption in Windows 11"; Thurrott, Windows 11 Field
 * Guide, "Device Encryption (24H2)"); Android: source.android.com, "File-based encryption", which devices launching with Android 10 have to have. What browsers can: `guard/browser-support.ts`; what a guest meets: docs/sessions.md.
 */
export const BEFORE_A_SESSION: Paper = {
  name: "before-a-session",
  titles: {
    en: "Before your session",
    de: "Vor Ihrem Gespräch",
    fr: "Avant votre séance",
    es: "Antes de su sesión",
  },
  purposes: {
    en: "A short list to go through before meeting by video.",
    de: "Eine kurze Liste, die Sie vor einem Videogespräch durchgehen.",
    fr: "Une courte liste à parcourir avant une rencontre en vidéo.",
    es: "Una lista breve para repasar antes de una reunión por vídeo.",
  },
  data: ({ clinic, law }, language) => ({
    video: clinic.names.video,
    inside: isAllInside(clinic),
    desk: clinic.desk.enabled ? clinic.names.desk : undefined,
    phone: contactOf(clinic).phone,
    emergencies: helpNumbers(lawIn(language, lawOf(law)), language),
    untilCall: minutes(MINUTES_UNTIL_CALL, language),
  }),
};
