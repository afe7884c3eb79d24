/** As the server makes them: 256 bits in base64url. */
const LINK = /^#([A-Za-z0-9_-]{43})$/;

/** Takes what stands behind # in the address into the form that opens it. It goes out of the address line, and on as the form's text. */
export function bringOpeningToLife(): void {
  keepClosedLink();
  const form = document.getElementById("opening");
  if (!(form instanceof HTMLFormElement)) return;
  const take = (): void => {
    const link = LINK.exec(location.hash)?.[1];
    const field = form.elements.namedItem("link");
    const missing = document.getElementById("no-link");
    if (link === undefined || !(field instanceof HTMLInputElement)) {
      if (missing !== null) missing.hidden = false;
      return;
    }
    field.value = link;
    history.replaceState(null, "", location.pathname);
    // On a device that has a place already; elsewhere a person presses the button, which no preview of a link does.
    if (form.dataset["atOnce"] !== undefined) form.submit();
    else form.hidden = false;
    if (missing !== null) missing.hidden = true;
    form.querySelector("button")?.focus();
  };
  addEventListener("hashchange", take);
  take();
}

/** A link that does not open yet stays in the address, so that loading the page again tries again; and it is tried when its time comes. */
function keepClosedLink(): void {
  const closed = document.getElementById("closed");
  const { link = "", opens = "" } = closed?.dataset ?? {};
  if (!LINK.test(`#${link}`)) return;
  history.replaceState(null, "", `/v#${link}`);
  if (opens === "") return;
  const again = setInterval(() => {
    if (Date.now() < Date.parse(opens)) return;
    clearInterval(again);
    location.reload();
  }, 1000);
}
