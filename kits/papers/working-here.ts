import type { Paper } from "./paper.ts";
import { days } from "./spans.ts";

/** What whoever works here does from day to day, and never. */
export const WORKING_HERE: Paper = {
  name: "working-here",
  titles: {
    en: "Working here",
    de: "Arbeiten bei uns",
    fr: "Travailler ici",
    es: "Trabajar aquí",
  },
  purposes: {
    en: "Appointments, calls, messages, passwords and your own computer, day by day.",
    de: "Termine, Gespräche, Nachrichten, Passwörter und der eigene Computer, Tag für Tag.",
    fr: "Rendez-vous, appels, messages, mots de passe et votre ordinateur, au jour le jour.",
    es: "Citas, llamadas, mensajes, contraseñas y su propio ordenador, día a día.",
  },
  data: ({ clinic: { names, video, desk, messaging, workstations, papers } }, language) => ({
    desk: desk.enabled ? names.desk : undefined,
    video: names.video,
    people: video.maxOccupants,
    mailed: desk.mail !== undefined,
    appointmentsKept: days(desk.appointmentDays, language),
    messaging: messaging.enabled ? names.messaging : undefined,
    messagesKept: days(messaging.retentionDays, language),
    filesKept: days(messaging.mediaRetentionDays, language),
    tunnel: workstations?.tunnel.interface,
    phone: papers?.phone,
  }),
};
