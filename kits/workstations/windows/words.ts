import type { PartWords } from "../../part.ts";
import type { InEachLanguage } from "../../words.ts";

const command = (words: string): string =>
  `powershell -ExecutionPolicy Bypass -File "C:\\Program Files\\vpn-only\\vpn-only.ps1" ${words}`;

const INSTALL = "powershell -ExecutionPolicy Bypass -File .\\vpn-only.ps1 install";

export const WINDOWS_WORDS: InEachLanguage<PartWords> = {
  en: {
    title: "Computers with Windows: nothing leaves without the VPN",
    purpose:
      "A VPN can drop: on a train, after sleep, in a new network. From then on a computer sends everything in the open, and nobody notices. With this, the computer sends nothing at all until the VPN is back. It holds for IPv4, IPv6 and the looking up of names, after a restart, after sleep, and in every network. This part has been tried without Windows, never on Windows itself: let whoever looks after your computers try it on one of them first.",
    steps: [
      {
        text: "The VPN's adapter in Windows must have the name that rules.txt gives behind the word tunnel. WireGuard names it after the tunnel. Other programs' adapters can be renamed under Network Connections.",
        command: undefined,
      },
      {
        text: "Copy the folder workstations/windows onto the computer. Open the Start menu, type powershell, choose “Run as administrator”, change to the folder, and type this.",
        command: INSTALL,
      },
      {
        text: "See for yourself that it works. The computer tries to send something past the VPN, and shows that this was refused.",
        command: command("test"),
      },
      {
        text: "A hotel or a train wants you to sign in first? Let everything through for some minutes, sign in, and connect the VPN. The pause lasts while its window is open, and no longer than you said. Sleep and a restart end it too. Have no other page or program open meanwhile.",
        command: command("pause 10"),
      },
      {
        text: "End the pause at once, as soon as you are signed in: close its window, or type this in another one.",
        command: command("resume"),
      },
      { text: "See how things stand.", command: command("status") },
      { text: "Take it off the computer again.", command: command("remove") },
    ],
    files: {
      "vpn-only.ps1": "the command that does all this, the same for every practice",
      "rules.txt": "what may leave this practice's computers",
    },
    missing:
      "This part is not made yet: stillroom:workstations says which VPN your computers use. It belongs into the stack file, the file that describes your practice and its machine. Whoever looks after it finds an example in Pulumi.prod.yaml.",
  },
  de: {
    title: "Computer mit Windows: Ohne VPN geht nichts hinaus",
    purpose:
      "Ein VPN kann abreißen: im Zug, nach dem Ruhezustand, in einem neuen Netz. Ab dann sendet ein Computer alles offen, und niemand merkt es. Hiermit sendet der Computer gar nichts, bis das VPN wieder da ist. Das gilt für IPv4, IPv6 und das Nachschlagen von Namen, nach einem Neustart, nach dem Ruhezustand und in jedem Netz. Dieser Teil wurde ohne Windows erprobt, noch nie auf Windows selbst: Wer Ihre Computer betreut, soll ihn zuerst auf einem davon ausprobieren.",
    steps: [
      {
        text: "Der Netzwerkadapter des VPN muss in Windows so heißen, wie es in rules.txt hinter dem Wort tunnel steht. WireGuard benennt ihn nach dem Tunnel. Adapter anderer Programme lassen sich unter Netzwerkverbindungen umbenennen.",
        command: undefined,
      },
      {
        text: "Kopieren Sie den Ordner workstations/windows auf den Computer. Öffnen Sie das Startmenü, tippen Sie powershell, wählen Sie „Als Administrator ausführen“, wechseln Sie in den Ordner und geben Sie dies ein.",
        command: INSTALL,
      },
      {
        text: "Sehen Sie selbst, dass es wirkt. Der Computer versucht, etwas am VPN vorbei zu senden, und zeigt, dass es abgelehnt wurde.",
        command: command("test"),
      },
      {
        text: "Ein Hotel oder ein Zug verlangt, dass Sie sich erst anmelden? Lassen Sie für einige Minuten alles durch, melden Sie sich an und verbinden Sie das VPN. Die Pause dauert, solange ihr Fenster offen ist, und nicht länger als angegeben. Auch Ruhezustand und Neustart beenden sie. Lassen Sie so lange keine andere Seite und kein anderes Programm offen.",
        command: command("pause 10"),
      },
      {
        text: "Beenden Sie die Pause, sobald Sie angemeldet sind: Schließen Sie ihr Fenster, oder geben Sie dies in einem anderen ein.",
        command: command("resume"),
      },
      { text: "Sehen Sie nach, wie es steht.", command: command("status") },
      { text: "Nehmen Sie es wieder vom Computer.", command: command("remove") },
    ],
    files: {
      "vpn-only.ps1": "der Befehl, der all das tut, für jede Praxis der gleiche",
      "rules.txt": "was die Computer dieser Praxis verlassen darf",
    },
    missing:
      "Dieser Teil fehlt noch: stillroom:workstations sagt, welches VPN Ihre Computer benutzen. Es gehört in die Stackdatei, die Datei, die Ihre Praxis und ihre Maschine beschreibt. Wer sie betreut, findet ein Beispiel in Pulumi.prod.yaml.",
  },
  fr: {
    title: "Ordinateurs sous Windows : rien ne sort sans le VPN",
    purpose:
      "Un VPN peut se couper : dans le train, après une mise en veille, sur un nouveau réseau. À partir de là, l’ordinateur envoie tout à découvert, et personne ne s’en aperçoit. Avec ceci, l’ordinateur n’envoie plus rien du tout jusqu’au retour du VPN. Cela vaut pour IPv4, IPv6 et la recherche des noms, après un redémarrage, après une mise en veille et sur tous les réseaux. Cette partie a été essayée sans Windows, jamais sur Windows même : que la personne qui s’occupe de vos ordinateurs l’essaie d’abord sur l’un d’eux.",
    steps: [
      {
        text: "Dans Windows, la carte réseau du VPN doit porter le nom que rules.txt donne derrière le mot tunnel. WireGuard lui donne le nom du tunnel. Les cartes d’autres programmes se renomment dans Connexions réseau.",
        command: undefined,
      },
      {
        text: "Copiez le dossier workstations/windows sur l’ordinateur. Ouvrez le menu Démarrer, tapez powershell, choisissez « Exécuter en tant qu’administrateur », placez-vous dans le dossier et tapez ceci.",
        command: INSTALL,
      },
      {
        text: "Vérifiez vous-même que cela fonctionne. L’ordinateur essaie d’envoyer quelque chose en dehors du VPN et montre que cela a été refusé.",
        command: command("test"),
      },
      {
        text: "Un hôtel ou un train vous demande d’abord de vous connecter ? Laissez tout passer pendant quelques minutes, connectez-vous, puis lancez le VPN. La pause dure tant que sa fenêtre est ouverte, et pas plus longtemps que vous ne l’avez dit. La mise en veille et un redémarrage y mettent fin aussi. Ne gardez ouverts pendant ce temps ni autre page ni autre programme.",
        command: command("pause 10"),
      },
      {
        text: "Mettez fin à la pause dès que vous êtes connecté : fermez sa fenêtre, ou tapez ceci dans une autre.",
        command: command("resume"),
      },
      { text: "Regardez où en sont les choses.", command: command("status") },
      { text: "Retirez-le de l’ordinateur.", command: command("remove") },
    ],
    files: {
      "vpn-only.ps1": "la commande qui fait tout cela, la même pour tous les cabinets",
      "rules.txt": "ce qui peut quitter les ordinateurs de ce cabinet",
    },
    missing:
      "Cette partie n’est pas encore faite : stillroom:workstations dit quel VPN vos ordinateurs utilisent. Cela va dans le fichier de pile, le fichier qui décrit votre cabinet et sa machine. La personne qui s’en occupe trouvera un exemple dans Pulumi.prod.yaml.",
  },
  es: {
    title: "Ordenadores con Windows: nada sale sin la VPN",
    purpose:
      "Una VPN puede cortarse: en el tren, después de suspender el equipo, en una red nueva. Desde ese momento el ordenador lo envía todo a la vista, y nadie lo nota. Con esto, el ordenador no envía nada hasta que vuelva la VPN. Vale para IPv4, IPv6 y la búsqueda de nombres, después de reiniciar, después de suspender y en cualquier red. Esta parte se ha probado sin Windows, nunca en Windows mismo: quien se ocupa de sus ordenadores debería probarla primero en uno de ellos.",
    steps: [
      {
        text: "En Windows, el adaptador de la VPN debe llamarse como dice rules.txt detrás de la palabra tunnel. WireGuard le da el nombre del túnel. Los adaptadores de otros programas se pueden renombrar en Conexiones de red.",
        command: undefined,
      },
      {
        text: "Copie la carpeta workstations/windows en el ordenador. Abra el menú Inicio, escriba powershell, elija «Ejecutar como administrador», vaya a la carpeta y escriba esto.",
        command: INSTALL,
      },
      {
        text: "Compruebe usted mismo que funciona. El ordenador intenta enviar algo fuera de la VPN y muestra que fue rechazado.",
        command: command("test"),
      },
      {
        text: "¿Un hotel o un tren le pide que inicie sesión primero? Deje pasar todo durante unos minutos, inicie sesión y conecte la VPN. La pausa dura mientras su ventana esté abierta, y no más de lo que usted dijo. La suspensión y un reinicio también la terminan. Mientras tanto no tenga abierta ninguna otra página ni programa.",
        command: command("pause 10"),
      },
      {
        text: "Termine la pausa en cuanto haya iniciado sesión: cierre su ventana o escriba esto en otra.",
        command: command("resume"),
      },
      { text: "Vea cómo está todo.", command: command("status") },
      { text: "Quítelo del ordenador.", command: command("remove") },
    ],
    files: {
      "vpn-only.ps1": "la orden que hace todo esto, la misma para todas las consultas",
      "rules.txt": "lo que puede salir de los ordenadores de esta consulta",
    },
    missing:
      "Esta parte aún no está hecha: stillroom:workstations dice qué VPN usan sus ordenadores. Va en el archivo de pila, el archivo que describe su consulta y su máquina. Quien se ocupa de él encontrará un ejemplo en Pulumi.prod.yaml.",
  },
};
