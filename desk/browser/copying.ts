/** A button that copies a field's text. */
export function bringCopyingToLife(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
    const field = document.getElementById(button.dataset["copies"] ?? "");
    const status = document.getElementById("copied");
    if (!(field instanceof HTMLInputElement) || status === null) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(field.value).then(
        () => {
          status.textContent = button.dataset["copied"] ?? "";
        },
        () => {
          // Where it is not allowed, it is marked for the keys that copy.
          field.select();
        },
      );
    });
  }
}
