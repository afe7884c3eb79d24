import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { loadStackFile } from "../../../clinic/load.ts";

const COMMAND = new URL("../../../scripts/stillroom.js", import.meta.url).pathname;
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d ops";
const ADMINISTRATION = ["--ssh-key", KEY, "--administration-from", "198.51.100.0/24, 2001:db8:51::/64"];
const REST = ["--jurisdiction", "DE", ...ADMINISTRATION];

describe("stillroom new", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-new-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function stillroom(args: readonly string[], input = "") {
    const ran = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: "utf8", input });
    return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  }

  function clinicOf(stack: string) {
    const file = `Pulumi.${stack}.yaml`;
    const loaded = loadStackFile(readFileSync(join(folder, file), "utf8"), file, stack);
    assert.equal(loaded.kind, "clinic");
    return loaded.clinic;
  }

  it("writes a commented stack file that passes check, in two neutral words where none are given", () => {
    const { status, stdout } = stillroom(["new", "--domain", "*.example.org", ...REST]);
    assert.equal(status, 0);
    const [, stack = "", domain] =
      /^Pulumi\.([a-z]+-[a-z]+)\.yaml: (\S+), every promise is kept\.$/m.exec(stdout) ?? [];
    assert.equal(domain, `${stack}.example.org`);
    const text = readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");
    assert.match(text, new RegExp(`^  # meet stands for meet\\.${stack}\\.example\\.org\\.$`, "m"));
    assert.doesNotMatch(text, /quiet.harbour/i);
    assert.equal(stillroom(["check", `Pulumi.${stack}.yaml`]).status, 0);
    const { branding, administrationFrom } = clinicOf(stack);
    assert.equal(branding.title.toLowerCase(), stack.replace("-", " "));
    assert.deepEqual(administrationFrom, ["198.51.100.0/24", "2001:db8:51::/64"]);
  });

  for (const [jurisdiction, hipaa, provider, country] of [
    ["DE", undefined, "hetzner", /^(?:nbg1|fsn1)$/],
    ["UK", undefined, "hetzner", /^(?:nbg1|fsn1)$/],
    ["CA-ON", undefined, "aws", /^ca-/],
    ["AU-NSW", undefined, "aws", /^ap-southeast-/],
    ["US-NY", "no", "aws", /^us-/],
    ["US-NY", "yes", "aws", /^us-/],
  ] as const) {
    it(`suggests a machine that the law of ${jurisdiction} allows${hipaa === "yes" ? ", with HIPAA too" : ""}`, () => {
      const covered = hipaa === undefined ? [] : ["--hipaa-covered", hipaa];
      const where = ["--jurisdiction", jurisdiction, ...covered];
      assert.equal(stillroom(["new", "one", "--domain", "one.example", ...where, ...ADMINISTRATION]).status, 0);
      const { machine } = clinicOf("one");
      assert.ok(machine.provider !== "existing");
      assert.deepEqual([machine.provider, country.test(machine.region)], [provider, true], machine.region);
    });
  }

  it("asks in a terminal, again where an answer breaks a promise, and writes nothing when it is ended", () => {
    const typed = ["traumaclinic.example", "*.example.org", "", "", "DE", "", "", "", "", KEY, "198.51.100.0/24", ""];
    const inTerminal = (input: string) =>
      spawnSync("script", ["-qec", `"${process.execPath}" "${COMMAND}" new calm-quay`, "/dev/null"], {
        cwd: folder,
        encoding: "utf8",
        input,
      });
    const { stdout } = inTerminal(typed.slice(0, 3).join("\n") + "\n\u0004");
    assert.match(stdout, /The name "traumaclinic\.example" tells what the practice does: "trauma"/);
    assert.match(stdout, /Title on the pages, which strangers see \[Calm Quay\]: /);
    assert.match(stdout, /Nothing was written\./);
    assert.deepEqual(readdirSync(folder), []);
    assert.match(
      inTerminal(typed.join("\n")).stdout,
      /Pulumi\.calm-quay\.yaml: calm-quay\.example\.org, every promise is kept/,
    );
    assert.equal(clinicOf("calm-quay").branding.title, "Calm Quay");
  });

  it("leaves to the shared defaults what they say", () => {
    const shared =
      "config:\n  stillroom:law: {jurisdiction: DE}\n  stillroom:machine: {provider: hetzner, size: cx43}\n";
    writeFileSync(join(folder, "stillroom.defaults.yaml"), shared);
    assert.equal(stillroom(["new", "one", "--domain", "one.example", ...ADMINISTRATION]).status, 0);
    const text = readFileSync(join(folder, "Pulumi.one.yaml"), "utf8");
    assert.doesNotMatch(text, /^ *(?:stillroom:law|provider|size):/m);
    assert.match(text, /^ {4}region: \w+$/m);
    assert.match(stillroom(["explain", "machine.size"]).stdout, /"cx43" +stillroom\.defaults\.yaml:3/);
  });

  it("stamps out many from a CSV file, flags filling what is empty", () => {
    const csv = 'name,domain,title,jurisdiction\nnorth,north.example,"Amber, Quay",AT\n,*.example.org,,\n';
    const { status, stdout } = stillroom(["new", "--from", "-", ...REST, "--json"], csv);
    assert.equal(status, 0);
    const { practices } = JSON.parse(stdout) as { readonly practices: readonly { readonly stack: string }[] };
    assert.equal(practices.length, 2);
    assert.equal(clinicOf("north").branding.title, "Amber, Quay");
    assert.deepEqual(
      [clinicOf("north"), clinicOf(practices[1]?.stack ?? "")].map(({ law }) => law.jurisdiction),
      ["AT", "DE"],
    );
  });

  for (const [what, csv, says] of [
    [
      "a telling title",
      "name,domain,title\none,one.example,One\ntwo,two.example,Grief Rooms\n",
      /^standard input:3: The name "Grief Rooms" tells/m,
    ],
    [
      "one domain twice",
      "name,domain\none,one.example\ntwo,one.example\n",
      /^standard input:3: The domain one\.example is taken by standard input:2/m,
    ],
    [
      "one name twice",
      "name,domain\none,one.example\none,two.example\n",
      /^standard input:3: The name one is taken by standard input:2/m,
    ],
    [
      "a name that no stack can have",
      "name,domain\n../one,one.example\n",
      /^standard input:2: The name "\.\.\/one" can't be a stack's/m,
    ],
    ["a strange column", "name,domian\none,one.example\n", /There is no column "domian"\. Did you mean domain\?/],
    ["a row of another length", "name,domain\none\n", /It is no CSV/],
    ["nothing", "name,domain\n", /It holds no practice/],
    [
      "a law that leaves no region",
      "name,domain,jurisdiction\none,one.example,FR\n",
      /^standard input:2: --region is missing\. The law of FR allows none/m,
    ],
    [
      "a private key",
      "name,domain,ssh-key\none,one.example,-----BEGIN OPENSSH PRIVATE KEY----- c2VjcmV0\n",
      /it is a private key/,
    ],
  ] as const) {
    it(`writes none of a CSV file with ${what}`, () => {
      const { status, stderr } = stillroom(["new", "--from", "-", ...REST], csv);
      assert.equal(status, 2);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /c2VjcmV0/);
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  it("overwrites nothing, and says all that is missing at once", () => {
    assert.equal(stillroom(["new", "one", "--domain", "one.example", ...REST]).status, 0);
    const before = readFileSync(join(folder, "Pulumi.one.yaml"), "utf8");
    const again = stillroom(["new", "one", "--domain", "one.example", "--title", "Other", ...REST]);
    assert.equal(again.status, 2);
    assert.match(
      again.stderr,
      /The name one is taken by Pulumi\.one\.yaml[^]*The domain one\.example is taken by Pulumi\.one\.yaml/,
    );
    assert.equal(readFileSync(join(folder, "Pulumi.one.yaml"), "utf8"), before);
    const { stderr } = stillroom(["new", "two"]);
    assert.deepEqual(
      stderr.match(/^--[a-z-]+ is missing/gm),
      ["domain", "jurisdiction", "ssh-key", "administration-from"].map((flag) => `--${flag} is missing`),
    );
  });

  it("refuses a stack's name that tells", () => {
    const { status, stderr } = stillroom(["new", "griefgroup", "--domain", "one.example", ...REST]);
    assert.equal(status, 2);
    assert.match(stderr, /griefgroup/);
  });
});
