import type { PartWords } from "../part.ts";
import type { InEachLanguage } from "../words.ts";

/** What stands around the tables of the page for people. */
export interface PageWords {
  readonly heading: string;
  readonly introduction: string;
  /** How to see what a browser has taken. */
  readonly looking: string;
  readonly policy: string;
  readonly value: string;
  readonly reason: string;
}

/** Where each system's browsers look (mozilla/policy-templates, README.md; chromium.org, "Linux Quick Start"). */
const COMMANDS = {
  linuxFirefox: "sudo install -D -m 644 firefox.json /etc/firefox/policies/policies.json",
  linuxChrome: "sudo install -D -m 644 chrome.json /etc/opt/chrome/policies/managed/browsers.json",
  linuxChromium: "sudo install -D -m 644 chrome.json /etc/chromium/policies/managed/browsers.json",
  windowsFirefox:
    'New-Item -ItemType Directory -Force "$env:ProgramFiles\\Mozilla Firefox\\distribution"; Copy-Item firefox.json "$env:ProgramFiles\\Mozilla Firefox\\distribution\\policies.json"',
  windowsOthers: "reg import windows.reg",
  macos: "open macos.mobileconfig",
  removeLinux:
    "sudo rm -f /etc/opt/chrome/policies/managed/browsers.json /etc/chromium/policies/managed/browsers.json /etc/firefox/policies/policies.json",
  removeWindowsFirefox: 'Remove-Item "$env:ProgramFiles\\Mozilla Firefox\\distribution\\policies.json"',
  removeWindowsOthers: "reg import windows-remove.reg",
} as const;

export const BROWSERS_WORDS: InEachLanguage<PartWords> = {
  en: {
    title: "Browsers: calls work, and nobody listens in",
    purpose:
      "For calls use Chrome, Edge or Chromium: Firefox can't encrypt them and is not let in. Firefox can be used for the other pages. Browsers tell their makers and others a great deal. These files turn that off, keep passwords and traces off the computer, block advertisements and trackers, and let your video page use camera and microphone. Tried with Firefox and Chromium on Linux; the files for Windows and macOS hold the same values and have not been run on those systems.",
    steps: [
      {
        text: "Calls need Chrome, Edge or Chromium. Copy the folder browsers onto the computer and open a terminal in it (on Windows: PowerShell as administrator). Linux, Chrome:",
        command: COMMANDS.linuxChrome,
      },
      { text: "Linux, Chromium:", command: COMMANDS.linuxChromium },
      { text: "Linux, Firefox, for the other pages:", command: COMMANDS.linuxFirefox },
      { text: "Windows, Chrome and Edge together:", command: COMMANDS.windowsOthers },
      { text: "Windows, Firefox, for the other pages:", command: COMMANDS.windowsFirefox },
      {
        text: "macOS, all three: open the file, then allow the profile in the system settings, where they list profiles or device management.",
        command: COMMANDS.macos,
      },
      {
        text: "Start the browser anew and look: chrome://policy in Chrome and Chromium, edge://policy in Edge, about:policies in Firefox. What each setting is for stands in settings.html.",
        command: undefined,
      },
      { text: "Take it off again, Linux:", command: COMMANDS.removeLinux },
      { text: "Take it off again, Windows, Chrome and Edge:", command: COMMANDS.removeWindowsOthers },
      { text: "Take it off again, Windows, Firefox:", command: COMMANDS.removeWindowsFirefox },
      { text: "Take it off again, macOS: remove the profile in the system settings.", command: undefined },
    ],
    files: {
      "chrome.json": "for Chrome and Chromium, on Linux",
      "windows.reg": "for Chrome and Edge, on Windows",
      "windows-remove.reg": "takes exactly that away again",
      "firefox.json": "for Firefox, on Linux and Windows",
      "macos.mobileconfig": "for all three, on macOS",
      "settings.html": "every setting, and why",
    },
  },
  de: {
    title: "Browser: Gespräche gehen, und niemand hört mit",
    purpose:
      "Für Gespräche nehmen Sie Chrome, Edge oder Chromium: Firefox kann sie nicht verschlüsseln und kommt nicht hinein. Für die übrigen Seiten geht auch Firefox. Browser erzählen ihren Herstellern und anderen sehr viel. Diese Dateien stellen das ab, halten Passwörter und Spuren vom Computer fern, sperren Werbung und Verfolger und lassen Ihre Videoseite Kamera und Mikrofon benutzen. Ausprobiert mit Firefox und Chromium unter Linux; die Dateien für Windows und macOS enthalten dieselben Werte und liefen noch nicht auf diesen Systemen.",
    steps: [
      {
        text: "Gespräche brauchen Chrome, Edge oder Chromium. Kopieren Sie den Ordner browsers auf den Computer und öffnen Sie darin ein Terminal (unter Windows: PowerShell als Administrator). Linux, Chrome:",
        command: COMMANDS.linuxChrome,
      },
      { text: "Linux, Chromium:", command: COMMANDS.linuxChromium },
      { text: "Linux, Firefox, für die übrigen Seiten:", command: COMMANDS.linuxFirefox },
      { text: "Windows, Chrome und Edge zusammen:", command: COMMANDS.windowsOthers },
      { text: "Windows, Firefox, für die übrigen Seiten:", command: COMMANDS.windowsFirefox },
      {
        text: "macOS, alle drei: Öffnen Sie die Datei und erlauben Sie dann das Profil in den Systemeinstellungen, dort, wo Profile oder Geräteverwaltung stehen.",
        command: COMMANDS.macos,
      },
      {
        text: "Starten Sie den Browser neu und sehen Sie nach: chrome://policy in Chrome und Chromium, edge://policy in Edge, about:policies in Firefox. Wofür jede Einstellung da ist, steht in settings.html.",
        command: undefined,
      },
      { text: "Wieder entfernen, Linux:", command: COMMANDS.removeLinux },
      { text: "Wieder entfernen, Windows, Chrome und Edge:", command: COMMANDS.removeWindowsOthers },
      { text: "Wieder entfernen, Windows, Firefox:", command: COMMANDS.removeWindowsFirefox },
      { text: "Wieder entfernen, macOS: Löschen Sie das Profil in den Systemeinstellungen.", command: undefined },
    ],
    files: {
      "chrome.json": "für Chrome und Chromium, unter Linux",
      "windows.reg": "für Chrome und Edge, unter Windows",
      "windows-remove.reg": "nimmt genau das wieder weg",
      "firefox.json": "für Firefox, unter Linux und Windows",
      "macos.mobileconfig": "für alle drei, unter macOS",
      "settings.html": "jede Einstellung, und warum",
    },
  },
  fr: {
    title: "Navigateurs : les appels fonctionnent, et personne n'écoute",
    purpose:
      "Pour les appels, prenez Chrome, Edge ou Chromium : Firefox ne peut pas les chiffrer et n'y entre pas. Pour les autres pages, Firefox convient aussi. Les navigateurs racontent beaucoup de choses à leurs éditeurs et à d'autres. Ces fichiers y mettent fin, tiennent mots de passe et traces à l'écart de l'ordinateur, bloquent publicités et traqueurs, et laissent votre page vidéo utiliser caméra et microphone. Essayé avec Firefox et Chromium sous Linux ; les fichiers pour Windows et macOS contiennent les mêmes valeurs et n'ont pas encore tourné sur ces systèmes.",
    steps: [
      {
        text: "Les appels demandent Chrome, Edge ou Chromium. Copiez le dossier browsers sur l'ordinateur et ouvrez-y un terminal (sous Windows : PowerShell en tant qu'administrateur). Linux, Chrome :",
        command: COMMANDS.linuxChrome,
      },
      { text: "Linux, Chromium :", command: COMMANDS.linuxChromium },
      { text: "Linux, Firefox, pour les autres pages :", command: COMMANDS.linuxFirefox },
      { text: "Windows, Chrome et Edge ensemble :", command: COMMANDS.windowsOthers },
      { text: "Windows, Firefox, pour les autres pages :", command: COMMANDS.windowsFirefox },
      {
        text: "macOS, tous les trois : ouvrez le fichier, puis autorisez le profil dans les réglages du système, là où figurent les profils ou la gestion des appareils.",
        command: COMMANDS.macos,
      },
      {
        text: "Redémarrez le navigateur et regardez : chrome://policy dans Chrome et Chromium, edge://policy dans Edge, about:policies dans Firefox. La raison de chaque réglage se trouve dans settings.html.",
        command: undefined,
      },
      { text: "Retirer, Linux :", command: COMMANDS.removeLinux },
      { text: "Retirer, Windows, Chrome et Edge :", command: COMMANDS.removeWindowsOthers },
      { text: "Retirer, Windows, Firefox :", command: COMMANDS.removeWindowsFirefox },
      { text: "Retirer, macOS : supprimez le profil dans les réglages du système.", command: undefined },
    ],
    files: {
      "chrome.json": "pour Chrome et Chromium, sous Linux",
      "windows.reg": "pour Chrome et Edge, sous Windows",
      "windows-remove.reg": "retire exactement cela",
      "firefox.json": "pour Firefox, sous Linux et Windows",
      "macos.mobileconfig": "pour tous les trois, sous macOS",
      "settings.html": "chaque réglage, et sa raison",
    },
  },
  es: {
    title: "Navegadores: las llamadas funcionan y nadie escucha",
    purpose:
      "Para las llamadas use Chrome, Edge o Chromium: Firefox no puede cifrarlas y no entra. Para las demás páginas también sirve Firefox. Los navegadores cuentan muchas cosas a sus fabricantes y a otros. Estos archivos lo apagan, mantienen contraseñas y rastros fuera del ordenador, bloquean publicidad y rastreadores, y dejan que su página de vídeo use la cámara y el micrófono. Probado con Firefox y Chromium en Linux; los archivos para Windows y macOS contienen los mismos valores y aún no se han ejecutado en esos sistemas.",
    steps: [
      {
        text: "Las llamadas necesitan Chrome, Edge o Chromium. Copie la carpeta browsers al ordenador y abra en ella un terminal (en Windows: PowerShell como administrador). Linux, Chrome:",
        command: COMMANDS.linuxChrome,
      },
      { text: "Linux, Chromium:", command: COMMANDS.linuxChromium },
      { text: "Linux, Firefox, para las demás páginas:", command: COMMANDS.linuxFirefox },
      { text: "Windows, Chrome y Edge juntos:", command: COMMANDS.windowsOthers },
      { text: "Windows, Firefox, para las demás páginas:", command: COMMANDS.windowsFirefox },
      {
        text: "macOS, los tres: abra el archivo y permita después el perfil en los ajustes del sistema, donde aparecen los perfiles o la gestión de dispositivos.",
        command: COMMANDS.macos,
      },
      {
        text: "Reinicie el navegador y mire: chrome://policy en Chrome y Chromium, edge://policy en Edge, about:policies en Firefox. Para qué sirve cada ajuste está en settings.html.",
        command: undefined,
      },
      { text: "Quitarlo, Linux:", command: COMMANDS.removeLinux },
      { text: "Quitarlo, Windows, Chrome y Edge:", command: COMMANDS.removeWindowsOthers },
      { text: "Quitarlo, Windows, Firefox:", command: COMMANDS.removeWindowsFirefox },
      { text: "Quitarlo, macOS: elimine el perfil en los ajustes del sistema.", command: undefined },
    ],
    files: {
      "chrome.json": "para Chrome y Chromium, en Linux",
      "windows.reg": "para Chrome y Edge, en Windows",
      "windows-remove.reg": "quita exactamente eso",
      "firefox.json": "para Firefox, en Linux y Windows",
      "macos.mobileconfig": "para los tres, en macOS",
      "settings.html": "cada ajuste, y por qué",
    },
  },
};

export const PAGE_WORDS: InEachLanguage<PageWords> = {
  en: {
    heading: "What your browsers are told, and why",
    introduction:
      "Calls need Chrome, Edge or Chromium: Firefox can't encrypt them and is not let in. Firefox can be used for the other pages. Each line is one setting, by the name that the browser's makers gave it. What is not named here stays as the browser has it.",
    looking:
      "To see what a browser has taken, type chrome://policy (Chrome), edge://policy (Edge) or about:policies (Firefox) into its address bar.",
    policy: "Setting",
    value: "Set to",
    reason: "Why",
  },
  de: {
    heading: "Was Ihren Browsern gesagt wird, und warum",
    introduction:
      "Gespräche brauchen Chrome, Edge oder Chromium: Firefox kann sie nicht verschlüsseln und kommt nicht hinein. Für die übrigen Seiten geht auch Firefox. Jede Zeile ist eine Einstellung, mit dem Namen, den der Hersteller des Browsers ihr gab. Was hier nicht steht, bleibt, wie der Browser es hat.",
    looking:
      "Um zu sehen, was ein Browser übernommen hat, geben Sie chrome://policy (Chrome), edge://policy (Edge) oder about:policies (Firefox) in seine Adresszeile ein.",
    policy: "Einstellung",
    value: "Gesetzt auf",
    reason: "Warum",
  },
  fr: {
    heading: "Ce qui est dit à vos navigateurs, et pourquoi",
    introduction:
      "Les appels demandent Chrome, Edge ou Chromium : Firefox ne peut pas les chiffrer et n'y entre pas. Pour les autres pages, Firefox convient aussi. Chaque ligne est un réglage, avec le nom que lui a donné l'éditeur du navigateur. Ce qui n'est pas nommé ici reste tel que le navigateur l'a prévu.",
    looking:
      "Pour voir ce qu'un navigateur a accepté, saisissez chrome://policy (Chrome), edge://policy (Edge) ou about:policies (Firefox) dans sa barre d'adresse.",
    policy: "Réglage",
    value: "Valeur",
    reason: "Pourquoi",
  },
  es: {
    heading: "Qué se dice a sus navegadores, y por qué",
    introduction:
      "Las llamadas necesitan Chrome, Edge o Chromium: Firefox no puede cifrarlas y no entra. Para las demás páginas también sirve Firefox. Cada línea es un ajuste, con el nombre que le dio el fabricante del navegador. Lo que no se nombra aquí queda como lo tiene el navegador.",
    looking:
      "Para ver qué ha aceptado un navegador, escriba chrome://policy (Chrome), edge://policy (Edge) o about:policies (Firefox) en su barra de direcciones.",
    policy: "Ajuste",
    value: "Valor",
    reason: "Por qué",
  },
};
