import type { Refusal } from "./refusal.ts";
import type { Words } from "./words.ts";

/** Where another browser, and so the address to take there, is of help. */
const WANTS_BROWSER: ReadonlySet<Refusal> = new Set<Refusal>([
  "apple-mobile",
  "inside-an-app",
  "other",
  "unavailable",
  "removed-unencrypted",
]);
const WANTS_ANOTHER_TRY: ReadonlySet<Refusal> = new Set<Refusal>([
  "unavailable",
  "removed-unencrypted",
  "meeting-over",
]);
/** Here nothing of Jitsi ever ran. */
const UNTOUCHED: ReadonlySet<Refusal> = new Set<Refusal>(["apple-mobile", "inside-an-app", "other"]);

/**
 * Puts a plain page in place of Jitsi's, of which no script runs any more. The address in it keeps the token: it is the person's own link.
 */
export function showInstead(refusal: Refusal, words: Words): void {
  forbidScripts();
  // While the head is still read there is no body to take the place of, and a browser paints nothing before it has read one.
  if (document.readyState !== "loading") replaceBody(refusal, words);
  else {
    document.addEventListener("DOMContentLoaded", () => {
      replaceBody(refusal, words);
    });
  }
}

/** A policy that comes later counts from then on, beside the server's (Content Security Policy Level 3, 3.3). Stopping the page instead leaves it unpainted. */
function forbidScripts(): void {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'none'; connect-src 'none'; worker-src 'none'";
  document.head.append(policy);
}

function replaceBody(refusal: Refusal, words: Words): void {
  const body = document.createElement("body");
  body.id = "call-guard-page";
  body.append(mainFor(refusal, words));
  document.documentElement.lang = words.language;
  document.title = words.refusals[refusal].title;
  document.body.replaceWith(body);
  // Whoever hears the page, or has magnified a part of it, is led to what is new.
  body.querySelector("h1")?.focus();
}

function mainFor(refusal: Refusal, words: Words): HTMLElement {
  const { title, text } = words.refusals[refusal];
  const main = document.createElement("main");
  const heading = element("h1", title);
  heading.tabIndex = -1;
  main.append(heading, element("p", text));
  if (WANTS_BROWSER.has(refusal)) main.append(browserList(words), addressToCopy(words));
  if (WANTS_ANOTHER_TRY.has(refusal)) main.append(anotherTry(words));
  if (UNTOUCHED.has(refusal)) main.append(element("p", words.untouched));
  return main;
}

function browserList(words: Words): HTMLElement {
  const list = document.createElement("ul");
  list.setAttribute("aria-label", words.browsersTitle);
  list.append(...words.browsers.map((name) => element("li", name)));
  return list;
}

function addressToCopy(words: Words): HTMLElement {
  const label = element("label", words.address);
  const field = document.createElement("input");
  field.id = "call-guard-address";
  field.readOnly = true;
  field.value = window.location.href;
  field.dir = "ltr";
  label.htmlFor = field.id;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const button = buttonWith(words.copy, () => {
    field.select();
    navigator.clipboard.writeText(field.value).then(
      () => {
        said.textContent = words.copied;
      },
      // Where the browser does not let us, the address is selected, to be copied by hand.
      () => undefined,
    );
  });
  const box = document.createElement("p");
  box.append(label, field, button, said);
  return box;
}

function anotherTry(words: Words): HTMLElement {
  const box = document.createElement("p");
  box.append(
    buttonWith(words.again, () => {
      window.location.reload();
    }),
  );
  return box;
}

function buttonWith(text: string, press: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", press);
  return button;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
