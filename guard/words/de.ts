import type { Words } from "../words.ts";

export const de: Words = {
  language: "de",
  lock: "Verschlüsselung dieses Gesprächs",
  states: {
    outside: "Noch hört und sieht Sie niemand. Beim Beitreten wird die Verschlüsselung eingeschaltet.",
    preparing: "Noch hört und sieht Sie niemand. Die Verschlüsselung wird eingeschaltet.",
    on: "Ende-zu-Ende-verschlüsselt",
    dropped: "Die Verschlüsselung ist ausgefallen. Bis sie wieder da ist, hört und sieht Sie niemand.",
    "somebody-unencrypted": "Hier ist jemand ohne Verschlüsselung. Bis das gelöst ist, hört und sieht Sie niemand.",
  },
  onMuted: "Ende-zu-Ende-verschlüsselt. Sie können Mikrofon und Kamera jetzt einschalten.",
  details: "Näheres",
  encryptedTitle: "Was verschlüsselt ist",
  encrypted:
    "Ton, Bild und geteilte Bildschirme. Sie werden auf Ihrem Gerät verschlüsselt und erst auf den Geräten der anderen in diesem Raum wieder lesbar. Der Server dazwischen reicht sie weiter und kann sie nicht lesen, es sei denn, er hätte heimlich die Schlüssel vertauscht: Das schließen Sie aus, indem Sie Bilder vergleichen.",
  clearTitle: "Was nicht",
  clear:
    "Namen, Chatnachrichten, gehobene Hände und wer wann im Raum ist. Das kann der Server lesen. Und nichts schützt davor, dass jemand den eigenen Bildschirm aufzeichnet.",
  compareTitle: "Sichergehen, dass niemand dazwischensitzt",
  compareHow:
    "Sie beide bekommen dieselben sieben Bilder. Sagen Sie einander laut, was Sie sehen. Sind sie gleich, sitzt niemand dazwischen.",
  compareNobody: "Sobald noch jemand da ist, können Sie Bilder vergleichen.",
  compareWith: (name) => `Bilder mit ${name} vergleichen`,
  comparedSame: (name) => `Mit ${name} verglichen: dieselben Bilder.`,
  comparedDifferent: (name) =>
    `Mit ${name} verglichen: nicht dieselben Bilder. Verlassen Sie das Gespräch und erreichen Sie einander auf anderem Weg.`,
  somebody: "der anderen Person",
  refusals: {
    "apple-mobile": {
      title: "Dieses Gerät kann das Gespräch nicht verschlüsseln",
      text: "Auf iPhones und iPads kann das heute kein Browser. Bitte öffnen Sie dieselbe Adresse an einem Computer oder Android-Telefon, in einem dieser Browser:",
    },
    "inside-an-app": {
      title: "Bitte öffnen Sie diese Adresse in einem eigenen Browser",
      text: "Sie wurde in einer anderen App geöffnet, die mitlesen könnte. Bitte öffnen Sie sie in einem dieser Browser:",
    },
    other: {
      title: "Dieser Browser kann das Gespräch nicht verschlüsseln",
      text: "Bitte öffnen Sie dieselbe Adresse in einem dieser Browser:",
    },
    unavailable: {
      title: "Die Verschlüsselung ließ sich nicht laden",
      text: "Ohne sie gibt es hier kein Gespräch. Bitte versuchen Sie es noch einmal. Hilft das nicht, öffnen Sie dieselbe Adresse in einem dieser Browser:",
    },
    "removed-unencrypted": {
      title: "Sie wurden aus dem Raum genommen: Ihre Verschlüsselung war nicht an",
      text: "Das kommt bei langsamer Verbindung vor. Bitte versuchen Sie es noch einmal. Hilft das nicht, öffnen Sie dieselbe Adresse in einem dieser Browser:",
    },
    "time-over": {
      title: "Die Zeit dieses Links ist vorbei",
      text: "Bitte öffnen Sie Ihren Link noch einmal; wenn Sie das Gespräch leiten, öffnen Sie es wieder aus Ihren Terminen. Geht das nicht mehr, bitten Sie um einen neuen Link.",
    },
    replaced: {
      title: "Sie sind an anderer Stelle im Raum",
      text: "Sie sind in einem anderen Tab oder auf einem anderen Gerät wiedergekommen und haben darum diese Seite verlassen. Sie können sie schließen.",
    },
    "meeting-over": {
      title: "Das Gespräch ist zu Ende",
      text: "Wer einlädt, kam nicht zurück, oder die Zeit aller war vorbei. Soll es weitergehen, können Sie wieder beitreten.",
    },
    "room-ended": {
      title: "Das Gespräch wurde beendet",
      text: "Es ist für alle vorbei, die dabei waren. Wenn es Ihrer Meinung nach weitergehen sollte, fragen Sie bitte die anderen.",
    },
    "room-moved": {
      title: "Das Gespräch wurde verlegt",
      text: "Es beginnt oder endet jetzt zu einer anderen Zeit. Wenn Sie eingeladen wurden, fragen Sie bitte nach, wann es stattfindet: Ihr Link gilt auch dann. Wenn Sie das Gespräch leiten, öffnen Sie es wieder aus Ihren Terminen.",
    },
    "link-taken-back": {
      title: "Ihr Link gilt nicht mehr",
      text: "Wer Sie eingeladen hat, hat ihn zurückgenommen. Haben Sie einen neuen Link bekommen, öffnen Sie bitte diesen; sonst bitten Sie um einen.",
    },
    "consent-taken-back": {
      title: "Die Einwilligung in das Videogespräch wurde zurückgenommen",
      text: "Darum ist dieses Gespräch für Sie zu Ende, und von Ihnen ist nichts mehr zu hören oder zu sehen. War das nicht Ihre Absicht, öffnen Sie Ihren Link noch einmal.",
    },
  },
  browsersTitle: "Browser, die es können",
  browsers: [
    "Google Chrome, am Computer oder Android-Telefon",
    "Microsoft Edge, am Computer oder Android-Telefon",
    "Chromium, am Computer",
  ],
  address: "Die Adresse dieses Raums",
  copy: "Adresse kopieren",
  copied: "Die Adresse ist kopiert.",
  again: "Noch einmal versuchen",
  untouched: "Kamera und Mikrofon wurden nicht angerührt.",
};
