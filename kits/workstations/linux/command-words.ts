import type { InEachLanguage } from "../../words.ts";

/** What the command says, by its own names; each text is a format of printf(1), with `%s` where it puts a value. */
export interface CommandWords {
  readonly [name: string]: string;
  readonly usage: string;
  readonly root: string;
  /** The packet filter that failed, and the other one. */
  readonly otherFilter: string;
  /** A packet filter. */
  readonly notLoaded: string;
  /** Another firewall. */
  readonly foundAdds: string;
  readonly foundDocker: string;
  readonly foundGuests: string;
  /** Names of tables. */
  readonly foundTables: string;
  readonly off: string;
  /** The command's path. */
  readonly installedAllTheSame: string;
  /** A time of day, and the command's path. */
  readonly paused: string;
  /** A time of day. For the desktop. */
  readonly pausedNotice: string;
  readonly pauseSignIn: string;
  /** The packet filter, the tunnel's name and a number of packets. */
  readonly on: string;
  /** For the desktop too. */
  readonly onAgain: string;
  readonly up: string;
  readonly down: string;
  /** The tunnel's name. */
  readonly foreign: string;
  readonly noPing: string;
  readonly nothingToTry: string;
  readonly resumeFirst: string;
  readonly answered: string;
  /** A network card, IPv4 or IPv6, and the count before and after. */
  readonly refused: string;
  /** A network card, and IPv4 or IPv6. */
  readonly notRefused: string;
  readonly noNetwork: string;
  readonly bad: string;
  readonly good: string;
  /** The most minutes that a pause may have. */
  readonly minutes: string;
  readonly nothingToPause: string;
  readonly pauseFailed: string;
  readonly nothingToResume: string;
  readonly resumeFailed: string;
  readonly takingBack: string;
  readonly asBefore: string;
  readonly noSystemd: string;
  /** A folder, and a file that is not in it. */
  readonly noFile: string;
  /** A folder. */
  readonly openFolder: string;
  readonly noFilter: string;
  readonly tryIt: string;
  readonly stillThere: string;
  readonly removed: string;
}

export const COMMAND_WORDS: InEachLanguage<CommandWords> = {
  en: {
    usage: `vpn-only install        from now on nothing leaves this computer but through the VPN, after a restart too
vpn-only status         whether that is so, and what else was found on this computer
vpn-only test           try it: send something past the VPN and see it refused
vpn-only pause MINUTES  let everything through for a while, to sign in to a hotel’s or a train’s network; ends by itself
vpn-only resume         end the pause now
vpn-only remove         take it off this computer`,
    root: "This needs an administrator’s rights. Type the same once more with sudo in front of it.",
    otherFilter: "The rules can’t be loaded with %s; trying %s.",
    notLoaded:
      "The rules can’t be loaded with %s either: this computer is NOT protected. Disconnect it, and show this to your administrator.",
    foundAdds: "Found %s: its rules stay as they are and count in addition.",
    foundDocker:
      "Found Docker: while this is on, its containers reach nothing, and this computer does not reach them either.",
    foundGuests: "Found virtual machines: while this is on, they reach nothing through this computer.",
    foundTables: "Found tables of nftables, which stay as they are: %s.",
    off: "Off: this computer sends past the VPN whatever it likes.",
    installedAllTheSame: "It is installed all the same. To put that right: sudo %s install",
    paused: "Paused until %s: everything may leave this computer. To end it now: sudo %s resume",
    pausedNotice: "Paused until %s: this computer is not protected.",
    pauseSignIn: "Whoever runs this network can see what you send. Sign in, connect the VPN, then end the pause.",
    on: "On, by %s: nothing leaves this computer but through the VPN (%s). Refused since it was loaded: %s packets.",
    onAgain: "On again: nothing leaves but through the VPN.",
    up: "The VPN is up.",
    down: "The VPN is down, so nothing leaves at all. Connect it. Should that fail: its settings must have its server’s address, since names can’t be looked up without it.",
    foreign:
      "The card with the VPN’s name (%s) is of another kind than such a VPN’s: nothing leaves by it. If it is not the VPN’s, take it away and connect the VPN again. If it is, show this to your administrator: WireGuard, tun and xfrm fit, tap and PPP by a name that begins with tap or ppp; GRE, VTI, bridges, VLANs and bonds don’t.",
    noPing: "This needs the program ping (on Debian and Ubuntu: sudo apt install iputils-ping).",
    nothingToTry: "Off: there is nothing to try. First: sudo vpn-only install",
    resumeFirst: "Paused: everything may leave at the moment. First: sudo vpn-only resume",
    answered: "Something answered.",
    refused: "Refused by the kernel: a packet past the VPN, by %s, over %s (its count went from %s to %s).",
    notRefused: "NOT seen to be refused: a packet past the VPN, by %s, over %s.",
    noNetwork: "This computer is in no network, so there is nothing to try. Join one first.",
    bad: "This is not as it should be. Run: sudo vpn-only install; then test again.",
    good: "Good: nothing gets past the VPN.",
    minutes: "Say for how many minutes, from 1 to %s: sudo vpn-only pause 10",
    nothingToPause: "Off: there is nothing to pause.",
    pauseFailed: "The pause could not be set; nothing has changed. Run: sudo vpn-only install; then try again.",
    nothingToResume: "Off: there is no pause to end. To put it on: sudo vpn-only install",
    resumeFailed: "The pause could not be ended. Run: sudo vpn-only install",
    takingBack: "It was not installed; taking back what was begun.",
    asBefore: "What was installed before is in force as it was.",
    noSystemd: "This computer is not run by systemd, without which nothing would put the rules back after a restart.",
    noFile: "%s holds no %s. Copy the whole folder onto this computer and run install from there.",
    openFolder:
      "Not only administrators may write in the folder %s. Put that right first: sudo chown root:root and sudo chmod 755, each with that folder.",
    noFilter:
      "Neither nftables nor iptables can load the rules here. Install one of them (on Debian and Ubuntu: sudo apt install nftables) and try again.",
    tryIt: "To see for yourself: sudo vpn-only test",
    stillThere: "The rules are still there. Restart this computer; they don’t come back.",
    removed: "Removed: this computer sends past the VPN whatever it likes.",
  },
  de: {
    usage: `vpn-only install        ab jetzt verlässt diesen Computer nichts mehr ohne das VPN, auch nach einem Neustart
vpn-only status         ob das so ist, und was auf diesem Computer sonst gefunden wurde
vpn-only test           es versuchen: etwas am VPN vorbei senden und sehen, dass es abgelehnt wird
vpn-only pause MINUTEN  eine Weile alles durchlassen, zum Anmelden im Netz eines Hotels oder Zuges; endet von selbst
vpn-only resume         die Pause jetzt beenden
vpn-only remove         es wieder von diesem Computer nehmen`,
    root: "Dafür braucht es die Rechte der Verwaltung. Geben Sie dasselbe noch einmal ein, mit sudo davor.",
    otherFilter: "Mit %s lassen sich die Regeln nicht laden; nun mit %s.",
    notLoaded:
      "Auch mit %s lassen sich die Regeln nicht laden: Dieser Computer ist NICHT geschützt. Trennen Sie ihn vom Netz und zeigen Sie dies Ihrer Verwaltung.",
    foundAdds: "%s gefunden: Seine Regeln bleiben, wie sie sind, und gelten zusätzlich.",
    foundDocker:
      "Docker gefunden: Solange dies an ist, erreichen seine Container nichts, und dieser Computer erreicht auch sie nicht.",
    foundGuests: "Virtuelle Maschinen gefunden: Solange dies an ist, erreichen sie durch diesen Computer nichts.",
    foundTables: "Tabellen von nftables gefunden; sie bleiben, wie sie sind: %s.",
    off: "Aus: Dieser Computer sendet am VPN vorbei, was er will.",
    installedAllTheSame: "Installiert ist es trotzdem. So kommt es in Ordnung: sudo %s install",
    paused: "Pause bis %s: Alles darf diesen Computer verlassen. So beenden Sie sie jetzt: sudo %s resume",
    pausedNotice: "Pause bis %s: Dieser Computer ist nicht geschützt.",
    pauseSignIn:
      "Wer dieses Netz betreibt, kann sehen, was Sie senden. Melden Sie sich an, verbinden Sie das VPN, und beenden Sie dann die Pause.",
    on: "An, durch %s: Ohne das VPN (%s) verlässt diesen Computer nichts. Abgelehnt, seit es geladen ist: %s Pakete.",
    onAgain: "Wieder an: Ohne das VPN geht nichts hinaus.",
    up: "Das VPN ist verbunden.",
    down: "Das VPN ist nicht verbunden, also geht gar nichts hinaus. Verbinden Sie es. Gelingt das nicht: In seinen Einstellungen muss die Adresse seines Servers stehen, denn ohne VPN lassen sich keine Namen nachschlagen.",
    foreign:
      "Die Netzwerkkarte mit dem Namen des VPN (%s) ist von anderer Art als die eines solchen VPN: Durch sie geht nichts hinaus. Gehört sie nicht zum VPN, nehmen Sie sie weg und verbinden Sie das VPN wieder. Gehört sie dazu, zeigen Sie dies Ihrer Verwaltung: WireGuard, tun und xfrm passen, tap und PPP mit einem Namen, der mit tap oder ppp beginnt; GRE, VTI, Bridges, VLANs und Bonds nicht.",
    noPing: "Dafür braucht es das Programm ping (auf Debian und Ubuntu: sudo apt install iputils-ping).",
    nothingToTry: "Aus: Es gibt nichts zu versuchen. Zuerst: sudo vpn-only install",
    resumeFirst: "Pause: Gerade darf alles hinaus. Zuerst: sudo vpn-only resume",
    answered: "Etwas hat geantwortet.",
    refused: "Vom Kernel abgelehnt: ein Paket am VPN vorbei, über %s, mit %s (gezählt vorher %s, nachher %s).",
    notRefused: "NICHT als abgelehnt gesehen: ein Paket am VPN vorbei, über %s, mit %s.",
    noNetwork:
      "Dieser Computer ist in keinem Netz, also gibt es nichts zu versuchen. Verbinden Sie ihn zuerst mit einem.",
    bad: "So soll es nicht sein. Führen Sie aus: sudo vpn-only install; und testen Sie noch einmal.",
    good: "Gut: Am VPN kommt nichts vorbei.",
    minutes: "Sagen Sie, für wie viele Minuten, von 1 bis %s: sudo vpn-only pause 10",
    nothingToPause: "Aus: Es gibt nichts, was pausieren könnte.",
    pauseFailed:
      "Die Pause ließ sich nicht einrichten; es hat sich nichts geändert. Führen Sie aus: sudo vpn-only install; und versuchen Sie es noch einmal.",
    nothingToResume: "Aus: Es gibt keine Pause zu beenden. So schalten Sie es an: sudo vpn-only install",
    resumeFailed: "Die Pause ließ sich nicht beenden. Führen Sie aus: sudo vpn-only install",
    takingBack: "Es wurde nicht installiert; was begonnen war, wird zurückgenommen.",
    asBefore: "Was vorher installiert war, gilt wieder wie zuvor.",
    noSystemd:
      "Auf diesem Computer läuft kein systemd; ohne das setzt nach einem Neustart nichts die Regeln wieder ein.",
    noFile: "In %s fehlt %s. Kopieren Sie den ganzen Ordner auf diesen Computer und führen Sie install von dort aus.",
    openFolder:
      "Nicht nur die Verwaltung darf in den Ordner %s schreiben. Bringen Sie das zuerst in Ordnung: sudo chown root:root und sudo chmod 755, jeweils mit diesem Ordner.",
    noFilter:
      "Weder nftables noch iptables kann die Regeln hier laden. Installieren Sie eines davon (auf Debian und Ubuntu: sudo apt install nftables) und versuchen Sie es noch einmal.",
    tryIt: "Zum Nachsehen: sudo vpn-only test",
    stillThere: "Die Regeln sind noch da. Starten Sie diesen Computer neu; sie kommen nicht wieder.",
    removed: "Entfernt: Dieser Computer sendet am VPN vorbei, was er will.",
  },
  fr: {
    usage: `vpn-only install        désormais rien ne sort de cet ordinateur sans le VPN, même après un redémarrage
vpn-only status         si c’est bien le cas, et ce qui a été trouvé d’autre sur cet ordinateur
vpn-only test           essayer : envoyer quelque chose hors du VPN et le voir refusé
vpn-only pause MINUTES  tout laisser passer un moment, pour se connecter au réseau d’un hôtel ou d’un train ; prend fin toute seule
vpn-only resume         mettre fin à la pause maintenant
vpn-only remove         le retirer de cet ordinateur`,
    root: "Il faut pour cela les droits d’administration. Tapez la même chose encore une fois, avec sudo devant.",
    otherFilter: "Impossible de charger les règles avec %s ; essai avec %s.",
    notLoaded:
      "Impossible de charger les règles avec %s non plus : cet ordinateur n’est PAS protégé. Déconnectez-le du réseau et montrez ceci à votre service informatique.",
    foundAdds: "%s trouvé : ses règles restent telles quelles et s’appliquent en plus.",
    foundDocker:
      "Docker trouvé : tant que ceci est actif, ses conteneurs n’atteignent rien, et cet ordinateur ne les atteint pas non plus.",
    foundGuests: "Machines virtuelles trouvées : tant que ceci est actif, elles n’atteignent rien par cet ordinateur.",
    foundTables: "Tables de nftables trouvées, qui restent telles quelles : %s.",
    off: "Arrêté : cet ordinateur envoie ce qu’il veut hors du VPN.",
    installedAllTheSame: "C’est pourtant installé. Pour y remédier : sudo %s install",
    paused: "En pause jusqu’à %s : tout peut sortir de cet ordinateur. Pour y mettre fin maintenant : sudo %s resume",
    pausedNotice: "En pause jusqu’à %s : cet ordinateur n’est pas protégé.",
    pauseSignIn:
      "Qui gère ce réseau peut voir ce que vous envoyez. Connectez-vous, établissez le VPN, puis mettez fin à la pause.",
    on: "Actif, par %s : rien ne sort de cet ordinateur sans le VPN (%s). Refusés depuis le chargement : %s paquets.",
    onAgain: "De nouveau actif : rien ne sort sans le VPN.",
    up: "Le VPN est établi.",
    down: "Le VPN n’est pas établi, donc rien ne sort. Établissez-le. En cas d’échec : ses réglages doivent contenir l’adresse de son serveur, car sans lui aucun nom ne peut être recherché.",
    foreign:
      "La carte qui porte le nom du VPN (%s) n’est pas de la sorte d’un tel VPN : rien ne sort par elle. Si ce n’est pas celle du VPN, retirez-la et rétablissez le VPN. Si c’est elle, montrez ceci à la personne qui administre vos ordinateurs : WireGuard, tun et xfrm conviennent, tap et PPP avec un nom qui commence par tap ou ppp ; GRE, VTI, ponts, VLAN et agrégats ne conviennent pas.",
    noPing: "Il faut pour cela le programme ping (sur Debian et Ubuntu : sudo apt install iputils-ping).",
    nothingToTry: "Arrêté : il n’y a rien à essayer. D’abord : sudo vpn-only install",
    resumeFirst: "En pause : tout peut sortir en ce moment. D’abord : sudo vpn-only resume",
    answered: "Quelque chose a répondu.",
    refused: "Refusé par le noyau : un paquet hors du VPN, par %s, en %s (compteur avant %s, après %s).",
    notRefused: "PAS vu comme refusé : un paquet hors du VPN, par %s, en %s.",
    noNetwork:
      "Cet ordinateur n’est dans aucun réseau, il n’y a donc rien à essayer. Connectez-le d’abord à un réseau.",
    bad: "Ce n’est pas normal. Lancez : sudo vpn-only install ; puis testez de nouveau.",
    good: "Bien : rien ne passe hors du VPN.",
    minutes: "Dites pour combien de minutes, de 1 à %s : sudo vpn-only pause 10",
    nothingToPause: "Arrêté : il n’y a rien à mettre en pause.",
    pauseFailed:
      "La pause n’a pas pu être établie ; rien n’a changé. Lancez : sudo vpn-only install ; puis essayez de nouveau.",
    nothingToResume: "Arrêté : il n’y a pas de pause à terminer. Pour l’activer : sudo vpn-only install",
    resumeFailed: "La pause n’a pas pu être terminée. Lancez : sudo vpn-only install",
    takingBack: "L’installation n’a pas abouti ; ce qui était commencé est annulé.",
    asBefore: "Ce qui était installé auparavant est de nouveau en vigueur.",
    noSystemd: "Cet ordinateur n’utilise pas systemd, sans lequel rien ne remettrait les règles après un redémarrage.",
    noFile: "Dans %s, il manque %s. Copiez le dossier entier sur cet ordinateur et lancez install à partir de là.",
    openFolder:
      "D’autres que l’administration peuvent écrire dans le dossier %s. Corrigez cela d’abord : sudo chown root:root et sudo chmod 755, chacun avec ce dossier.",
    noFilter:
      "Ni nftables ni iptables ne peut charger les règles ici. Installez l’un des deux (sur Debian et Ubuntu : sudo apt install nftables) et réessayez.",
    tryIt: "Pour le voir vous-même : sudo vpn-only test",
    stillThere: "Les règles sont encore là. Redémarrez cet ordinateur ; elles ne reviennent pas.",
    removed: "Retiré : cet ordinateur envoie ce qu’il veut hors du VPN.",
  },
  es: {
    usage: `vpn-only install        desde ahora nada sale de este ordenador sin la VPN, tampoco tras reiniciarlo
vpn-only status         si es así, y qué más se ha encontrado en este ordenador
vpn-only test           probarlo: enviar algo fuera de la VPN y ver que se rechaza
vpn-only pause MINUTOS  dejar pasar todo un rato, para entrar en la red de un hotel o de un tren; termina por sí sola
vpn-only resume         terminar la pausa ahora
vpn-only remove         quitarlo de este ordenador`,
    root: "Para esto hacen falta derechos de administración. Escriba lo mismo otra vez, con sudo delante.",
    otherFilter: "No se pueden cargar las reglas con %s; se intenta con %s.",
    notLoaded:
      "Tampoco se pueden cargar las reglas con %s: este ordenador NO está protegido. Desconéctelo de la red y muestre esto a su servicio informático.",
    foundAdds: "Se ha encontrado %s: sus reglas quedan como están y valen además.",
    foundDocker:
      "Se ha encontrado Docker: mientras esto esté activo, sus contenedores no alcanzan nada, y este ordenador tampoco los alcanza a ellos.",
    foundGuests:
      "Se han encontrado máquinas virtuales: mientras esto esté activo, no alcanzan nada a través de este ordenador.",
    foundTables: "Se han encontrado tablas de nftables, que quedan como están: %s.",
    off: "Apagado: este ordenador envía lo que quiere fuera de la VPN.",
    installedAllTheSame: "Sin embargo, está instalado. Para arreglarlo: sudo %s install",
    paused: "En pausa hasta las %s: todo puede salir de este ordenador. Para terminarla ahora: sudo %s resume",
    pausedNotice: "En pausa hasta las %s: este ordenador no está protegido.",
    pauseSignIn:
      "Quien lleva esta red puede ver lo que usted envía. Entre en la red, conecte la VPN y termine la pausa.",
    on: "Activo, por %s: nada sale de este ordenador sin la VPN (%s). Rechazados desde que se cargó: %s paquetes.",
    onAgain: "Activo de nuevo: nada sale sin la VPN.",
    up: "La VPN está conectada.",
    down: "La VPN no está conectada, así que no sale nada. Conéctela. Si no se consigue: sus ajustes deben tener la dirección de su servidor, pues sin ella no se puede buscar ningún nombre.",
    foreign:
      "La tarjeta con el nombre de la VPN (%s) no es del tipo de una VPN así: nada sale por ella. Si no es la de la VPN, quítela y conecte la VPN de nuevo. Si lo es, enseñe esto a quien administra sus ordenadores: sirven WireGuard, tun y xfrm, y tap y PPP con un nombre que empiece por tap o ppp; no sirven GRE, VTI, puentes, VLAN ni agregados.",
    noPing: "Para esto hace falta el programa ping (en Debian y Ubuntu: sudo apt install iputils-ping).",
    nothingToTry: "Apagado: no hay nada que probar. Primero: sudo vpn-only install",
    resumeFirst: "En pausa: ahora todo puede salir. Primero: sudo vpn-only resume",
    answered: "Algo ha respondido.",
    refused: "Rechazado por el núcleo: un paquete fuera de la VPN, por %s, con %s (contados antes %s, después %s).",
    notRefused: "NO se ha visto rechazado: un paquete fuera de la VPN, por %s, con %s.",
    noNetwork: "Este ordenador no está en ninguna red, así que no hay nada que probar. Conéctelo primero a una.",
    bad: "No es como debe ser. Ejecute: sudo vpn-only install; y pruebe otra vez.",
    good: "Bien: nada pasa fuera de la VPN.",
    minutes: "Diga por cuántos minutos, de 1 a %s: sudo vpn-only pause 10",
    nothingToPause: "Apagado: no hay nada que poner en pausa.",
    pauseFailed:
      "No se ha podido poner la pausa; nada ha cambiado. Ejecute: sudo vpn-only install; e inténtelo otra vez.",
    nothingToResume: "Apagado: no hay ninguna pausa que terminar. Para activarlo: sudo vpn-only install",
    resumeFailed: "No se ha podido terminar la pausa. Ejecute: sudo vpn-only install",
    takingBack: "No se ha instalado; se deshace lo que se había empezado.",
    asBefore: "Lo que estaba instalado antes vuelve a estar en vigor.",
    noSystemd: "Este ordenador no usa systemd, sin el cual nada volvería a poner las reglas tras reiniciarlo.",
    noFile: "En %s falta %s. Copie la carpeta entera en este ordenador y ejecute install desde allí.",
    openFolder:
      "No solo la administración puede escribir en la carpeta %s. Arréglelo primero: sudo chown root:root y sudo chmod 755, cada uno con esa carpeta.",
    noFilter:
      "Ni nftables ni iptables pueden cargar aquí las reglas. Instale uno de los dos (en Debian y Ubuntu: sudo apt install nftables) e inténtelo otra vez.",
    tryIt: "Para verlo usted mismo: sudo vpn-only test",
    stillThere: "Las reglas siguen ahí. Reinicie este ordenador; no vuelven.",
    removed: "Quitado: este ordenador envía lo que quiere fuera de la VPN.",
  },
};
