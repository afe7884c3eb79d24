import type { Origin } from "../../demands.ts";
import { textsIn, type Plain, type Reading } from "../../reading.ts";
import { remembered } from "../../remembered.ts";
import { shapes, unknownSettings, type Shape, type Shapes } from "../known-settings.ts";
import { floatsIn, lineAt, offsetOf, plainOf } from "../located.ts";
import { locateYaml } from "../yaml.ts";

/** The rule log-retention looks at each level. */
const LOGGER: Shape = { fields: { level: "judged", handlers: "texts", propagate: "flag" } };

/**
 * Python's logging.config, "Dictionary Schema Details" (3.11 and 3.13): a formatter or filter with `()` or `class` is made by any function
 * that its name leads to, and so neither is known here. A style other than `%` reads attributes of what is logged.
 */
const LOGGING: Shapes = {
  version: [1],
  incremental: [false],
  disable_existing_loggers: "flag",
  formatters: { named: { fields: { ...shapes("text", "format datefmt"), style: ["%"], validate: "flag" } } },
  // The rule log-retention knows the keys of a handler.
  handlers: "judged",
  root: LOGGER,
  loggers: { named: LOGGER },
};

/** "Access to external objects": any text that begins so is replaced by what it leads to, and modules are loaded on the way. */
const ELSEWHERE = /^(?:ext|cfg):\/\//;
const STREAMS: ReadonlySet<string> = new Set(["ext://sys.stderr", "ext://sys.stdout"]);

/** The file that Synapse hands to Python's `dictConfig` (synapse/config/logger.py, _load_logging_config, 1.163.2). */
export const readSynapseLog = remembered((source): Reading<Plain | undefined> => {
  const { value: whole, doubts } = locateYaml(source);
  if (whole === undefined) return { value: undefined, doubts };
  const value = plainOf(whole);
  const lineOf = (keys: readonly string[]) => lineAt(source.text, offsetOf(whole, keys));
  const origin: Origin = { path: source.path, lineOf };
  const loaded = textsIn(value)
    .filter(({ text }) => ELSEWHERE.test(text) && !STREAMS.has(text))
    .map(({ keys, text }) => ({
      where: source.path,
      line: lineOf(keys),
      what: `Synapse's logging has ${text} at ${keys.join(".")}, for which Python loads whatever it names, so what it does can't be told.`,
    }));
  // logging/__init__.py, _checkLevel, and handlers.py count with integers alone.
  const floats = floatsIn(whole).map((keys) => ({
    where: source.path,
    line: lineOf(keys),
    what: `Synapse's logging has ${keys.join(".")} with a decimal point, of which PyYAML makes a float; Python's logging wants an integer there, so what it makes of it can't be told.`,
  }));
  return {
    value,
    doubts: [...doubts, ...floats, ...unknownSettings(value, LOGGING, "Synapse's logging", origin), ...loaded],
  };
});
