import type { KitWords } from "../words.ts";

export const ES: KitWords = {
  introduction:
    "Esta carpeta es para las personas que trabajan aquí y para sus ordenadores. Imprima esta página si le resulta útil.",
  checking:
    "Si quiere asegurarse de que nada cambió por el camino, abra un terminal en esta carpeta y escriba: sha256sum --check SHA256SUMS",
  steps: "Qué hay que hacer",
  files: "Qué contiene",
  papers: "Documentos",
  forPrinting: "para imprimir (PDF)",
};
