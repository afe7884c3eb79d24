import type { KitWords } from "../words.ts";

export const DE: KitWords = {
  introduction:
    "Dieser Ordner ist für die Menschen, die hier arbeiten, und für ihre Computer. Drucken Sie diese Seite aus, wenn Ihnen das hilft.",
  checking:
    "Wenn Sie sichergehen möchten, dass unterwegs nichts verändert wurde, öffnen Sie in diesem Ordner ein Terminal und geben ein, was zu Ihrem System gehört. Eine veränderte Datei wird genannt.",
  checkingOn: {
    linux: "Linux:",
    macos: "macOS:",
    windows: "Windows, in PowerShell (zeigt nichts, wenn alles stimmt; noch nicht unter Windows ausprobiert):",
  },
  steps: "Was zu tun ist",
  files: "Was darin ist",
  papers: "Papiere",
  forPrinting: "zum Drucken (PDF)",
};
