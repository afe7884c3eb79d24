import type { Words } from "../words.ts";

export const fr: Words = {
  language: "fr",
  lock: "Chiffrement de cet appel",
  states: {
    outside: "Personne ne vous entend ni ne vous voit encore. Le chiffrement s’active quand vous entrez.",
    preparing: "Personne ne vous entend ni ne vous voit encore. Le chiffrement s’active.",
    on: "Chiffré de bout en bout",
    dropped: "Le chiffrement s’est arrêté. Personne ne vous entend ni ne vous voit jusqu’à son retour.",
    "somebody-unencrypted":
      "Quelqu’un ici n’est pas chiffré. D’ici à ce que ce soit réglé, personne ne vous entend ni ne vous voit.",
  },
  onMuted: "Chiffré de bout en bout. Vous pouvez maintenant activer le micro et la caméra.",
  details: "Détails",
  encryptedTitle: "Ce qui est chiffré",
  encrypted:
    "Le son, l’image et les écrans partagés. Ils sont chiffrés sur votre appareil et ne redeviennent lisibles que sur les appareils des autres personnes de cette salle. Le serveur qui les transmet ne peut pas les lire, à moins d’avoir échangé les clés en secret : c’est ce que la comparaison des images permet d’exclure.",
  clearTitle: "Ce qui ne l’est pas",
  clear:
    "Les noms, les messages, les mains levées, et qui est dans la salle et quand. Le serveur peut les lire. Et rien ne protège d’une personne qui enregistre son propre écran.",
  compareTitle: "S’assurer que personne ne s’interpose",
  compareHow:
    "Les deux personnes reçoivent les mêmes sept images. Dites-vous à voix haute ce que vous voyez. Si elles sont identiques, personne ne s’interpose.",
  compareNobody: "Dès qu’une autre personne sera là, vous pourrez comparer des images.",
  compareWith: (name) => `Comparer les images avec ${name}`,
  comparedSame: (name) => `Comparé avec ${name} : les mêmes images.`,
  comparedDifferent: (name) =>
    `Comparé avec ${name} : des images différentes. Quittez l’appel et joignez-vous par un autre moyen.`,
  somebody: "l’autre personne",
  refusals: {
    "apple-mobile": {
      title: "Cet appareil ne peut pas chiffrer l’appel",
      text: "Sur iPhone et iPad, aucun navigateur n’en est capable aujourd’hui. Veuillez ouvrir la même adresse sur un ordinateur ou un téléphone Android, dans l’un de ces navigateurs :",
    },
    "inside-an-app": {
      title: "Veuillez ouvrir cette adresse dans un vrai navigateur",
      text: "Elle a été ouverte dans une autre application, qui pourrait lire ce qui s’y passe. Veuillez l’ouvrir dans l’un de ces navigateurs :",
    },
    other: {
      title: "Ce navigateur ne peut pas chiffrer l’appel",
      text: "Veuillez ouvrir la même adresse dans l’un de ces navigateurs :",
    },
    unavailable: {
      title: "Le chiffrement n’a pas pu être chargé",
      text: "Sans lui, il n’y a pas d’appel ici. Veuillez réessayer. Si cela ne suffit pas, ouvrez la même adresse dans l’un de ces navigateurs :",
    },
    "removed-unencrypted": {
      title: "On vous a fait sortir de la salle : votre chiffrement n’était pas actif",
      text: "Cela arrive quand la connexion est lente. Veuillez réessayer. Si cela ne suffit pas, ouvrez la même adresse dans l’un de ces navigateurs :",
    },
    "time-over": {
      title: "Le temps prévu pour ce lien est écoulé",
      text: "Veuillez ouvrir votre lien encore une fois ; si vous dirigez l’appel, ouvrez-le de nouveau depuis vos rendez-vous. Si cela ne marche plus, demandez un nouveau lien.",
    },
    replaced: {
      title: "Vous êtes dans la salle par ailleurs",
      text: "Vous êtes de retour dans un autre onglet ou sur un autre appareil, et cette page a donc été quittée. Vous pouvez la fermer.",
    },
    "meeting-over": {
      title: "L’appel est terminé",
      text: "La personne qui invite n’est pas revenue, ou le temps de chacun était écoulé. S’il doit continuer, vous pouvez entrer à nouveau.",
    },
    "room-ended": {
      title: "Il a été mis fin à l’appel",
      text: "Il est terminé pour toutes les personnes présentes. Si vous pensez qu’il devrait continuer, demandez-le aux autres.",
    },
    "room-moved": {
      title: "L’appel a été déplacé",
      text: "Il commence ou se termine maintenant à une autre heure. Si vous avez reçu une invitation, demandez quand il aura lieu : votre lien reste valable. Si vous dirigez l’appel, ouvrez-le de nouveau depuis vos rendez-vous.",
    },
    "link-taken-back": {
      title: "Votre lien n’est plus valable",
      text: "La personne qui vous a invité l’a retiré. Si vous avez reçu un nouveau lien, ouvrez celui-là ; sinon, demandez-en un.",
    },
    "consent-taken-back": {
      title: "L’accord pour se voir en vidéo a été retiré",
      text: "Cet appel est donc terminé pour vous : on ne vous entend plus et on ne vous voit plus. Si ce n’était pas votre intention, ouvrez à nouveau votre lien.",
    },
  },
  browsersTitle: "Les navigateurs qui conviennent",
  browsers: [
    "Google Chrome, sur ordinateur ou téléphone Android",
    "Microsoft Edge, sur ordinateur ou téléphone Android",
    "Chromium, sur ordinateur",
  ],
  address: "L’adresse de cette salle",
  copy: "Copier l’adresse",
  copied: "L’adresse est copiée.",
  again: "Réessayer",
  untouched: "Ni la caméra ni le micro n’ont été utilisés.",
};
