import { readFileSync } from "node:fs";
import { newQuickJSWASMModuleFromVariant, type QuickJSContext, type QuickJSHandle } from "quickjs-emscripten-core";
import type { Plain, Source } from "../../reading.ts";

/**
 * A program for a process of its own (`separate-process.ts`): runs a script in QuickJS, without network, clock or randomness
 * and bounded in time and memory, and prints what the script left in one global variable.
 */

export interface ScriptQuestion {
  readonly source: Source;
  /** The global variable. */
  readonly name: string;
}

export type ScriptAnswer =
  | { readonly kind: "ran"; readonly report: ScriptReport }
  | { readonly kind: "failed"; readonly failure: ScriptFailure };

export interface ScriptReport {
  readonly defined: boolean;
  readonly value: Plain;
  /** Global names that the script defined beside the one asked for. */
  readonly others: readonly string[];
  /** Global names that the script asked for and that only a browser could have. */
  readonly asked: readonly string[];
  readonly doubts: readonly string[];
}

export interface ScriptFailure {
  /** `hides`: it declares names that hide a browser's own. */
  readonly reason: "error" | "hides";
  readonly line?: number;
  readonly what: string;
}

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

function run(context: QuickJSContext, { source, name }: ScriptQuestion): ScriptAnswer {
  const inspect = context.unwrapResult(context.evalCode(PRELUDE, "prelude"));
  const ran = context.evalCode(source.text, source.path);
  if (ran.error) return failure(context, "error", ran.error);
  ran.value.dispose();
  // Promises that the script left behind would run in a browser before the page's next script.
  const jobs = context.runtime.executePendingJobs(JOBS);
  if (jobs.error) return failure(context, "error", jobs.error);
  const text = context.callFunction(inspect, context.undefined, context.newString(name));
  if (text.error) return failure(context, "error", text.error);
  const report = JSON.parse(text.value.consume((handle) => context.getString(handle))) as ScriptReport;
  // A `let`, `const` or `class` at the top of a script is no property of the global object, yet hides a browser's own name
  // from every later script. Only such a name makes a second run fail with a SyntaxError.
  const again = context.evalCode(source.text, source.path);
  return again.error ? failure(context, "hides", again.error) : { kind: "ran", report };
}

function failure(context: QuickJSContext, reason: ScriptFailure["reason"], thrown: QuickJSHandle): ScriptAnswer {
  const error = thrown.consume((handle) => context.dump(handle) as unknown);
  const line = lineOf(error);
  return { kind: "failed", failure: { reason, ...(line === undefined ? {} : { line }), what: messageOf(error) } };
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

const runtime = (await newQuickJSWASMModuleFromVariant(import("@jitl/quickjs-wasmfile-release-sync"))).newRuntime();
runtime.setMemoryLimit(MEMORY_BYTES);
runtime.setMaxStackSize(STACK_BYTES);
const deadline = performance.now() + DEADLINE_MS;
runtime.setInterruptHandler(() => performance.now() > deadline);
// Everything is taken down with the process.
const answer = run(runtime.newContext(), JSON.parse(readFileSync(0, "utf8")) as ScriptQuestion);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
