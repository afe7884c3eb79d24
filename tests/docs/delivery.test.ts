import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { placesIn } from "../../host/places.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The words in the first column of the table below a heading. */
function firstColumn(page: string, heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1] ?? "");
}

describe("docs/delivery.md", () => {
  const page = read("docs/delivery.md");
  const code = ["agent", "apply", "access"].map((name) => read(`host/${name}.ts`)).join("\n");
  const steps = firstColumn(page, "Steps");

  it("names the steps that the agent goes through, and no other", () => {
    const apply = read("host/apply.ts");
    const said = [
      ...apply.matchAll(/\bsay\("([^"]+)"/g),
      ...apply.matchAll(/\bstep: "([^"]+)"/g),
      ...apply.matchAll(/\blet step = "([^"]+)"/g),
      ...apply.matchAll(/\bfailureOf\(error, "([^"]+)"\)/g),
    ].map((match) => match[1] ?? "");
    assert.deepEqual([...new Set([...said, "lock", "access"])].sort(), [...steps].sort());
    for (const step of ["lock", "access"]) assert.match(code, new RegExp(`(step: |StepFailed\\(\\s*)"${step}"`));
  });

  it("names them in their order", () => {
    const body = read("host/apply.ts").split("async function switchOver")[1] ?? "";
    const said = [...body.matchAll(/\bsay\("([^"]+)"/g)].map((match) => match[1] ?? "");
    const order = ["accounts", "packages", "stage", "validate", "wait", "switch", "firewall", "prove", "settle"];
    assert.deepEqual(said.slice(0, order.length), order);
    assert.deepEqual(
      steps.filter((step) => order.includes(step)),
      order,
    );
  });

  it("names everything that the agent keeps on the disk", () => {
    const state = "/var/lib/stillroom/";
    const kept = Object.values(placesIn("/")).flatMap((path) =>
      typeof path === "string" && path.startsWith(state) ? [path.slice(state.length)] : [],
    );
    assert.deepEqual([...firstColumn(page, "What lies in")].sort(), kept.sort());
  });
});
