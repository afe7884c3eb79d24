import type { PartWords, TextAndCommand } from "../part.ts";
import type { InEachLanguage } from "../words.ts";
import { DEVICES_WORDS } from "./words.ts";

interface More {
  readonly purpose: string;
  /** After the device has joined, before it is lost. */
  readonly steps: readonly TextAndCommand[];
}

/** systemctl(1): down until it is started again, or the computer is. */
const OFF = "sudo systemctl stop wg-quick@wg0";

const MORE: InEachLanguage<More> = {
  en: {
    purpose:
      "Meetings, messages and the practice's pages are inside it: they open only while the tunnel is on, and only on a device of the list. Guests' devices have to be on the list too.",
    steps: [
      {
        text: "Turn the tunnel on before you open a meeting, messages or a page of the practice. Without it none of them opens.",
        command: undefined,
      },
      {
        text: "Before guests meet you for the first time, put their device on the list in the same way: they give you their public key. Hand over the lines under that device's name, and nothing else of this folder. A device that is not on the list can't take part.",
        command: undefined,
      },
      {
        text: "While the tunnel is on, the device asks the practice's machine for every name. Does no page open any more, whosever it is? Then the machine can't be reached: turn the tunnel off until it is back. On Linux type this; later, type start in place of stop.",
        command: OFF,
      },
    ],
  },
  de: {
    purpose:
      "Gespräche, Nachrichten und die Seiten der Praxis liegen darin: Sie öffnen sich nur, solange der Tunnel an ist, und nur auf einem Gerät der Liste. Auch die Geräte von Gästen müssen auf der Liste stehen.",
    steps: [
      {
        text: "Schalten Sie den Tunnel ein, bevor Sie ein Gespräch, Nachrichten oder eine Seite der Praxis öffnen. Ohne ihn öffnet sich nichts davon.",
        command: undefined,
      },
      {
        text: "Bevor Gäste zum ersten Mal mit Ihnen sprechen, setzen Sie deren Gerät ebenso auf die Liste: Die Gäste geben Ihnen ihren öffentlichen Schlüssel. Geben Sie ihnen die Zeilen unter dem Namen dieses Geräts und sonst nichts aus diesem Ordner. Mit einem Gerät, das nicht auf der Liste steht, kann niemand teilnehmen.",
        command: undefined,
      },
      {
        text: "Solange der Tunnel an ist, fragt das Gerät die Maschine der Praxis nach jedem Namen. Öffnet sich gar keine Seite mehr, auch keine fremde? Dann ist die Maschine nicht zu erreichen: Schalten Sie den Tunnel aus, bis sie wieder da ist. Unter Linux geben Sie dies ein, und später start statt stop.",
        command: OFF,
      },
    ],
  },
  fr: {
    purpose:
      "Les rencontres, les messages et les pages du cabinet s’y trouvent : ils ne s’ouvrent que si le tunnel est actif, et seulement sur un appareil de la liste. Les appareils des invités doivent y figurer aussi.",
    steps: [
      {
        text: "Activez le tunnel avant d’ouvrir une rencontre, les messages ou une page du cabinet. Sans lui, rien de tout cela ne s’ouvre.",
        command: undefined,
      },
      {
        text: "Avant une première rencontre, mettez aussi l’appareil de l’invité sur la liste, de la même façon : l’invité vous donne sa clé publique. Remettez-lui les lignes qui figurent sous le nom de cet appareil, et rien d’autre de ce dossier. Un appareil qui n’est pas sur la liste ne permet pas de participer.",
        command: undefined,
      },
      {
        text: "Tant que le tunnel est actif, l’appareil demande chaque nom à la machine du cabinet. Plus aucune page ne s’ouvre, même ailleurs ? La machine est alors injoignable : coupez le tunnel jusqu’à son retour. Sous Linux, tapez ceci, et plus tard start à la place de stop.",
        command: OFF,
      },
    ],
  },
  es: {
    purpose:
      "Las reuniones, los mensajes y las páginas de la consulta están dentro: solo se abren con el túnel activo, y solo en un dispositivo de la lista. Los dispositivos de los invitados también deben estar en ella.",
    steps: [
      {
        text: "Active el túnel antes de abrir una reunión, los mensajes o una página de la consulta. Sin él no se abre nada de eso.",
        command: undefined,
      },
      {
        text: "Antes de la primera reunión, ponga también en la lista el dispositivo del invitado, del mismo modo: el invitado le da su clave pública. Entréguele las líneas que figuran bajo el nombre de ese dispositivo, y nada más de esta carpeta. Con un dispositivo que no está en la lista no se puede participar.",
        command: undefined,
      },
      {
        text: "Mientras el túnel está activo, el dispositivo pregunta cada nombre a la máquina de la consulta. ¿Ya no se abre ninguna página, ni siquiera otras? Entonces no se llega a la máquina: desactive el túnel hasta que vuelva. En Linux escriba esto, y más tarde start en lugar de stop.",
        command: OFF,
      },
    ],
  },
};

/** The steps of DEVICES_WORDS by which a device joins come first. */
const JOINING = 4;

/** What is said of the devices' tunnel where everything that people use is inside it. */
export const ALL_INSIDE_WORDS: InEachLanguage<PartWords> = {
  en: withMore(DEVICES_WORDS.en, MORE.en),
  de: withMore(DEVICES_WORDS.de, MORE.de),
  fr: withMore(DEVICES_WORDS.fr, MORE.fr),
  es: withMore(DEVICES_WORDS.es, MORE.es),
};

function withMore(words: PartWords, { purpose, steps }: More): PartWords {
  return {
    ...words,
    purpose: `${words.purpose} ${purpose}`,
    steps: [...words.steps.slice(0, JOINING), ...steps, ...words.steps.slice(JOINING)],
  };
}
