import type { KitWords } from "../words.ts";

export const FR: KitWords = {
  introduction:
    "Ce dossier est destiné aux personnes qui travaillent ici et à leurs ordinateurs. Imprimez cette page si cela vous aide.",
  checking:
    "Pour vous assurer que rien n’a été modifié en chemin, ouvrez un terminal dans ce dossier et tapez : sha256sum --check SHA256SUMS",
  steps: "Ce qu’il faut faire",
  files: "Ce qu’il contient",
  papers: "Documents",
  forPrinting: "pour imprimer (PDF)",
};
