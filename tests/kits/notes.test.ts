import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { kitNotes } from "../../kits/notes.ts";
import { EVERYTHING, practiceOf } from "./clinics.ts";

const OWN = "198.51.100.7";

const notesOf = (clinic: Clinic, profession?: "psychologist"): readonly string[] => {
  const practice = practiceOf(clinic);
  return kitNotes(profession === undefined ? practice : { ...practice, law: { ...practice.law, profession } });
};

/** Whose kill switch names these servers, beside a machine with a tunnel of its own. */
const behind = (...addresses: readonly string[]): Clinic => ({
  ...EVERYTHING,
  devices: { inside: "nothing", machine: { address: OWN, publicKey: "k" }, list: [] },
  workstations: {
    tunnel: {
      interface: "wg0",
      mark: 51820,
      endpoints: addresses.map((address) => ({ address, protocol: "udp", port: 51820 })),
    },
    printer: undefined,
  },
});

describe("what is said beside a kit", () => {
  it("is nothing where the stack file says all and keeps every rule", () => {
    assert.deepEqual(notesOf(EVERYTHING, "psychologist"), []);
  });

  it("names the keys for want of which papers have lines to fill in", () => {
    const [note = "", ...others] = notesOf({ ...EVERYTHING, papers: { ...NOBODY, phone: "+49 30 5550 1234" } });
    assert.deepEqual(others, []);
    assert.match(
      note,
      /stillroom:papers\.name, stillroom:papers\.mail, stillroom:papers\.address, and stillroom:law\.p/,
    );
    assert.doesNotMatch(note, /phone/);
  });

  it("tells that the machine's own tunnel is none to meet through", () => {
    assert.match(notesOf(behind(OWN), "psychologist").join("\n"), /leads to the machine alone/);
    assert.deepEqual(notesOf(behind(OWN, "198.51.100.20"), "psychologist"), []);
    assert.deepEqual(notesOf(behind("198.51.100.20"), "psychologist"), []);
  });

  it("names each broken rule once", () => {
    const practice = practiceOf(EVERYTHING);
    const [finding] = practiceOf({ ...EVERYTHING, administrationFrom: [] }).verdict.findings;
    assert.ok(finding);
    const notes = kitNotes({ ...practice, verdict: { ...practice.verdict, findings: [finding, finding] } });
    assert.ok(notes[0]?.startsWith(`This practice breaks rules (${finding.rule}), `));
  });
});

const NOBODY = { name: undefined, phone: undefined, mail: undefined, address: undefined };
