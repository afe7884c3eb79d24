import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { LuaFactory, type LuaEngine } from "wasmoon";
import { renderFile } from "../../render/render.ts";
import { prosody } from "../../services/prosody.ts";
import { CLINIC } from "../fixtures/clinic.ts";

/**
 * Stands in for Prosody: a clock that the test moves, timers by it, one room, and as much of a module's surroundings as
 * mod_muc_e2ee_guard asks for. What happens to whom is written into `told`.
 */
const STAND_IN = `
local clock, timers, hooks, occupants = 0, {}, {}, {}
told = {}
local function tell(what, nick, person) told[#told + 1] = { at = clock, what = what, nick = nick, person = person }; end

package.preload["util.cache"] = function() return { new = function()
	local kept = {}
	return { get = function(_, key) return kept[key]; end; set = function(_, key, value) kept[key] = value; end }
end }; end
package.preload["util.time"] = function() return { monotonic = function() return clock; end }; end
package.preload["util.stanza"] = function() return { error_reply = function() return "refused"; end }; end

module = {}
function module:get_option_number(_, default) return default; end
function module:require(name)
	return name == "attempts" and { size = 4096 } or { is_service = function() return false; end; person_of = function(occupant) return occupant.person; end }
end
function module:log() end
function module:fire_event() end
function module:hook(name, handler) hooks[name] = handler; end
function module:add_timer(seconds, call)
	local timer = { at = clock + seconds; call = call; stop = function(self) timers[self] = nil; end }
	timers[timer] = true
	return timer
end

local room = {}
function room:get_occupant_by_nick(nick) return occupants[nick]; end
function room:set_role(_, nick)
	local occupant = occupants[nick]
	occupants[nick] = nil
	tell("removed", nick, occupant.person)
	hooks["muc-occupant-left"]({ room = room; nick = nick; occupant = occupant })
end

local function presence(encrypts)
	return { get_child_text = function() return encrypts and "true" or "false"; end }
end

function join(nick, person, encrypts)
	if occupants[nick] then return; end
	local refused = hooks["muc-occupant-pre-join"]({ origin = { token_person = person; send = function() end }; stanza = presence(encrypts) })
	if refused then tell("refused", nick, person) return; end
	local occupant = { nick = nick; person = person; role = "participant"; presence = presence(encrypts) }
	function occupant:get_presence() return self.presence; end
	occupants[nick] = occupant
	tell(encrypts and "encrypts" or "clear", nick, person)
	hooks["muc-occupant-joined"]({ room = room; occupant = occupant })
end

function say(nick, encrypts)
	local occupant = occupants[nick]
	if occupant == nil then return; end
	occupant.presence = presence(encrypts)
	tell(encrypts and "encrypts" or "clear", nick, occupant.person)
	hooks["muc-broadcast-presence"]({ room = room; occupant = occupant })
end

function leave(nick)
	local occupant = occupants[nick]
	if occupant == nil then return; end
	occupants[nick] = nil
	tell("left", nick, occupant.person)
	hooks["muc-occupant-left"]({ room = room; nick = nick; occupant = occupant })
end

function pass(seconds)
	local until_then = clock + seconds
	while true do
		local next_one = nil
		for timer in pairs(timers) do
			if timer.at <= until_then and (next_one == nil or timer.at < next_one.at) then next_one = timer; end
		end
		if next_one == nil then break; end
		timers[next_one] = nil
		clock = math.max(clock, next_one.at)
		next_one.call()
	end
	clock = until_then
end
`;

interface Told {
  readonly at: number;
  readonly what: "clear" | "encrypts" | "left" | "removed" | "refused";
  readonly nick: string;
  readonly person: string;
}

type Step =
  | { readonly kind: "join"; readonly nick: number; readonly encrypts: boolean }
  | { readonly kind: "say"; readonly nick: number; readonly encrypts: boolean }
  | { readonly kind: "leave"; readonly nick: number }
  | { readonly kind: "pass"; readonly seconds: number };

const FIRST = 15;
const PAUSE = 5;
const WHOLE = 60;
const FOR_ONE = 30;
/** Of floating point. */
const LITTLE = 1e-6;
const NICKS = 4;

/** Two persons, each with two names: the one of a nick is its number's. */
const personOf = (nick: number): string => `person-${nick % 2}`;

const STEPS = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("join" as const), nick: fc.nat(NICKS - 1), encrypts: fc.boolean() }),
    fc.record({ kind: fc.constant("say" as const), nick: fc.nat(NICKS - 1), encrypts: fc.boolean() }),
    fc.record({ kind: fc.constant("leave" as const), nick: fc.nat(NICKS - 1) }),
    fc.record({
      kind: fc.constant("pass" as const),
      seconds: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(400)),
    }),
  ),
  { maxLength: 80 },
);

/** One person's stays, as somebody with a watch would write them down. */
interface Ledger {
  readonly clear: Map<string, { readonly since: number; readonly limit: number; readonly besides: number }>;
  readonly encrypts: Set<string>;
  readonly everEncrypted: Set<string>;
  at: number;
  /** Seconds in clear, less what encryption has given back. */
  used: number;
}

/**
 * Reads what happened with a watch, and holds it against the promise; it knows nothing of timers and of what is set aside.
 *
 * @returns the seconds that each person has left at the end
 */
function lookAt(told: readonly Told[], end: number): ReadonlyMap<string, number> {
  const ledgers = new Map<string, Ledger>();
  const now = (person: string, at: number): Ledger => {
    const ledger: Ledger = ledgers.get(person) ?? {
      clear: new Map(),
      encrypts: new Set(),
      everEncrypted: new Set(),
      at: 0,
      used: 0,
    };
    ledgers.set(person, ledger);
    const seconds = at - ledger.at;
    ledger.used += ledger.clear.size * seconds;
    if (ledger.clear.size === 0 && ledger.encrypts.size > 0) ledger.used = Math.max(0, ledger.used - seconds / FOR_ONE);
    ledger.at = at;
    assert.ok(ledger.used <= WHOLE + LITTLE, `${person} was without encryption for ${ledger.used} seconds.`);
    for (const [nick, { since, limit }] of ledger.clear)
      assert.ok(at - since <= limit + LITTLE, `${nick} was without encryption for ${at - since} seconds on end.`);
    return ledger;
  };
  for (const { at, what, nick, person } of told) {
    const ledger = now(person, at);
    const before = ledger.clear.get(nick);
    switch (what) {
      case "clear":
        ledger.encrypts.delete(nick);
        if (before === undefined)
          ledger.clear.set(nick, {
            since: at,
            limit: ledger.everEncrypted.has(nick) ? PAUSE : FIRST,
            besides: ledger.clear.size,
          });
        break;
      case "encrypts":
        ledger.clear.delete(nick);
        ledger.encrypts.add(nick);
        ledger.everEncrypted.add(nick);
        break;
      case "removed": {
        assert.ok(before !== undefined, `${nick} was removed while it encrypted.`);
        // Others of the same person may have the rest set aside.
        const spent = ledger.used + before.besides * FIRST >= WHOLE - LITTLE;
        assert.ok(at - before.since >= before.limit - LITTLE || spent, `${nick} was removed too soon.`);
        break;
      }
      case "refused":
        assert.ok(ledger.used + ledger.clear.size * FIRST > WHOLE - 1 - LITTLE, `${nick} was refused with time left.`);
        break;
      case "left":
    }
    if (what === "left" || what === "removed") {
      ledger.clear.delete(nick);
      ledger.encrypts.delete(nick);
      ledger.everEncrypted.delete(nick);
    }
  }
  return new Map([...ledgers.keys()].map((person) => [person, WHOLE - now(person, end).used]));
}

/** How long somebody got who came without encryption until nobody let him in. */
function secondsOf(told: readonly Told[], nick: string): number {
  const own = told.filter((it) => it.nick === nick);
  return own.reduce(
    (sum, { what, at }, index) => (what === "removed" ? sum + at - (own[index - 1]?.at ?? at) : sum),
    0,
  );
}

describe("The time without encryption", () => {
  let engine: LuaEngine;
  const guard = prosody.declare(CLINIC, []).files.find(({ path }) => path.endsWith("/mod_muc_e2ee_guard.lua"));
  assert.ok(guard !== undefined);
  const { text } = renderFile(prosody, guard);
  before(async () => {
    engine = await new LuaFactory().createEngine();
  });
  after(() => {
    engine.global.close();
  });

  const run = (steps: readonly Step[]): { readonly told: readonly Told[]; readonly end: number } => {
    const lines = steps.map((step) => {
      switch (step.kind) {
        case "join":
          return `join("nick-${step.nick}", "${personOf(step.nick)}", ${step.encrypts})`;
        case "say":
          return `say("nick-${step.nick}", ${step.encrypts})`;
        case "leave":
          return `leave("nick-${step.nick}")`;
        case "pass":
          return `pass(${step.seconds})`;
      }
    });
    const surroundings = `${STAND_IN}\nlocal loaded = { "util.cache", "util.time", "util.stanza" }; for _, name in ipairs(loaded) do package.loaded[name] = nil; end`;
    engine.doStringSync(`${surroundings}\ndo ${text}\nend\n${lines.join("\n")}`);
    // Rows that the stand-in writes.
    const told = engine.doStringSync("return told") as readonly Told[];
    const end = steps.reduce((sum, step) => sum + (step.kind === "pass" ? step.seconds : 0), 0);
    return { told: Array.isArray(told) ? told : [], end };
  };

  it("is a minute for each person, and more only by encrypting, whatever is done in whatever order", () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const everybodyLeaves = Array.from({ length: NICKS }, (_, nick): Step => ({ kind: "leave", nick }));
        const { told, end } = run([...steps, ...everybodyLeaves]);
        const left = lookAt(told, end).get(personOf(0)) ?? WHOLE;
        // What is left is what somebody gets who never encrypts again; where less than a second is left, nobody is let in.
        const askForAll = Array.from({ length: 6 }, (): readonly Step[] => [
          { kind: "join", nick: NICKS, encrypts: false },
          { kind: "pass", seconds: FIRST },
        ]).flat();
        const after = run([...steps, ...everybodyLeaves, ...askForAll]).told;
        const got = secondsOf(after, `nick-${NICKS}`);
        const last = left % FIRST;
        // Where floating point may fall to either side, both are right.
        const isNear = [0, 1, FIRST].some((bound) => Math.abs(last - bound) < LITTLE);
        const granted = last < 1 ? left - last : left;
        if (!isNear) assert.ok(Math.abs(got - granted) < LITTLE, `${got} seconds of ${left}.`);
      }),
      { numRuns: 400 },
    );
  });

  /** Somebody's page takes a moment each time to encrypt. */
  const reload = (clear: number, encrypted: number): readonly Step[] => [
    { kind: "join", nick: 0, encrypts: false },
    { kind: "pass", seconds: clear },
    { kind: "say", nick: 0, encrypts: true },
    { kind: "pass", seconds: encrypted },
    { kind: "leave", nick: 0 },
  ];

  it("is enough for an hour in which a page is loaded anew every two minutes", () => {
    const { told } = run(Array.from({ length: 30 }, () => reload(5, 120)).flat());
    assert.deepEqual(
      told.filter(({ what }) => what === "removed" || what === "refused"),
      [],
    );
  });

  it("is spent by whoever loads it anew all the time, and comes back with encryption", () => {
    const restless = Array.from({ length: 20 }, () => reload(5, 10)).flat();
    const { told } = run(restless);
    assert.ok(told.some(({ what }) => what === "refused"));
    // Encrypting from the start is always welcome, and ten minutes of it are a good while.
    const calm: readonly Step[] = [
      { kind: "join", nick: 0, encrypts: true },
      { kind: "pass", seconds: 600 },
      { kind: "leave", nick: 0 },
    ];
    const after = run([...restless, ...calm, ...reload(5, 10)]).told;
    assert.deepEqual(
      after.slice(-3).map(({ what }) => what),
      ["clear", "encrypts", "left"],
    );
  });

  it("does not come back to whoever never encrypts, however long that takes", () => {
    const tries = Array.from({ length: 12 }, (): readonly Step[] => [
      { kind: "join", nick: 0, encrypts: false },
      { kind: "pass", seconds: 400 },
    ]).flat();
    const { told } = run(tries);
    assert.deepEqual(
      told.map(({ what }) => what).filter((what) => what !== "clear"),
      [...Array.from({ length: 4 }, () => "removed"), ...Array.from({ length: 8 }, () => "refused")],
    );
  });
});
