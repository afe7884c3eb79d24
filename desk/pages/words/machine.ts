import type { Language } from "../../settings.ts";

/** What support reads of the machine. */
interface MachineWords {
  readonly title: string;
  readonly text: string;
  readonly web: string;
  readonly rooms: string;
  readonly answers: string;
  readonly silent: string;
  readonly certificate: string;
  readonly days: (days: number) => string;
  readonly certificateOver: string;
  readonly free: string;
  readonly delivered: string;
  readonly updated: string;
  readonly restart: string;
  readonly due: string;
  readonly notDue: string;
  readonly unknown: string;
  /** What to do where something does not answer, is full or over. */
  readonly help: string;
}

export const MACHINE_WORDS: Readonly<Record<Language, MachineWords>> = {
  en: {
    title: "The machine",
    text: "How it is at this moment, as far as this page can see it.",
    web: "Web server",
    rooms: "Server of the rooms",
    answers: "answers",
    silent: "does not answer",
    certificate: "Certificate",
    days: (days) => (days === 1 ? "1 more day" : `${days} more days`),
    certificateOver: "is over",
    free: "Free on the disk",
    delivered: "Set up last",
    updated: "Security updates last",
    restart: "Restart for an update",
    due: "is due",
    notDue: "is not due",
    unknown: "not known",
    help: "Something is not as it should be. Please tell who looks after the machine, and read out the lines above.",
  },
  de: {
    title: "Der Rechner",
    text: "Wie es ihm in diesem Moment geht, soweit diese Seite es sehen kann.",
    web: "Webserver",
    rooms: "Server der Räume",
    answers: "antwortet",
    silent: "antwortet nicht",
    certificate: "Zertifikat",
    days: (days) => (days === 1 ? "noch 1 Tag" : `noch ${days} Tage`),
    certificateOver: "ist abgelaufen",
    free: "Frei auf der Platte",
    delivered: "Zuletzt eingerichtet",
    updated: "Letzte Sicherheitsupdates",
    restart: "Neustart für ein Update",
    due: "steht an",
    notDue: "steht nicht an",
    unknown: "nicht bekannt",
    help: "Etwas ist nicht so, wie es sein soll. Bitte sagen Sie der Person Bescheid, die den Rechner betreut, und lesen Sie ihr die Zeilen oben vor.",
  },
  fr: {
    title: "La machine",
    text: "Son état en ce moment, pour autant que cette page puisse le voir.",
    web: "Serveur web",
    rooms: "Serveur des salles",
    answers: "répond",
    silent: "ne répond pas",
    certificate: "Certificat",
    days: (days) => (days <= 1 ? `encore ${days} jour` : `encore ${days} jours`),
    certificateOver: "a expiré",
    free: "Libre sur le disque",
    delivered: "Dernière installation",
    updated: "Dernières mises à jour de sécurité",
    restart: "Redémarrage pour une mise à jour",
    due: "à faire",
    notDue: "pas nécessaire",
    unknown: "inconnu",
    help: "Quelque chose n’est pas en ordre. Veuillez prévenir la personne qui s’occupe de la machine et lui lire les lignes ci-dessus.",
  },
  es: {
    title: "La máquina",
    text: "Cómo está en este momento, hasta donde esta página puede verlo.",
    web: "Servidor web",
    rooms: "Servidor de las salas",
    answers: "responde",
    silent: "no responde",
    certificate: "Certificado",
    days: (days) => (days === 1 ? "queda 1 día" : `quedan ${days} días`),
    certificateOver: "ha caducado",
    free: "Libre en el disco",
    delivered: "Última instalación",
    updated: "Últimas actualizaciones de seguridad",
    restart: "Reinicio por una actualización",
    due: "pendiente",
    notDue: "no hace falta",
    unknown: "no se sabe",
    help: "Algo no está como debería. Avise, por favor, a la persona que cuida de la máquina y léale las líneas de arriba.",
  },
};
