import type { Facts } from "./facts.ts";
import { StepFailed } from "./failure.ts";
import type { Places } from "./places.ts";
import { secretOf } from "./secrets.ts";

const PLACEHOLDER = /@@(?:(secret|fact):([a-z0-9_]+)@@)?/g;

/** A file's text with what only the machine knows put in. */
export type Fill = (text: string, path: string) => string;

export function fillFrom(places: Places, facts: Facts): Fill {
  const known: ReadonlyMap<string, string> = new Map(Object.entries(facts));
  return (text, path) =>
    text.replace(PLACEHOLDER, (whole, kind: string | undefined, name: string | undefined) => {
      if (kind === "secret" && name !== undefined) return secretOf(places, name);
      const fact = name === undefined ? undefined : known.get(name);
      if (fact !== undefined) return fact;
      throw new StepFailed(
        "stage",
        `${path} holds ${whole}, which this machine can't fill.`,
        "Deliver with the version of Stillroom that rendered the release.",
      );
    });
}
