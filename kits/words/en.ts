import type { KitWords } from "../words.ts";

export const EN: KitWords = {
  introduction:
    "This folder is for the people who work here, and for the computers that they use. Print this page if that helps.",
  checking:
    "Whoever wants to be sure that nothing was changed on the way opens a terminal in this folder and types what their system has. A file that was changed is named.",
  checkingOn: {
    linux: "Linux:",
    macos: "macOS:",
    windows: "Windows, in PowerShell (shows nothing when all is well; not yet tried on Windows):",
  },
  steps: "What to do",
  files: "What is in it",
  papers: "Papers",
  forPrinting: "for printing (PDF)",
};
