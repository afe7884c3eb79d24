import type { PartWords } from "../../part.ts";
import type { InEachLanguage } from "../../words.ts";

export const LINUX_WORDS: InEachLanguage<PartWords> = {
  en: {
    title: "Computers with Linux: nothing leaves without the VPN",
    purpose:
      "A VPN can drop: on a train, after sleep, in a new network. From then on a computer sends everything in the open, and nobody notices. With this, the computer sends nothing at all until the VPN is back. It holds for IPv4, IPv6 and the looking up of names, after a restart, after sleep, and in every network.",
    steps: [
      {
        text: "Copy the folder workstations/linux onto the computer. Open a terminal in it, and type this. Your administrator's password is asked for.",
        command: "sudo sh vpn-only install",
      },
      {
        text: "See for yourself that it works. The computer tries to send something past the VPN, and shows that this was refused.",
        command: "sudo vpn-only test",
      },
      {
        text: "A hotel or a train wants you to sign in first? Let everything through for some minutes, sign in, and connect the VPN. The pause ends by itself, also after a restart or sleep. Have no other page or program open meanwhile.",
        command: "sudo vpn-only pause 10",
      },
      { text: "End the pause at once, as soon as you are signed in.", command: "sudo vpn-only resume" },
      { text: "See how things stand.", command: "sudo vpn-only status" },
      { text: "Take it off the computer again.", command: "sudo vpn-only remove" },
    ],
    files: {
      "vpn-only": "the command that does all this",
      "rules.nft": "the rules for nftables, which most computers use",
      "rules.v4": "the rules for iptables, IPv4",
      "rules.v6": "the rules for iptables, IPv6",
      "vpn-only.service": "loads the rules before there is any network",
      "vpn-only-keep.service": "puts the rules back when another program has emptied them",
    },
    missing:
      "This part is not made yet: stillroom:workstations says which VPN your computers use. It belongs in the stack file, the file that describes your practice and its machine. Whoever looks after it finds an example in Pulumi.prod.yaml.",
  },
  de: {
    title: "Computer mit Linux: Ohne VPN geht nichts hinaus",
    purpose:
      "Ein VPN kann abreißen: im Zug, nach dem Ruhezustand, in einem neuen Netz. Ab dann sendet ein Computer alles offen, und niemand merkt es. Hiermit sendet der Computer gar nichts, bis das VPN wieder da ist. Das gilt für IPv4, IPv6 und das Nachschlagen von Namen, nach einem Neustart, nach dem Ruhezustand und in jedem Netz.",
    steps: [
      {
        text: "Kopieren Sie den Ordner workstations/linux auf den Computer. Öffnen Sie darin ein Terminal und geben Sie dies ein. Sie werden nach dem Passwort für die Verwaltung des Computers gefragt.",
        command: "sudo sh vpn-only install",
      },
      {
        text: "Sehen Sie selbst, dass es wirkt. Der Computer versucht, etwas am VPN vorbei zu senden, und zeigt, dass es abgelehnt wurde.",
        command: "sudo vpn-only test",
      },
      {
        text: "Ein Hotel oder ein Zug verlangt, dass Sie sich erst anmelden? Lassen Sie für einige Minuten alles durch, melden Sie sich an und verbinden Sie das VPN. Die Pause endet von selbst, auch nach einem Neustart oder im Ruhezustand. Lassen Sie so lange keine andere Seite und kein anderes Programm offen.",
        command: "sudo vpn-only pause 10",
      },
      { text: "Beenden Sie die Pause, sobald Sie angemeldet sind.", command: "sudo vpn-only resume" },
      { text: "Sehen Sie nach, wie es steht.", command: "sudo vpn-only status" },
      { text: "Nehmen Sie es wieder vom Computer.", command: "sudo vpn-only remove" },
    ],
    files: {
      "vpn-only": "der Befehl, der all das tut",
      "rules.nft": "die Regeln für nftables, das die meisten Computer benutzen",
      "rules.v4": "die Regeln für iptables, IPv4",
      "rules.v6": "die Regeln für iptables, IPv6",
      "vpn-only.service": "lädt die Regeln, bevor es ein Netz gibt",
      "vpn-only-keep.service": "setzt die Regeln wieder ein, wenn ein anderes Programm sie geleert hat",
    },
    missing:
      "Dieser Teil fehlt noch: stillroom:workstations sagt, welches VPN Ihre Computer benutzen. Es gehört in die Stackdatei, die Datei, die Ihre Praxis und ihre Maschine beschreibt. Wer sie betreut, findet ein Beispiel in Pulumi.prod.yaml.",
  },
  fr: {
    title: "Ordinateurs sous Linux : rien ne sort sans le VPN",
    purpose:
      "Un VPN peut se couper : dans le train, après une mise en veille, sur un nouveau réseau. À partir de là, l’ordinateur envoie tout à découvert, et personne ne s’en aperçoit. Avec ceci, l’ordinateur n’envoie plus rien du tout jusqu’au retour du VPN. Cela vaut pour IPv4, IPv6 et la recherche des noms, après un redémarrage, après une mise en veille et sur tous les réseaux.",
    steps: [
      {
        text: "Copiez le dossier workstations/linux sur l’ordinateur. Ouvrez-y un terminal et tapez ceci. Le mot de passe d’administration vous sera demandé.",
        command: "sudo sh vpn-only install",
      },
      {
        text: "Vérifiez vous-même que cela fonctionne. L’ordinateur essaie d’envoyer quelque chose en dehors du VPN et montre que cela a été refusé.",
        command: "sudo vpn-only test",
      },
      {
        text: "Un hôtel ou un train vous demande d’abord de vous connecter ? Laissez tout passer pendant quelques minutes, connectez-vous, puis lancez le VPN. La pause se termine d’elle-même, même après un redémarrage ou une mise en veille. Ne gardez ouverts pendant ce temps ni autre page ni autre programme.",
        command: "sudo vpn-only pause 10",
      },
      { text: "Mettez fin à la pause dès que vous êtes connecté.", command: "sudo vpn-only resume" },
      { text: "Regardez où en sont les choses.", command: "sudo vpn-only status" },
      { text: "Retirez-le de l’ordinateur.", command: "sudo vpn-only remove" },
    ],
    files: {
      "vpn-only": "la commande qui fait tout cela",
      "rules.nft": "les règles pour nftables, que la plupart des ordinateurs utilisent",
      "rules.v4": "les règles pour iptables, IPv4",
      "rules.v6": "les règles pour iptables, IPv6",
      "vpn-only.service": "charge les règles avant tout réseau",
      "vpn-only-keep.service": "remet les règles quand un autre programme les a vidées",
    },
    missing:
      "Cette partie n’est pas encore faite : stillroom:workstations dit quel VPN vos ordinateurs utilisent. Cela va dans le fichier de pile, le fichier qui décrit votre cabinet et sa machine. La personne qui s’en occupe trouvera un exemple dans Pulumi.prod.yaml.",
  },
  es: {
    title: "Ordenadores con Linux: nada sale sin la VPN",
    purpose:
      "Una VPN puede cortarse: en el tren, después de suspender el equipo, en una red nueva. Desde ese momento el ordenador lo envía todo a la vista, y nadie lo nota. Con esto, el ordenador no envía nada hasta que vuelva la VPN. Vale para IPv4, IPv6 y la búsqueda de nombres, después de reiniciar, después de suspender y en cualquier red.",
    steps: [
      {
        text: "Copie la carpeta workstations/linux en el ordenador. Abra en ella un terminal y escriba esto. Se le pedirá la contraseña de administración.",
        command: "sudo sh vpn-only install",
      },
      {
        text: "Compruebe usted mismo que funciona. El ordenador intenta enviar algo fuera de la VPN y muestra que fue rechazado.",
        command: "sudo vpn-only test",
      },
      {
        text: "¿Un hotel o un tren le pide que inicie sesión primero? Deje pasar todo durante unos minutos, inicie sesión y conecte la VPN. La pausa termina sola, también después de reiniciar o suspender. Mientras tanto no tenga abierta ninguna otra página ni programa.",
        command: "sudo vpn-only pause 10",
      },
      { text: "Termine la pausa en cuanto haya iniciado sesión.", command: "sudo vpn-only resume" },
      { text: "Vea cómo está todo.", command: "sudo vpn-only status" },
      { text: "Quítelo del ordenador.", command: "sudo vpn-only remove" },
    ],
    files: {
      "vpn-only": "la orden que hace todo esto",
      "rules.nft": "las reglas para nftables, que usa la mayoría de los ordenadores",
      "rules.v4": "las reglas para iptables, IPv4",
      "rules.v6": "las reglas para iptables, IPv6",
      "vpn-only.service": "carga las reglas antes de que haya red",
      "vpn-only-keep.service": "vuelve a poner las reglas cuando otro programa las ha vaciado",
    },
    missing:
      "Esta parte aún no está hecha: stillroom:workstations dice qué VPN usan sus ordenadores. Va en el archivo de pila, el archivo que describe su consulta y su máquina. Quien se ocupa de él encontrará un ejemplo en Pulumi.prod.yaml.",
  },
};
