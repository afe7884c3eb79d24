import type { Destination } from "../../../services/service.ts";
import { at, isMap, stringsOf, type Plain, type Reading } from "../../reading.ts";
import { remembered } from "../../remembered.ts";
import { readJson } from "../json.ts";
import type { FilledChains } from "./packet-walk.ts";

/** /etc/stillroom/egress.json: which chains our own program fills on the machine, and with whose addresses. */
export const readFilledChains = remembered((source): Reading<FilledChains> => {
  const { value, doubts } = readJson(source);
  const chains = at(value, "chains");
  const entries = Array.isArray(chains) ? (chains as readonly Plain[]).map(entryOf) : [undefined];
  const good = entries.filter((entry) => entry !== undefined);
  if (new Set(good.map(([chain]) => chain)).size < good.length) {
    const doubt = { where: source.path, what: "A chain stands here twice, so what it is filled with can't be told." };
    return { value: new Map(good), doubts: [...doubts, doubt] };
  }
  if (good.length !== entries.length && doubts.length === 0) {
    return {
      value: new Map(good),
      doubts: [{ where: source.path, what: "A chain is described in a way that our own program does not know." }],
    };
  }
  return { value: new Map(good), doubts };
});

function entryOf(entry: Plain): readonly [string, Destination] | undefined {
  const chain = at(entry, "chain");
  const to = destinationOf(at(entry, "to"));
  return typeof chain === "string" && to !== undefined ? [chain, to] : undefined;
}

function destinationOf(to: Plain | undefined): Destination | undefined {
  if (!isMap(to)) return undefined;
  const names = stringsOf(to["names"]);
  if (to["kind"] === "names" && names !== undefined) return { kind: "names", names };
  const fact = to["fact"];
  if (to["kind"] === "fact" && (fact === "apt-mirrors" || fact === "resolvers")) return { kind: "fact", fact };
  return undefined;
}
