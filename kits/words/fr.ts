import type { KitWords } from "../words.ts";

export const FR: KitWords = {
  introduction:
    "Ce dossier est destiné aux personnes qui travaillent ici et à leurs ordinateurs. Imprimez cette page si cela vous aide.",
  checking:
    "Pour vous assurer que rien n’a été modifié en chemin, ouvrez un terminal dans ce dossier et tapez : sha256sum --check SHA256SUMS",
  steps: "Ce qu’il faut faire",
  files: "Ce qu’il contient",
  missing: (key) =>
    `Cette partie n’est pas encore faite : ${key}, dans le fichier de pile, dit quel VPN vos ordinateurs utilisent. La personne qui s’occupe de ce fichier trouvera un exemple dans Pulumi.prod.yaml.`,
  parts: {
    "workstations/linux": {
      title: "Ordinateurs sous Linux : rien ne sort sans le VPN",
      purpose:
        "Un VPN peut se couper : dans le train, après une mise en veille, sur un nouveau réseau. À partir de là, l’ordinateur envoie tout à découvert, et personne ne s’en aperçoit. Avec ceci, l’ordinateur n’envoie plus rien du tout jusqu’au retour du VPN. Cela vaut pour IPv4, IPv6 et la recherche des noms, après un redémarrage, après une mise en veille et sur tous les réseaux.",
      steps: [
        {
          text: "Copiez le dossier workstations/linux sur l’ordinateur. Ouvrez-y un terminal et tapez ceci. Le mot de passe d’administration vous sera demandé.",
          command: "sudo ./vpn-only install",
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
    },
  },
};
