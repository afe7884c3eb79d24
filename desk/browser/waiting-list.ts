const EACH_MILLISECONDS = 4000;

/** Keeps the list of who waits up to date. Its asking keeps no session alive, unless somebody touched the page since it last asked. */
export function keepWaitingList(): void {
  if (document.body.dataset["work"] !== "waiting-list") return;
  const list = document.getElementById("waiting");
  const status = document.getElementById("waiting-status");
  if (list === null || status === null) return;
  let touched = false;
  let known = list.innerHTML;

  const ask = async (): Promise<void> => {
    const by = touched ? "person" : "page";
    touched = false;
    const answer = await fetch(`/appointments/waiting?by=${by}`, { cache: "no-store", redirect: "manual" });
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
      touched = true;
    });
  }
  setInterval(() => {
    void ask().catch(() => undefined);
  }, EACH_MILLISECONDS);
}
