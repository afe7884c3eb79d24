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

  it("tells what is reached where all is inside, through the machine's own tunnel and past it", () => {
    const allInside = (address: string): Clinic => {
      const clinic = behind(address);
      assert.ok(clinic.devices);
      return { ...clinic, devices: { ...clinic.devices, inside: "everything" } };
    };
    assert.match(notesOf(allInside(OWN), "psychologist").join("\n"), /meet, write and make appointments there/);
    assert.match(notesOf(allInside("198.51.100.20"), "psychologist").join("\n"), /let nothing out by that tunnel/);
  });

  it("tells of a tunnel that is named like a card of another kind", () => {
    const named = (name: string): Clinic => {
      const { workstations } = behind("198.51.100.20");
      assert.ok(workstations);
      return {
        ...behind("198.51.100.20"),
        workstations: { ...workstations, tunnel: { ...workstations.tunnel, interface: name } },
      };
    };
    for (const name of [
      "gre1",
      "vti0",
      "ip_vti0",
      "ip6tnl0",
      "bond0",
      "br0",
      "vlan7",
      "eth0",
      "eth0.7",
      "enp0s3",
      "wlp2s0",
    ])
      assert.match(notesOf(named(name), "psychologist").join("\n"), new RegExp(`interface is ${name}, which is how`));
    for (const name of ["wg0", "tun0", "tap0", "ppp0", "office", "brussels", "eth-vpn", "nordlynx", "proton0", "xfrm1"])
      assert.deepEqual(notesOf(named(name), "psychologist"), [], name);
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
