import type { CallState } from "./call.ts";
import type { Comparison } from "./verification.ts";
import type { Words } from "./words.ts";

/** What the lock shows at one moment. */
export interface Shown {
  readonly state: CallState;
  /** Whether anything of this person leaves. */
  readonly sending: boolean;
  readonly comparisons: readonly Comparison[];
}

export interface Notice {
  readonly show: (shown: Shown) => void;
  readonly remove: () => void;
}

/**
 * The lock that stays on screen: a sentence that says how it stands, told to who hears the page when it changes, and what is behind it
 * to unfold. Nothing is told by colour alone, and nothing moves.
 *
 * @param compare begins a comparison of keys with the person of this id
 */
export function makeNotice(words: Words, compare: (id: string) => void): Notice {
  const box = document.createElement("section");
  box.id = "call-guard";
  box.lang = words.language;
  box.dir = "ltr";
  box.setAttribute("aria-label", words.lock);
  const line = document.createElement("div");
  line.id = "call-guard-line";
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  const people = document.createElement("div");
  box.append(padlock(), line, details(words, people));
  let last = "";
  let lastComparisons = "";

  return {
    show({ state, sending, comparisons }) {
      const text = state.kind === "on" && !sending ? words.onMuted : words.states[state.kind];
      // Touched only when it changes: otherwise it would be told again and again, and the focus lost.
      if (text !== last) {
        line.textContent = last = text;
        box.dataset["state"] = state.kind;
      }
      const compared = JSON.stringify(comparisons);
      if (compared !== lastComparisons) {
        lastComparisons = compared;
        replacePeople(people, words, comparisons, compare);
      }
      // Jitsi may put another body in place while it loads.
      const body = document.querySelector("body");
      if (box.parentNode !== body) body?.append(box);
    },
    remove() {
      box.remove();
    },
  };
}

/** Beside words that say the same. The style shows its shackle closed in the state `on` alone. */
function padlock(): SVGElement {
  const svg = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const lock = svg("svg", { viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" });
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": "1.8" };
  lock.append(
    svg("rect", { x: "2.5", y: "7", width: "11", height: "8", rx: "1.5", fill: "currentColor" }),
    svg("path", { ...stroke, d: "M5 7V4.5a3 3 0 0 1 6 0V7", class: "closed" }),
    svg("path", { ...stroke, d: "M5 7V4a3 3 0 0 1 5.8-1", class: "opened" }),
  );
  return lock;
}

function details(words: Words, people: HTMLElement): HTMLElement {
  const unfolded = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words.details;
  const panel = document.createElement("div");
  panel.id = "call-guard-details";
  // It scrolls on a small screen, also by keys.
  panel.tabIndex = 0;
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", words.lock);
  panel.append(
    ...part(words.encryptedTitle, words.encrypted),
    ...part(words.clearTitle, words.clear),
    ...part(words.compareTitle, words.compareHow),
    people,
  );
  unfolded.append(summary, panel);
  unfolded.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !unfolded.open) return;
    unfolded.open = false;
    summary.focus();
    event.stopPropagation();
  });
  return unfolded;
}

function part(title: string, text: string): readonly HTMLElement[] {
  const heading = document.createElement("h2");
  heading.textContent = title;
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return [heading, paragraph];
}

function replacePeople(
  people: HTMLElement,
  words: Words,
  comparisons: readonly Comparison[],
  compare: (id: string) => void,
): void {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["person"] : undefined;
  people.replaceChildren(
    ...(comparisons.length === 0
      ? [paragraphWith(words.compareNobody)]
      : comparisons.map((comparison) => lineFor(comparison, words, compare))),
  );
  if (focused === undefined) return;
  const again = [...people.querySelectorAll("button")].find(({ dataset }) => dataset["person"] === focused);
  (again ?? people.closest<HTMLElement>("#call-guard-details"))?.focus();
}

function lineFor({ id, name, result }: Comparison, words: Words, compare: (id: string) => void): HTMLElement {
  const shownName = name ?? words.somebody;
  if (result === "same") return paragraphWith(words.comparedSame(shownName));
  if (result === "different") return paragraphWith(words.comparedDifferent(shownName));
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["person"] = id;
  button.textContent = words.compareWith(shownName);
  button.addEventListener("click", () => {
    compare(id);
  });
  return button;
}

function paragraphWith(text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph;
}
