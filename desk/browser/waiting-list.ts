const EACH_MILLISECONDS = 4000;
/** A page that is left open alone must not keep a session alive. */
const UNTOUCHED_MILLISECONDS = 3_600_000;

/** Keeps the list of who waits up to date for as long as somebody is there. */
export function keepWaitingList(): void {
  if (document.body.dataset["work"] !== "waiting-list") return;
  const list = document.getElementById("waiting");
  const status = document.getElementById("waiting-status");
  if (list === null || status === null) return;
  let touched = Date.now();
  let known = list.innerHTML;

  const ask = async (): Promise<void> => {
    if (Date.now() - touched > UNTOUCHED_MILLISECONDS) {
      status.textContent = list.dataset["paused"] ?? "";
      return;
    }
    const answer = await fetch("/appointments/waiting", { cache: "no-store", redirect: "manual" });
    // The session is over: the first page asks for a new one.
    if (answer.type === "opaqueredirect") location.assign("/");
    if (!answer.ok) return;
    const text = await answer.text();
    if (text === known) return;
    known = text;
    const focused = list.contains(document.activeElement) ? document.activeElement?.id : undefined;
    // Our own server's page, every value in it escaped.
    list.innerHTML = text;
    if (focused !== undefined && focused !== "") document.getElementById(focused)?.focus();
    const told = list.querySelector<HTMLElement>("[data-waiting]")?.dataset["waiting"] ?? "";
    if (status.textContent !== told) status.textContent = told;
  };
  for (const kind of ["keydown", "pointerdown", "visibilitychange"]) {
    addEventListener(kind, () => {
      touched = Date.now();
    });
  }
  setInterval(() => {
    void ask().catch(() => undefined);
  }, EACH_MILLISECONDS);
}
