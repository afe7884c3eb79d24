import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { afterLook, OUTSIDE, type Call, type Facts, type Frames } from "../../guard/call.ts";

const GOOD = { joined: true, enabled: true, frames: "encrypted", othersEncrypt: true, muted: true } as const;
type Look = Omit<Facts, "now">;

/** The kinds of state that looks give, 200 ms apart. */
function kinds(looks: readonly Partial<Look>[], start: Call = OUTSIDE): readonly string[] {
  let call = start;
  return looks.map((look, index) => {
    call = afterLook(call, { ...GOOD, ...look, now: index * 200 });
    return call.state.kind;
  });
}
const times = <Value>(count: number, value: Value): Value[] => Array<Value>(count).fill(value);
const ON = times(4, {});

describe("a call", () => {
  it("is on when everything has been encrypted for half a second", () => {
    assert.deepEqual(kinds(ON), ["preparing", "preparing", "preparing", "on"]);
    assert.equal(kinds([{}, {}, { frames: "partly" }, {}]).at(-1), "preparing");
  });

  it("is not on while any one thing is missing", () => {
    for (const missing of [
      { enabled: false },
      { frames: "clear" },
      { frames: "partly" },
      { muted: false },
      { joined: false },
    ] as const) {
      const last = kinds(times(30, missing)).at(-1);
      assert.equal(last, "joined" in missing ? "outside" : "preparing", JSON.stringify(missing));
    }
    assert.equal(kinds(times(30, { othersEncrypt: false })).at(-1), "somebody-unencrypted");
  });

  it("stays on with what people switch on", () => {
    assert.equal(kinds([...ON, ...times(20, { muted: false })]).at(-1), "on");
  });

  it("ends at once when the conference, the worker or somebody else is without encryption", () => {
    assert.equal(kinds([...ON, { enabled: false }]).at(-1), "dropped");
    assert.equal(kinds([...ON, { frames: "clear" }]).at(-1), "dropped");
    assert.equal(kinds([...ON, { othersEncrypt: false }]).at(-1), "somebody-unencrypted");
    assert.equal(kinds([...ON, { othersEncrypt: false }, { enabled: false }]).at(-1), "dropped");
  });

  it("bears for three seconds that a new sender is not yet encrypted, and no longer", () => {
    const partly = (count: number) => kinds([...ON, ...times(count, { frames: "partly", muted: false } as const)]);
    assert.equal(partly(16).at(-1), "on");
    assert.equal(partly(17).at(-1), "dropped");
  });

  it("begins again only when everything is muted", () => {
    const dropped = [...ON, { enabled: false }];
    assert.equal(kinds([...dropped, ...times(20, { muted: false })]).at(-1), "dropped");
    assert.equal(kinds([...dropped, ...times(20, {})]).at(-1), "on");
    const alone = [...ON, { othersEncrypt: false }];
    assert.equal(kinds([...alone, { muted: false }]).at(-1), "somebody-unencrypted");
    assert.equal(kinds([...alone, {}]).at(-1), "on");
  });

  it("is never on in a moment in which anything is missing, whatever came before", () => {
    const look = fc.record({
      joined: fc.boolean(),
      enabled: fc.boolean(),
      frames: fc.constantFrom<Frames>("clear", "partly", "encrypted"),
      othersEncrypt: fc.boolean(),
      muted: fc.boolean(),
      after: fc.integer({ min: 1, max: 5_000 }),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 60 }), (looks) => {
        let call: Call = OUTSIDE;
        let now = 0;
        for (const { after, ...facts } of looks) {
          now += after;
          const before = call.state.kind;
          call = afterLook(call, { ...facts, now });
          if (call.state.kind !== "on") continue;
          assert.ok(facts.joined && facts.enabled && facts.othersEncrypt && facts.frames !== "clear");
          assert.ok(before === "on" || (facts.muted && facts.frames === "encrypted"));
        }
      }),
    );
  });
});
