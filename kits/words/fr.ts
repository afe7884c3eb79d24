import type { KitWords } from "../words.ts";

export const FR: KitWords = {
  introduction:
    "Ce dossier est destiné aux personnes qui travaillent ici et à leurs ordinateurs. Imprimez cette page si cela vous aide.",
  checking:
    "Pour vous assurer que rien n’a été modifié en chemin, ouvrez un terminal dans ce dossier et tapez ce qui convient à votre système. Un fichier modifié est nommé.",
  checkingOn: {
    linux: "Linux :",
    macos: "macOS :",
    windows: "Windows, dans PowerShell (n’affiche rien si tout va bien ; pas encore essayé sous Windows) :",
  },
  steps: "Ce qu’il faut faire",
  files: "Ce qu’il contient",
  papers: "Documents",
  forPrinting: "pour imprimer (PDF)",
};
