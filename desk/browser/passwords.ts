/** A button beside a password that shows it, and hides it again. */
export function bringPasswordsToLife(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-shows]")) {
    const field = document.getElementById(button.dataset["shows"] ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shows = field.type === "password";
      field.type = shows ? "text" : "password";
      button.textContent = (shows ? button.dataset["hide"] : button.dataset["show"]) ?? "";
    });
    // A browser remembers no text field, and whoever looks over the shoulder sees none.
    field.form?.addEventListener("submit", () => {
      field.type = "password";
    });
  }
}
