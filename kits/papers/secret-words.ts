import type { InEachLanguage, Language } from "../words.ts";

/** One secret of the machine, by its name, and what people notice when it gets a new value. */
export type SecretWords = { readonly name: string; readonly noticed: string };

const NOTHING_FOR_LONG: InEachLanguage<string> = {
  en: "Links stay good. It waits until no meeting runs.",
  de: "Links gelten weiter. Der Befehl wartet, bis kein Gespräch läuft.",
  fr: "Les liens restent bons. La commande attend la fin des appels.",
  es: "Los enlaces siguen valiendo. La orden espera a que no haya llamadas.",
};

const MESSAGES_PAUSE: InEachLanguage<string> = {
  en: "Messages pause for some seconds. Everybody stays signed in.",
  de: "Nachrichten pausieren einige Sekunden. Alle bleiben angemeldet.",
  fr: "Les messages s’arrêtent quelques secondes. Chacun reste connecté.",
  es: "Los mensajes paran unos segundos. Nadie pierde su sesión.",
};

/** What `WHEN_ROTATED` of services/secret-rotation.ts says to administrators, for everybody who works there. */
const NOTICED: Readonly<Record<string, InEachLanguage<string>>> = {
  video_token_key: {
    en: "Every link to a room that an administrator handed out stops working. Links of the desk stay good. It waits until no meeting runs.",
    de: "Jeder Link in einen Raum, den die Betreuung ausgab, gilt nicht mehr. Links der Terminseiten gelten weiter. Der Befehl wartet, bis kein Gespräch läuft.",
    fr: "Chaque lien vers une salle remis par le responsable ne marche plus. Les liens des pages de rendez-vous restent bons. La commande attend la fin des appels.",
    es: "Deja de valer cada enlace a una sala que dio el responsable. Los de las páginas de citas siguen valiendo. La orden espera a que no haya llamadas.",
  },
  room_orders_key: NOTHING_FOR_LONG,
  focus_password: NOTHING_FOR_LONG,
  bridge_password: NOTHING_FOR_LONG,
  turn_secret: NOTHING_FOR_LONG,
  desk_key: {
    en: "Codes from an app count no more: each person’s second step is set up anew, and the mail server’s password is entered again. Passkeys stay good.",
    de: "Codes aus einer App gelten nicht mehr: Der zweite Schritt jeder Person wird neu eingerichtet, und das Passwort des Mailservers neu eingegeben. Passkeys gelten weiter.",
    fr: "Les codes d’une application ne valent plus : la deuxième étape de chacun est refaite, et le mot de passe du serveur de courrier est saisi de nouveau. Les clés d’accès restent bonnes.",
    es: "Los códigos de una aplicación dejan de valer: se prepara de nuevo el segundo paso de cada persona, y se escribe otra vez la contraseña del servidor de correo. Las llaves de acceso siguen valiendo.",
  },
  messaging_macaroon_key: MESSAGES_PAUSE,
  messaging_form_key: MESSAGES_PAUSE,
  messaging_registration: MESSAGES_PAUSE,
  wireguard_key: {
    en: "The machine’s own VPN is cut until the other end has the new public key. Have whoever keeps that end at hand.",
    de: "Das VPN der Maschine ist getrennt, bis die Gegenseite den neuen öffentlichen Schlüssel hat. Wer sie betreut, muss erreichbar sein.",
    fr: "Le VPN de la machine est coupé tant que l’autre bout n’a pas la nouvelle clé publique. Ayez son responsable au téléphone.",
    es: "La VPN de la máquina se corta hasta que el otro extremo tenga la nueva clave pública. Tenga al teléfono a quien lo cuida.",
  },
  devices_key: {
    en: "Every device is shut out until it has a new profile from a new kit. Where SSH is open to devices alone, set inside: nothing first.",
    de: "Jedes Gerät ist ausgesperrt, bis es ein neues Profil aus einer neuen Mappe hat. Ist SSH nur für Geräte offen, setzen Sie zuerst inside: nothing.",
    fr: "Chaque appareil est exclu tant qu’il n’a pas un nouveau profil d’un nouveau dossier. Si SSH n’est ouvert qu’aux appareils, mettez d’abord inside: nothing.",
    es: "Cada dispositivo queda fuera hasta que tenga un perfil nuevo de una carpeta nueva. Si SSH solo está abierto a los dispositivos, ponga antes inside: nothing.",
  },
};

/** @throws Error where a secret has no words, which is a fault of ours */
export function secretWords(name: string, language: Language): SecretWords {
  const noticed = NOTICED[name];
  if (noticed === undefined) throw new Error(`No words say what people notice when ${name} gets a new value.`);
  return { name, noticed: noticed[language] };
}
