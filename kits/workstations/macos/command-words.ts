import type { InEachLanguage } from "../../words.ts";

/** What the command says, by its own names; each text is a format of printf(1), with `%s` where it puts a value. */
export interface CommandWords {
  readonly [name: string]: string;
  readonly usage: string;
  /** The command as it was typed, and its first word. */
  readonly root: string;
  /** A folder, and a file that is not in it. */
  readonly noFile: string;
  readonly notAMac: string;
  readonly rulesRefused: string;
  readonly takingBack: string;
  readonly asBefore: string;
  readonly notLoaded: string;
  readonly off: string;
  /** The command's path. */
  readonly installedAllTheSame: string;
  /** A time of day, and the command's path. */
  readonly paused: string;
  /** A time of day. For the desktop, so without quotation marks. */
  readonly pausedNotice: string;
  readonly pauseSignIn: string;
  /** A number of packets. */
  readonly on: string;
  /** For the desktop too. */
  readonly onAgain: string;
  /** A tunnel's name. */
  readonly up: string;
  readonly down: string;
  /** The command's path. */
  readonly noKeeper: string;
  /** Names of anchors. */
  readonly others: string;
  readonly guests: string;
  readonly nothingToTry: string;
  readonly resumeFirst: string;
  /** A network card, IPv4 or IPv6, and the count before and after. */
  readonly refused: string;
  /** A network card, and IPv4 or IPv6. */
  readonly notRefused: string;
  readonly noNetwork: string;
  /** The command's path. */
  readonly bad: string;
  readonly good: string;
  /** The most minutes that a pause may have. */
  readonly minutes: string;
  readonly nothingToPause: string;
  /** The command's path. */
  readonly pauseNeedsKeeper: string;
  readonly pauseFailed: string;
  /** The command's path. */
  readonly nothingToResume: string;
  /** The command's path. */
  readonly resumeFailed: string;
  readonly tryIt: string;
  readonly removed: string;
  readonly stillThere: string;
}

export const COMMAND_WORDS: InEachLanguage<CommandWords> = {
  en: {
    usage: `vpn-only install        from now on nothing leaves this Mac but through the VPN, after a restart too
vpn-only status         whether that is so, and what else was found on this Mac
vpn-only test           try it: send something past the VPN and see it refused
vpn-only pause MINUTES  let everything through for a while, to sign in to a hotel’s or a train’s network; ends by itself
vpn-only resume         end the pause now
vpn-only remove         take it off this Mac`,
    root: "This needs an administrator’s rights. Write sudo in front: sudo %s %s",
    noFile: "%s holds no %s. Copy the whole folder onto this Mac and run install from there.",
    notAMac: "This is for macOS, and this computer runs something else. Nothing was changed.",
    rulesRefused:
      "macOS does not take the rules of this folder, so nothing was changed. Copy the folder again; if that does not help, show this to your administrator.",
    takingBack: "It was not installed; taking back what was begun.",
    asBefore: "What was installed before is in force as it was.",
    notLoaded:
      "The rules can’t be put in force: this Mac is NOT protected. Disconnect it, and show this to your administrator.",
    off: "Off: this Mac sends past the VPN whatever it likes.",
    installedAllTheSame: "It is installed all the same. To put that right: sudo %s install",
    paused: "Paused until %s: everything may leave this Mac. To end it now: sudo %s resume",
    pausedNotice: "Paused until %s: this Mac is not protected.",
    pauseSignIn: "Whoever runs this network can see what you send. Sign in, connect the VPN, then end the pause.",
    on: "On: nothing leaves this Mac but through the VPN. Refused since it was loaded: %s packets.",
    onAgain: "On again: nothing leaves but through the VPN.",
    up: "A VPN is up (%s).",
    down: "The VPN is down, so nothing leaves at all.",
    noKeeper:
      "Nothing watches over the rules: when another program takes them away, they stay away. To put that right: sudo %s install",
    others: "Found other rules of the packet filter, which stay as they are: %s.",
    guests: "Found virtual machines or a shared connection: while this is on, they reach nothing through this Mac.",
    nothingToTry: "Off: there is nothing to try. First: sudo /Library/stillroom/vpn-only/vpn-only install",
    resumeFirst: "Paused: everything may leave at the moment. First: sudo /Library/stillroom/vpn-only/vpn-only resume",
    refused: "Refused by macOS: a packet past the VPN, by %s, over %s (its count went from %s to %s).",
    notRefused: "NOT seen to be refused: a packet past the VPN, by %s, over %s.",
    noNetwork: "This Mac is in no network, so there is nothing to try. Join one first.",
    bad: "This is not as it should be. Run: sudo %s install; then test again.",
    good: "Good: nothing gets past the VPN.",
    minutes: "Say for how many minutes, from 1 to %s: sudo /Library/stillroom/vpn-only/vpn-only pause 10",
    nothingToPause: "Off: there is nothing to pause.",
    pauseNeedsKeeper: "Nothing would end the pause, so there is none. To put that right: sudo %s install",
    pauseFailed: "The pause could not be set; nothing has changed.",
    nothingToResume: "Off: there is no pause to end. To put it on: sudo %s install",
    resumeFailed: "The pause could not be ended. Run: sudo %s install",
    tryIt: "To see for yourself: sudo /Library/stillroom/vpn-only/vpn-only test",
    removed: "Removed: this Mac sends past the VPN whatever it likes.",
    stillThere: "The rules are still there. Restart this Mac; they don’t come back.",
  },
  de: {
    usage: `vpn-only install        ab jetzt verlässt diesen Mac nichts mehr ohne das VPN, auch nach einem Neustart
vpn-only status         ob das so ist, und was auf diesem Mac sonst gefunden wurde
vpn-only test           es versuchen: etwas am VPN vorbei senden und sehen, dass es abgelehnt wird
vpn-only pause MINUTEN  eine Weile alles durchlassen, zum Anmelden im Netz eines Hotels oder Zuges; endet von selbst
vpn-only resume         die Pause jetzt beenden
vpn-only remove         es wieder von diesem Mac nehmen`,
    root: "Dafür braucht es die Rechte der Verwaltung. Schreiben Sie sudo davor: sudo %s %s",
    noFile: "In %s fehlt %s. Kopieren Sie den ganzen Ordner auf diesen Mac und führen Sie install von dort aus.",
    notAMac: "Das ist für macOS, und auf diesem Computer läuft etwas anderes. Es wurde nichts geändert.",
    rulesRefused:
      "macOS nimmt die Regeln aus diesem Ordner nicht an; es wurde nichts geändert. Kopieren Sie den Ordner noch einmal. Hilft das nicht, zeigen Sie dies Ihrer Verwaltung.",
    takingBack: "Es wurde nicht installiert; was begonnen war, wird zurückgenommen.",
    asBefore: "Was vorher installiert war, gilt wieder wie zuvor.",
    notLoaded:
      "Die Regeln können nicht in Kraft gesetzt werden: Dieser Mac ist NICHT geschützt. Trennen Sie ihn vom Netz und zeigen Sie dies Ihrer Verwaltung.",
    off: "Aus: Dieser Mac sendet am VPN vorbei, was er will.",
    installedAllTheSame: "Installiert ist es trotzdem. So kommt es in Ordnung: sudo %s install",
    paused: "Pause bis %s: Alles darf diesen Mac verlassen. So beenden Sie sie jetzt: sudo %s resume",
    pausedNotice: "Pause bis %s: Dieser Mac ist nicht geschützt.",
    pauseSignIn:
      "Wer dieses Netz betreibt, kann sehen, was Sie senden. Melden Sie sich an, verbinden Sie das VPN, und beenden Sie dann die Pause.",
    on: "An: Ohne das VPN verlässt diesen Mac nichts. Abgelehnt, seit es geladen ist: %s Pakete.",
    onAgain: "Wieder an: Ohne das VPN geht nichts hinaus.",
    up: "Ein VPN ist verbunden (%s).",
    down: "Das VPN ist nicht verbunden, also geht gar nichts hinaus.",
    noKeeper:
      "Nichts wacht über die Regeln: Nimmt ein anderes Programm sie weg, bleiben sie weg. So kommt es in Ordnung: sudo %s install",
    others: "Andere Regeln des Paketfilters gefunden; sie bleiben, wie sie sind: %s.",
    guests:
      "Virtuelle Maschinen oder eine geteilte Verbindung gefunden: Solange dies an ist, erreichen sie durch diesen Mac nichts.",
    nothingToTry: "Aus: Es gibt nichts zu versuchen. Zuerst: sudo /Library/stillroom/vpn-only/vpn-only install",
    resumeFirst: "Pause: Gerade darf alles hinaus. Zuerst: sudo /Library/stillroom/vpn-only/vpn-only resume",
    refused: "Von macOS abgelehnt: ein Paket am VPN vorbei, über %s, mit %s (gezählt vorher %s, nachher %s).",
    notRefused: "NICHT als abgelehnt gesehen: ein Paket am VPN vorbei, über %s, mit %s.",
    noNetwork: "Dieser Mac ist in keinem Netz, also gibt es nichts zu versuchen. Verbinden Sie ihn zuerst mit einem.",
    bad: "So soll es nicht sein. Führen Sie aus: sudo %s install; und testen Sie noch einmal.",
    good: "Gut: Am VPN kommt nichts vorbei.",
    minutes: "Sagen Sie, für wie viele Minuten, von 1 bis %s: sudo /Library/stillroom/vpn-only/vpn-only pause 10",
    nothingToPause: "Aus: Es gibt nichts, was pausieren könnte.",
    pauseNeedsKeeper: "Nichts würde die Pause beenden, darum gibt es keine. So kommt es in Ordnung: sudo %s install",
    pauseFailed: "Die Pause ließ sich nicht einrichten; es hat sich nichts geändert.",
    nothingToResume: "Aus: Es gibt keine Pause zu beenden. So schalten Sie es an: sudo %s install",
    resumeFailed: "Die Pause ließ sich nicht beenden. Führen Sie aus: sudo %s install",
    tryIt: "Zum Nachsehen: sudo /Library/stillroom/vpn-only/vpn-only test",
    removed: "Entfernt: Dieser Mac sendet am VPN vorbei, was er will.",
    stillThere: "Die Regeln sind noch da. Starten Sie diesen Mac neu; sie kommen nicht wieder.",
  },
  fr: {
    usage: `vpn-only install        désormais rien ne sort de ce Mac sans le VPN, même après un redémarrage
vpn-only status         si c’est bien le cas, et ce qui a été trouvé d’autre sur ce Mac
vpn-only test           essayer : envoyer quelque chose hors du VPN et le voir refusé
vpn-only pause MINUTES  tout laisser passer un moment, pour se connecter au réseau d’un hôtel ou d’un train ; prend fin toute seule
vpn-only resume         mettre fin à la pause maintenant
vpn-only remove         le retirer de ce Mac`,
    root: "Il faut pour cela les droits d’administration. Écrivez sudo devant : sudo %s %s",
    noFile: "Dans %s, il manque %s. Copiez le dossier entier sur ce Mac et lancez install à partir de là.",
    notAMac: "Ceci est fait pour macOS, et cet ordinateur utilise autre chose. Rien n’a été changé.",
    rulesRefused:
      "macOS n’accepte pas les règles de ce dossier ; rien n’a été changé. Copiez le dossier de nouveau. Si cela n’aide pas, montrez ceci à votre service informatique.",
    takingBack: "L’installation n’a pas abouti ; ce qui était commencé est annulé.",
    asBefore: "Ce qui était installé auparavant est de nouveau en vigueur.",
    notLoaded:
      "Impossible de mettre les règles en vigueur : ce Mac n’est PAS protégé. Déconnectez-le du réseau et montrez ceci à votre service informatique.",
    off: "Arrêté : ce Mac envoie ce qu’il veut hors du VPN.",
    installedAllTheSame: "C’est pourtant installé. Pour y remédier : sudo %s install",
    paused: "En pause jusqu’à %s : tout peut sortir de ce Mac. Pour y mettre fin maintenant : sudo %s resume",
    pausedNotice: "En pause jusqu’à %s : ce Mac n’est pas protégé.",
    pauseSignIn:
      "Qui gère ce réseau peut voir ce que vous envoyez. Identifiez-vous, lancez le VPN, puis mettez fin à la pause.",
    on: "En marche : rien ne sort de ce Mac sans le VPN. Refusés depuis le chargement : %s paquets.",
    onAgain: "De nouveau en marche : rien ne sort sans le VPN.",
    up: "Un VPN est connecté (%s).",
    down: "Le VPN n’est pas connecté, donc rien ne sort.",
    noKeeper:
      "Rien ne veille sur les règles : si un autre programme les retire, elles ne reviennent pas. Pour y remédier : sudo %s install",
    others: "D’autres règles du filtre de paquets ont été trouvées ; elles restent telles quelles : %s.",
    guests:
      "Des machines virtuelles ou une connexion partagée ont été trouvées : tant que ceci est en marche, elles n’atteignent rien à travers ce Mac.",
    nothingToTry: "Arrêté : il n’y a rien à essayer. D’abord : sudo /Library/stillroom/vpn-only/vpn-only install",
    resumeFirst: "En pause : tout peut sortir en ce moment. D’abord : sudo /Library/stillroom/vpn-only/vpn-only resume",
    refused: "Refusé par macOS : un paquet hors du VPN, par %s, en %s (compté avant : %s, après : %s).",
    notRefused: "Refus NON constaté : un paquet hors du VPN, par %s, en %s.",
    noNetwork: "Ce Mac n’est sur aucun réseau, il n’y a donc rien à essayer. Connectez-le d’abord à un réseau.",
    bad: "Ce n’est pas comme il faut. Lancez : sudo %s install ; puis refaites l’essai.",
    good: "Bien : rien ne passe hors du VPN.",
    minutes: "Dites pour combien de minutes, de 1 à %s : sudo /Library/stillroom/vpn-only/vpn-only pause 10",
    nothingToPause: "Arrêté : il n’y a rien à mettre en pause.",
    pauseNeedsKeeper: "Rien ne mettrait fin à la pause, il n’y en a donc pas. Pour y remédier : sudo %s install",
    pauseFailed: "La pause n’a pas pu être mise en place ; rien n’a changé.",
    nothingToResume: "Arrêté : il n’y a pas de pause en cours. Pour mettre en marche : sudo %s install",
    resumeFailed: "Impossible de mettre fin à la pause. Lancez : sudo %s install",
    tryIt: "Pour le constater vous-même : sudo /Library/stillroom/vpn-only/vpn-only test",
    removed: "Retiré : ce Mac envoie ce qu’il veut hors du VPN.",
    stillThere: "Les règles sont encore là. Redémarrez ce Mac ; elles ne reviendront pas.",
  },
  es: {
    usage: `vpn-only install        desde ahora nada sale de este Mac sin la VPN, tampoco después de reiniciar
vpn-only status         si es así, y qué más se encontró en este Mac
vpn-only test           probarlo: enviar algo fuera de la VPN y ver que se rechaza
vpn-only pause MINUTOS  dejar pasar todo un rato, para iniciar sesión en la red de un hotel o de un tren; termina sola
vpn-only resume         terminar la pausa ahora
vpn-only remove         quitarlo de este Mac`,
    root: "Para esto hacen falta los derechos de administración. Escriba sudo delante: sudo %s %s",
    noFile: "En %s falta %s. Copie la carpeta entera en este Mac y ejecute install desde allí.",
    notAMac: "Esto es para macOS, y este ordenador usa otra cosa. No se ha cambiado nada.",
    rulesRefused:
      "macOS no acepta las reglas de esta carpeta; no se ha cambiado nada. Copie la carpeta otra vez. Si no ayuda, muestre esto a quien administra sus equipos.",
    takingBack: "No se ha instalado; se deshace lo que se había empezado.",
    asBefore: "Lo que estaba instalado antes vuelve a estar en vigor.",
    notLoaded:
      "No se pueden poner en vigor las reglas: este Mac NO está protegido. Desconéctelo de la red y muestre esto a quien administra sus equipos.",
    off: "Apagado: este Mac envía fuera de la VPN lo que quiere.",
    installedAllTheSame: "Aun así está instalado. Para arreglarlo: sudo %s install",
    paused: "En pausa hasta las %s: todo puede salir de este Mac. Para terminarla ahora: sudo %s resume",
    pausedNotice: "En pausa hasta las %s: este Mac no está protegido.",
    pauseSignIn:
      "Quien gestiona esta red puede ver lo que usted envía. Inicie sesión, conecte la VPN y termine después la pausa.",
    on: "Encendido: nada sale de este Mac sin la VPN. Rechazados desde que se cargó: %s paquetes.",
    onAgain: "Encendido de nuevo: nada sale sin la VPN.",
    up: "Hay una VPN conectada (%s).",
    down: "La VPN no está conectada, así que no sale nada.",
    noKeeper: "Nada vigila las reglas: si otro programa las quita, no vuelven. Para arreglarlo: sudo %s install",
    others: "Se encontraron otras reglas del filtro de paquetes, que quedan como están: %s.",
    guests:
      "Se encontraron máquinas virtuales o una conexión compartida: mientras esto esté encendido, no alcanzan nada a través de este Mac.",
    nothingToTry: "Apagado: no hay nada que probar. Primero: sudo /Library/stillroom/vpn-only/vpn-only install",
    resumeFirst: "En pausa: ahora mismo todo puede salir. Primero: sudo /Library/stillroom/vpn-only/vpn-only resume",
    refused: "Rechazado por macOS: un paquete fuera de la VPN, por %s, con %s (contados antes: %s, después: %s).",
    notRefused: "NO se vio rechazado: un paquete fuera de la VPN, por %s, con %s.",
    noNetwork: "Este Mac no está en ninguna red, así que no hay nada que probar. Conéctelo primero a una.",
    bad: "Esto no está como debe. Ejecute: sudo %s install; y pruebe otra vez.",
    good: "Bien: nada pasa fuera de la VPN.",
    minutes: "Diga por cuántos minutos, de 1 a %s: sudo /Library/stillroom/vpn-only/vpn-only pause 10",
    nothingToPause: "Apagado: no hay nada que poner en pausa.",
    pauseNeedsKeeper: "Nada terminaría la pausa, así que no la hay. Para arreglarlo: sudo %s install",
    pauseFailed: "No se pudo poner la pausa; no ha cambiado nada.",
    nothingToResume: "Apagado: no hay ninguna pausa que terminar. Para encenderlo: sudo %s install",
    resumeFailed: "No se pudo terminar la pausa. Ejecute: sudo %s install",
    tryIt: "Para verlo usted mismo: sudo /Library/stillroom/vpn-only/vpn-only test",
    removed: "Quitado: este Mac envía fuera de la VPN lo que quiere.",
    stillThere: "Las reglas siguen ahí. Reinicie este Mac; no vuelven.",
  },
};
