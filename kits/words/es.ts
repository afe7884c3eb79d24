import type { KitWords } from "../words.ts";

export const ES: KitWords = {
  introduction:
    "Esta carpeta es para las personas que trabajan aquí y para sus ordenadores. Imprima esta página si le resulta útil.",
  checking:
    "Si quiere asegurarse de que nada cambió por el camino, abra un terminal en esta carpeta y escriba lo que corresponde a su sistema. Si un archivo cambió, se muestra su nombre.",
  checkingOn: {
    linux: "Linux:",
    macos: "macOS:",
    windows: "Windows, en PowerShell (no muestra nada si todo está bien; aún no probado en Windows):",
  },
  steps: "Qué hay que hacer",
  files: "Qué contiene",
  papers: "Documentos",
  forPrinting: "para imprimir (PDF)",
};
