import type { KitWords } from "../words.ts";

export const DE: KitWords = {
  introduction:
    "Dieser Ordner ist für die Menschen, die hier arbeiten, und für ihre Computer. Drucken Sie diese Seite aus, wenn Ihnen das hilft.",
  checking:
    "Wenn Sie sichergehen möchten, dass unterwegs nichts verändert wurde, öffnen Sie in diesem Ordner ein Terminal und geben ein: sha256sum --check SHA256SUMS",
  steps: "Was zu tun ist",
  files: "Was darin ist",
  papers: "Papiere",
  forPrinting: "zum Drucken (PDF)",
};
