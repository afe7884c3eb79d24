import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { unzipSync } from "fflate";
import { parse } from "parse5";
import type { Clinic } from "../../clinic/clinic.ts";
import { CHECKSUMS, indexPageOf, kitOf } from "../../kits/kit.ts";
import { PARTS } from "../../kits/parts.ts";
import { render } from "../../render/render.ts";
import { LANGUAGES } from "../../kits/words.ts";
import { zipOf } from "../../kits/zip.ts";
import { isInstalled } from "../../scripts/sandbox/obstacle.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { WITH_DEVICES } from "../fixtures/clinic-with-devices.ts";
import { EVERYTHING, practiceOf } from "./clinics.ts";

/** Made once: every paper of it is printed. */
const WHOLE = kitOf(practiceOf(EVERYTHING));

const text = (path: string): string => {
  const file = WHOLE.files.find((one) => one.path === path);
  assert.ok(file, `${path} is in the kit`);
  return Buffer.from(file.bytes).toString("utf8");
};

const indexPage = (clinic: Clinic): string => Buffer.from(indexPageOf(practiceOf(clinic)).bytes).toString("utf8");

describe("a kit", () => {
  it("is the same bytes for the same clinic, in the order of paths", () => {
    assert.deepEqual(kitOf(practiceOf(structuredClone(EVERYTHING))), WHOLE);
    const paths = WHOLE.files.map(({ path }) => path);
    assert.deepEqual(paths, [...paths].sort());
    assert.ok(paths.includes("workstations/linux/vpn-only"));
  });

  it("names what the stack file leaves out, on its first page too, and makes the rest", () => {
    const kit = kitOf(practiceOf(CLINIC));
    assert.deepEqual(
      kit.missing.filter(({ part }) => part.startsWith("workstations/")),
      PARTS.map(({ name }) => name)
        .filter((name) => name.startsWith("workstations/"))
        .map((part) => ({ part, key: "stillroom:workstations" })),
    );
    assert.deepEqual(
      kit.files.map(({ path }) => path).filter((path) => !path.startsWith("papers/") && !path.startsWith("browsers/")),
      [CHECKSUMS, "index.html"],
    );
    assert.match(indexPage(CLINIC), /stillroom:workstations/);
    assert.deepEqual(WHOLE.missing, []);
  });

  it("is no part of what the machine gets: nothing of people's computers is in a release", () => {
    assert.equal(render(EVERYTHING).digest, render(WITH_DEVICES).digest);
    assert.equal(render(EVERYTHING).subject.clinic.workstations, undefined);
    assert.equal(render(EVERYTHING).subject.clinic.papers, undefined);
  });

  it("lists every other file with its SHA-256", () => {
    const lines = text(CHECKSUMS).trimEnd().split("\n");
    const { files } = WHOLE;
    assert.equal(lines.length, files.length - 1);
    for (const { path, bytes } of files.filter((one) => one.path !== CHECKSUMS))
      assert.ok(lines.includes(`${createHash("sha256").update(bytes).digest("hex")}  ${path}`), path);
  });

  it("has a first page in each language, with every file and nothing left open", () => {
    for (const language of LANGUAGES) {
      const page = indexPage({ ...EVERYTHING, branding: { ...EVERYTHING.branding, language } });
      const problems: string[] = [];
      parse(page, { onParseError: ({ code }) => problems.push(code) });
      assert.deepEqual(problems, []);
      assert.match(page, new RegExp(`<html lang="${language}">`));
      assert.doesNotMatch(page, /undefined|\{\{|\[object/);
      for (const { path } of WHOLE.files.filter((one) => one.path.includes("/")))
        assert.ok(page.includes(`<code>${path}</code> `) || page.includes(`<a href="${path}"`), path);
    }
  });

  it("has words for each file that it makes, and for no other, in each language", () => {
    for (const part of PARTS) {
      const content = part.declare(practiceOf(EVERYTHING));
      assert.notEqual(content.kind, "missing");
      const made = content.kind === "files" ? content.files : [];
      for (const language of LANGUAGES) {
        const { files, steps } = part.words[language];
        assert.deepEqual(Object.keys(files).sort(), made.map(({ path }) => path).sort());
        assert.equal(steps.length, part.words.en.steps.length);
      }
    }
  });

  it("says of each part that can be missing which key it wants", () => {
    for (const part of PARTS) {
      const content = part.declare(practiceOf(CLINIC));
      for (const language of LANGUAGES)
        if (content.kind === "missing") assert.ok(part.words[language].missing?.includes(content.key), part.name);
        else assert.equal(part.words[language].missing, undefined);
    }
  });

  it("lets no word of the practice change the page", () => {
    const branding = { ...EVERYTHING.branding, title: "<script>x</script>" };
    assert.doesNotMatch(indexPage({ ...EVERYTHING, branding }), /<script/);
  });
});

describe("its zip", () => {
  const { files } = WHOLE;

  it("holds the same files below a folder, and is the same wherever the clock stands", () => {
    const zip = zipOf(files, "kit");
    const held = unzipSync(zip);
    assert.deepEqual(
      Object.keys(held),
      files.map(({ path }) => `kit/${path}`),
    );
    for (const { path, bytes } of files) assert.deepEqual(Buffer.from(held[`kit/${path}`] ?? []), Buffer.from(bytes));
    const made = (zone: string): string =>
      execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", ELSEWHERE], {
        cwd: new URL("../..", import.meta.url),
        env: { ...process.env, TZ: zone },
      }).toString();
    const here = createHash("sha256").update(zip).digest("hex");
    for (const zone of ["Pacific/Auckland", "America/Los_Angeles"]) assert.equal(made(zone), here, zone);
  });

  const ELSEWHERE = `
    import { createHash } from "node:crypto";
    const [{ kitOf }, { zipOf }, { EVERYTHING, practiceOf }] = await Promise.all(
      ["./kits/kit.ts", "./kits/zip.ts", "./tests/kits/clinics.ts"].map((path) => import(path)),
    );
    process.stdout.write(createHash("sha256").update(zipOf(kitOf(practiceOf(EVERYTHING)).files, "kit")).digest("hex"));`;

  const python = isInstalled("python3") ? false : "Needs python3, whose zipfile reads what fflate wrote.";
  it("is read by another program too, programs ready to run", { skip: python }, () => {
    const folder = mkdtempSync(join(tmpdir(), "kit-"));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    const zip = join(folder, "kit.zip");
    writeFileSync(zip, zipOf(files, "kit"));
    const modes = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as kit:
    assert kit.testzip() is None
    for one in kit.infolist(): print(oct(one.external_attr >> 16), one.filename)
    kit.extractall(sys.argv[2])`;
    const listed = execFileSync("python3", ["-c", modes, zip, folder]).toString().trimEnd().split("\n");
    assert.deepEqual(
      listed,
      files.map(({ path, executable }) => `${executable ? "0o100755" : "0o100644"} kit/${path}`),
    );
    for (const { path, bytes } of files) {
      assert.deepEqual(readFileSync(join(folder, "kit", path)), Buffer.from(bytes));
      assert.ok(statSync(join(folder, "kit", path)).isFile());
    }
  });
});
