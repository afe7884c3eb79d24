import { newQuickJSWASMModuleFromVariant, type QuickJSContext, type QuickJSHandle } from "quickjs-emscripten-core";
import type { Breach } from "../rule.ts";
import type { Plain, Reading, Source } from "../reading.ts";

/** The interpreter is one for the process; each script gets a runtime of its own in it. */
const quickjs = await newQuickJSWASMModuleFromVariant(import("@jitl/quickjs-wasmfile-release-sync"));

const MEMORY_BYTES = 16 * 1024 * 1024;
const STACK_BYTES = 256 * 1024;
const DEADLINE_MS = 1000;
const JOBS = 1000;

/**
 * Runs before the script. It takes away whatever could make two runs differ, and puts a proxy behind the global object
 * that notes each name of a browser which the script asks for: what then happens depends on the visitor.
 */
const PRELUDE = `(() => {
  const { Reflect: R, Object: O, JSON: J, Array: A, String: S } = globalThis;
  const ownKeys = R.ownKeys, describe = R.getOwnPropertyDescriptor, prototypeOf = R.getPrototypeOf;
  const quote = J.stringify, isArray = A.isArray, apply = R.apply;
  const asked = [];
  for (const name of ["Date", "WeakRef", "FinalizationRegistry", "performance", "console", "print", "queueMicrotask", "Intl", "navigator"]) {
    delete globalThis[name];
  }
  delete Math.random;
  delete O.prototype.__proto__;
  const prototypes = [O, Function, A, S, Number, Boolean, RegExp, Promise, Error].map((type) => type.prototype);
  const before = prototypes.map((prototype) => ownKeys(prototype).length);
  R.setPrototypeOf(globalThis, new Proxy(O.create(null), {
    get(_, name) { if (typeof name === "string") asked[asked.length] = name; return undefined; },
    has(_, name) { if (typeof name === "string") asked[asked.length] = name; return false; },
  }));
  const known = {};
  const names = ownKeys(globalThis);
  for (let i = 0; i < names.length; i += 1) if (typeof names[i] === "string") known[names[i]] = true;
  let doubts;
  const trail = [];
  const doubt = (depth, what) => {
    let path = trail[0];
    for (let i = 1; i <= depth; i += 1) path += "." + trail[i];
    doubts[doubts.length] = path + what;
  };
  const write = (value, depth) => {
    const type = typeof value;
    if (type === "string") return quote(value);
    if (type === "boolean") return value ? "true" : "false";
    if (value === null || value === undefined) return "null";
    if (type === "number") {
      if (value - value === 0) return quote(value);
      doubt(depth, " is not a finite number");
      return "null";
    }
    if (type !== "object" || depth > 50) {
      doubt(depth, " is no plain value");
      return "null";
    }
    const list = isArray(value);
    const parent = prototypeOf(value);
    if (parent !== (list ? prototypes[2] : prototypes[0]) && !(parent === null && !list)) doubt(depth, " inherits from another object");
    let text = "";
    const keys = ownKeys(value);
    if (list && keys.length !== value.length + 1) doubt(depth, " is a list with holes or names");
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i];
      if (list && key === "length") continue;
      trail[depth + 1] = typeof key === "string" ? key : "[symbol]";
      const property = describe(value, key);
      if (typeof key !== "string" || property.get || property.set || !property.enumerable) {
        doubt(depth + 1, " is computed or hidden");
        continue;
      }
      if (property.value === undefined) continue;
      const written = write(property.value, depth + 1);
      text += (text === "" ? "" : ",") + (list ? written : quote(key) + ":" + written);
    }
    return list ? "[" + text + "]" : "{" + text + "}";
  };
  return (name) => {
    doubts = [];
    const own = describe(globalThis, name);
    trail[0] = name;
    const value = own && "value" in own ? write(own.value, 0) : "null";
    const now = ownKeys(globalThis);
    let others = "";
    for (let i = 0; i < now.length; i += 1) {
      if (typeof now[i] === "string" && !known[now[i]] && now[i] !== name) others += (others === "" ? "" : ",") + quote(now[i]);
    }
    for (let i = 0; i < prototypes.length; i += 1) {
      if (ownKeys(prototypes[i]).length !== before[i]) doubts[doubts.length] = "the script changes what every object inherits";
    }
    return '{"defined":' + (own ? "true" : "false") + ',"value":' + value + ',"others":[' + others + '],"asked":' + write(asked, 0) + ',"doubts":' + write(doubts, 0) + "}";
  };
})()`;

interface Report {
  readonly defined: boolean;
  readonly value: Plain;
  readonly others: readonly string[];
  readonly asked: readonly string[];
  readonly doubts: readonly string[];
}

/**
 * The value that a browser would find in the global variable `name` after it ran the script, evaluated by QuickJS without
 * network, clock or randomness and bounded in time and memory.
 */
export function readScript(source: Source, name: string): Reading<Plain | undefined> {
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(MEMORY_BYTES);
  runtime.setMaxStackSize(STACK_BYTES);
  const deadline = performance.now() + DEADLINE_MS;
  runtime.setInterruptHandler(() => performance.now() > deadline);
  const context = runtime.newContext();
  try {
    const report = reportOn(context, source, name);
    if ("what" in report) return { value: undefined, doubts: [report] };
    return { value: report.defined ? report.value : undefined, doubts: doubtsOf(report, source.path, name) };
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function reportOn(context: QuickJSContext, source: Source, name: string): Report | Breach {
  const inspect = context.unwrapResult(context.evalCode(PRELUDE, "prelude"));
  try {
    const ran = context.evalCode(source.text, source.path);
    if (ran.error) return failure(context, ran.error, source.path);
    ran.value.dispose();
    // Promises that the script left behind would run in a browser before the page's next script.
    const jobs = context.runtime.executePendingJobs(JOBS);
    if (jobs.error) return failure(context, jobs.error, source.path);
    const argument = context.newString(name);
    const text = context.callFunction(inspect, context.undefined, argument);
    argument.dispose();
    if (text.error) return failure(context, text.error, source.path);
    const report = JSON.parse(text.value.consume((handle) => context.getString(handle))) as Report;
    return lexicalNames(context, source) ?? report;
  } finally {
    inspect.dispose();
  }
}

/**
 * A `let`, `const` or `class` at the top of a script is no property of the global object, yet hides a browser's own name
 * from every later script. Only such a name makes a second run fail with a SyntaxError.
 */
function lexicalNames(context: QuickJSContext, source: Source): Breach | undefined {
  const again = context.evalCode(source.text, source.path);
  if (!again.error) {
    again.value.dispose();
    return undefined;
  }
  const error = again.error.consume((handle) => context.dump(handle) as unknown);
  return {
    where: source.path,
    what: `The script can't run twice (${messageOf(error)}), so it declares names that would hide a browser's own.`,
    mend: "Declare nothing but the configuration variable itself, with `var`.",
  };
}

function failure(context: QuickJSContext, thrown: QuickJSHandle, path: string): Breach {
  const error = thrown.consume((handle) => context.dump(handle) as unknown);
  const line = lineOf(error);
  return {
    where: path,
    ...(line === undefined ? {} : { line }),
    what: `A browser could not run this script: ${messageOf(error)}.`,
    mend: "Mend the script until it runs, without anything from the page, the clock or the network.",
  };
}

function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error && "name" in error) {
    const text = `${String(error.name)}: ${String(error.message)}`;
    return text === "InternalError: interrupted" ? "it runs for longer than a configuration may" : text;
  }
  return String(error);
}

function lineOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("stack" in error)) return undefined;
  const match = /:(\d+)(?::\d+)?\)?\s*$/m.exec(String(error.stack));
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

function doubtsOf(report: Report, path: string, name: string): Breach[] {
  const doubts: Breach[] = report.doubts.map((doubt) => ({
    where: path,
    what: `What a browser would see can't be told: ${doubt}.`,
    mend: "Write the value as plain data.",
  }));
  const asked = [...new Set(report.asked)].filter((asks) => asks !== name);
  if (asked.length > 0) {
    doubts.push({
      where: path,
      what: `The script asks the browser for ${asked.join(", ")}, so its outcome depends on the visitor.`,
      mend: "Write the value as plain data that is the same for everybody.",
    });
  }
  if (report.others.length > 0) {
    doubts.push({
      where: path,
      what: `The script defines ${report.others.join(", ")} beside ${name}, which can replace what the page relies on.`,
      mend: `Define only ${name} in this file.`,
    });
  }
  return doubts;
}
