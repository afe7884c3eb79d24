import type { PartWords } from "../../part.ts";
import type { InEachLanguage } from "../../words.ts";

export const MACOS_WORDS: InEachLanguage<PartWords> = {
  en: {
    title: "Macs: nothing leaves without the VPN",
    purpose:
      "The same for a Mac: when the VPN drops, it sends nothing at all until the VPN is back. It holds for IPv4, IPv6 and the looking up of names, after a restart, after sleep, and in every network. Its rules were proved on a model and on a stand-in of macOS, not on a Mac: do the test below on each one, and again after each update of macOS.",
    steps: [
      {
        text: "Copy the folder workstations/macos onto the Mac. Open Terminal, go to that folder, and type this. Your administrator’s password is asked for.",
        command: "sudo ./vpn-only install",
      },
      {
        text: "See for yourself that it works. The Mac tries to send something past the VPN, and shows that this was refused.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only test",
      },
      {
        text: "A hotel or a train wants you to sign in first? Let everything through for some minutes, sign in, and connect the VPN. The pause ends by itself, also after a restart or sleep. Have no other page or program open meanwhile.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only pause 10",
      },
      {
        text: "End the pause at once, as soon as you are signed in.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only resume",
      },
      { text: "See how things stand.", command: "sudo /Library/stillroom/vpn-only/vpn-only status" },
      { text: "Take it off the Mac again.", command: "sudo /Library/stillroom/vpn-only/vpn-only remove" },
    ],
    files: {
      "vpn-only": "the command that does all this",
      "rules.pf": "the rules, for IPv4 and IPv6",
      "main.pf": "hangs the rules up again when another program has replaced macOS’s own",
      "local.vpn-only.plist":
        "loads the rules when the Mac starts, and puts them back when another program takes them away",
    },
    missing:
      "This part is not made yet: stillroom:workstations says which VPN your computers use. It belongs into the stack file, the file that describes your practice and its machine. Whoever looks after it finds an example in Pulumi.prod.yaml.",
  },
  de: {
    title: "Macs: Ohne VPN geht nichts hinaus",
    purpose:
      "Dasselbe für einen Mac: Reißt das VPN ab, sendet er gar nichts, bis das VPN wieder da ist. Das gilt für IPv4, IPv6 und das Nachschlagen von Namen, nach einem Neustart, nach dem Ruhezustand und in jedem Netz. Die Regeln sind an einem Modell und an einem Stellvertreter von macOS geprüft, nicht an einem Mac: Machen Sie den Test unten auf jedem Mac, und nach jedem Update von macOS noch einmal.",
    steps: [
      {
        text: "Kopieren Sie den Ordner workstations/macos auf den Mac. Öffnen Sie das Terminal, gehen Sie in diesen Ordner und geben Sie dies ein. Sie werden nach dem Passwort für die Verwaltung des Macs gefragt.",
        command: "sudo ./vpn-only install",
      },
      {
        text: "Sehen Sie selbst, dass es wirkt. Der Mac versucht, etwas am VPN vorbei zu senden, und zeigt, dass es abgelehnt wurde.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only test",
      },
      {
        text: "Ein Hotel oder ein Zug verlangt, dass Sie sich erst anmelden? Lassen Sie für einige Minuten alles durch, melden Sie sich an und verbinden Sie das VPN. Die Pause endet von selbst, auch nach einem Neustart oder im Ruhezustand. Lassen Sie so lange keine andere Seite und kein anderes Programm offen.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only pause 10",
      },
      {
        text: "Beenden Sie die Pause, sobald Sie angemeldet sind.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only resume",
      },
      { text: "Sehen Sie nach, wie es steht.", command: "sudo /Library/stillroom/vpn-only/vpn-only status" },
      { text: "Nehmen Sie es wieder vom Mac.", command: "sudo /Library/stillroom/vpn-only/vpn-only remove" },
    ],
    files: {
      "vpn-only": "der Befehl, der all das tut",
      "rules.pf": "die Regeln, für IPv4 und IPv6",
      "main.pf": "hängt die Regeln wieder ein, wenn ein anderes Programm die von macOS ersetzt hat",
      "local.vpn-only.plist":
        "lädt die Regeln, wenn der Mac startet, und setzt sie wieder ein, wenn ein anderes Programm sie wegnimmt",
    },
    missing:
      "Dieser Teil fehlt noch: stillroom:workstations sagt, welches VPN Ihre Computer benutzen. Es gehört in die Stackdatei, die Datei, die Ihre Praxis und ihre Maschine beschreibt. Wer sie betreut, findet ein Beispiel in Pulumi.prod.yaml.",
  },
  fr: {
    title: "Mac : rien ne sort sans le VPN",
    purpose:
      "La même chose pour un Mac : si le VPN se coupe, il n’envoie plus rien du tout jusqu’au retour du VPN. Cela vaut pour IPv4, IPv6 et la recherche des noms, après un redémarrage, après une mise en veille et sur tous les réseaux. Les règles ont été vérifiées sur un modèle et sur une imitation de macOS, pas sur un Mac : faites l’essai ci-dessous sur chacun, et de nouveau après chaque mise à jour de macOS.",
    steps: [
      {
        text: "Copiez le dossier workstations/macos sur le Mac. Ouvrez le Terminal, allez dans ce dossier et tapez ceci. Le mot de passe d’administration vous sera demandé.",
        command: "sudo ./vpn-only install",
      },
      {
        text: "Vérifiez vous-même que cela fonctionne. Le Mac essaie d’envoyer quelque chose en dehors du VPN et montre que cela a été refusé.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only test",
      },
      {
        text: "Un hôtel ou un train vous demande d’abord de vous connecter ? Laissez tout passer pendant quelques minutes, connectez-vous, puis lancez le VPN. La pause se termine d’elle-même, même après un redémarrage ou une mise en veille. Ne gardez ouverts pendant ce temps ni autre page ni autre programme.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only pause 10",
      },
      {
        text: "Mettez fin à la pause dès que vous êtes connecté.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only resume",
      },
      { text: "Regardez où en sont les choses.", command: "sudo /Library/stillroom/vpn-only/vpn-only status" },
      { text: "Retirez-le du Mac.", command: "sudo /Library/stillroom/vpn-only/vpn-only remove" },
    ],
    files: {
      "vpn-only": "la commande qui fait tout cela",
      "rules.pf": "les règles, pour IPv4 et IPv6",
      "main.pf": "raccroche les règles quand un autre programme a remplacé celles de macOS",
      "local.vpn-only.plist": "charge les règles au démarrage du Mac et les remet quand un autre programme les retire",
    },
    missing:
      "Cette partie n’est pas encore faite : stillroom:workstations dit quel VPN vos ordinateurs utilisent. Cela va dans le fichier de pile, le fichier qui décrit votre cabinet et sa machine. La personne qui s’en occupe trouvera un exemple dans Pulumi.prod.yaml.",
  },
  es: {
    title: "Mac: nada sale sin la VPN",
    purpose:
      "Lo mismo para un Mac: si la VPN se corta, no envía nada hasta que vuelva. Vale para IPv4, IPv6 y la búsqueda de nombres, después de reiniciar, después de suspender y en cualquier red. Las reglas se comprobaron en un modelo y en una imitación de macOS, no en un Mac: haga la prueba de abajo en cada uno, y otra vez después de cada actualización de macOS.",
    steps: [
      {
        text: "Copie la carpeta workstations/macos en el Mac. Abra el Terminal, vaya a esa carpeta y escriba esto. Se le pedirá la contraseña de administración.",
        command: "sudo ./vpn-only install",
      },
      {
        text: "Compruebe usted mismo que funciona. El Mac intenta enviar algo fuera de la VPN y muestra que fue rechazado.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only test",
      },
      {
        text: "¿Un hotel o un tren le pide que inicie sesión primero? Deje pasar todo durante unos minutos, inicie sesión y conecte la VPN. La pausa termina sola, también después de reiniciar o suspender. Mientras tanto no tenga abierta ninguna otra página ni programa.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only pause 10",
      },
      {
        text: "Termine la pausa en cuanto haya iniciado sesión.",
        command: "sudo /Library/stillroom/vpn-only/vpn-only resume",
      },
      { text: "Vea cómo está todo.", command: "sudo /Library/stillroom/vpn-only/vpn-only status" },
      { text: "Quítelo del Mac.", command: "sudo /Library/stillroom/vpn-only/vpn-only remove" },
    ],
    files: {
      "vpn-only": "la orden que hace todo esto",
      "rules.pf": "las reglas, para IPv4 e IPv6",
      "main.pf": "vuelve a enganchar las reglas cuando otro programa ha sustituido las de macOS",
      "local.vpn-only.plist": "carga las reglas al arrancar el Mac y las vuelve a poner cuando otro programa las quita",
    },
    missing:
      "Esta parte aún no está hecha: stillroom:workstations dice qué VPN usan sus ordenadores. Va en el archivo de pila, el archivo que describe su consulta y su máquina. Quien se ocupa de él encontrará un ejemplo en Pulumi.prod.yaml.",
  },
};
