import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ownNames, telling, tellingBeside, toldLines } from "../../../policies/readers/text/telling-text.ts";
import type { ReleaseFile } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

/** What a release under these names calls its own. */
function named(names: Partial<typeof CLINIC.names>): ReturnType<typeof ownNames> {
  return ownNames(render({ ...CLINIC, names: { ...CLINIC.names, ...names } }));
}

function fileOf(text: string): ReleaseFile {
  const access = { mode: "0644", owner: "root", group: "root", birth: false };
  return { path: "/srv/a", service: "nginx", format: "text", text, ...access };
}

const own = named({});

describe("the practice's own names", () => {
  it("are all, longest first, and the domain that the others hold", () => {
    assert.deepEqual(own.innermost, ["quiet-harbour.example"]);
    assert.deepEqual(own.all.slice(-2), ["h1.quiet-harbour.example", "quiet-harbour.example"]);
    assert.equal(own.all.length, Object.keys(CLINIC.names).length);
  });

  it("are more than one where a name lies elsewhere, and none that has no dot", () => {
    assert.deepEqual(named({ relay: "north.example" }).innermost, ["quiet-harbour.example", "north.example"]);
    const release = render(CLINIC);
    const names = { ...CLINIC.names, relay: "therapy" };
    assert.ok(!ownNames({ ...release, subject: { ...release.subject, names } }).all.includes("therapy"));
  });
});

describe("what tells beside them", () => {
  const telltale = named({ domain: "clinic.example", relay: "relay.clinic.example" });
  const places = (text: string) => tellingBeside(telltale, text).map(({ word, at }) => [word, at]);

  it("is nothing of the names themselves, wherever they stand", () => {
    for (const text of ["clinic.example", "https://relay.clinic.example/a", "x.clinic.example", "a,clinic.example,b"])
      assert.deepEqual(places(text), [], text);
  });

  it("is another name that ends or begins as one of them", () => {
    assert.deepEqual(places("my-clinic.example"), [["clinic", 3]]);
    assert.deepEqual(places("clinic.examples"), [["clinic", 0]]);
    assert.deepEqual(places("äclinic.example"), [["clinic", 1]]);
  });

  it("stands at its place in the whole text", () => {
    assert.deepEqual(places("relay.clinic.example therapy clinic.example"), [["therapy", 21]]);
  });

  it("is seen through escapes", () => {
    assert.deepEqual(
      telling("%63linic").map(({ word }) => word),
      ["clinic"],
    );
  });
});

describe("the lines of a file that tell", () => {
  it("are each told by number", () => {
    const told = toldLines(fileOf("a\nclinic\nb\ntherapy\n"), own);
    assert.deepEqual(
      told.map(({ name, line }) => [name, line]),
      [
        ["clinic", 2],
        ["therapy", 4],
      ],
    );
  });

  it("are none of a neutral file, asked once or twice", () => {
    const file = fileOf("quiet\nharbour\n");
    assert.deepEqual([toldLines(file, own), toldLines(file, own)], [[], []]);
  });

  it("are the whole file where a word goes on behind a backslash", () => {
    assert.deepEqual(
      toldLines(fileOf("cli\\\nnic"), own).map(({ name, line }) => [name, line]),
      [["cli nic", undefined]],
    );
  });

  it("are none for the names that Jicofo gives its own rooms", () => {
    assert.deepEqual(toldLines(fileOf('"__jicofo-health-check"'), own), []);
    assert.equal(toldLines(fileOf('"__jicofo-health"'), own).length, 1);
  });
});
