import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { browserSettings } from "../../../kits/browsers/browsers.ts";
import { REASONS } from "../../../kits/browsers/reasons.ts";
import { isPolicies, policiesOf, type Policies, type PolicyValue } from "../../../kits/browsers/setting.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { browsersPage } from "../../../scripts/browsers/browsers-page.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import { fileOf, PRACTICE } from "./declared.ts";

const { chrome, edge, firefox } = browserSettings(PRACTICE, PRACTICE.branding.language);
const CHROME = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome";
const EDGE = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge";

/** A registry as regedit would leave it, by key and name; a line that is no part of a .reg file fails. */
type Registry = Map<string, Map<string, string | number>>;

function imported(text: string, registry: Registry = new Map()): Registry {
  const [head, ...lines] = text.split("\r\n");
  assert.equal(head, "Windows Registry Editor Version 5.00");
  let key = "";
  for (const line of lines.filter((one) => one !== "")) {
    const section = /^\[(-?)(HKEY_[^\]]+)\]$/.exec(line);
    if (section !== null) {
      key = section[2] ?? "";
      if (section[1] === "-")
        for (const one of [...registry.keys()]) if (one === key || one.startsWith(`${key}\\`)) registry.delete(one);
      if (section[1] === "" && !registry.has(key)) registry.set(key, new Map());
      continue;
    }
    const value = /^"((?:[^"\\]|\\["\\])*)"=(?:-|dword:([0-9a-f]{8})|"((?:[^"\\]|\\["\\])*)")$/.exec(line);
    assert.ok(value, `not a line of a .reg file: ${line}`);
    const [, name = "", number, string] = value;
    const plain = (quoted: string): string => quoted.replace(/\\(["\\])/g, "$1");
    if (number !== undefined) registry.get(key)?.set(plain(name), parseInt(number, 16));
    else if (string !== undefined) registry.get(key)?.set(plain(name), plain(string));
    else registry.get(key)?.delete(plain(name));
  }
  return registry;
}

/** A browser's own policies, and below `3rdparty` those of its one extension. */
function parted({ "3rdparty": others, ...own }: Policies): { own: Policies; extensions: [string, PolicyValue][] } {
  assert.ok(isPolicies(others) && isPolicies(others["extensions"]));
  return { own, extensions: Object.entries(others["extensions"]) };
}

/** Policies as a registry would have to hold them for Chromium to read the same values. */
function expected(root: string, policies: Policies): Registry {
  const { own, extensions } = parted(policies);
  const written = (key: string, values: Policies): Registry => {
    const flat = (value: PolicyValue): string | number =>
      typeof value === "boolean" ? Number(value) : typeof value === "object" ? JSON.stringify(value) : value;
    const lists = Object.entries(values).flatMap(([name, value]) =>
      Array.isArray(value)
        ? [
            [
              `${key}\\${name}`,
              new Map(value.map((one: PolicyValue, index) => [String(index + 1), flat(one)])),
            ] as const,
          ]
        : [],
    );
    const plain = Object.entries(values).filter(([, value]) => !Array.isArray(value));
    return new Map([[key, new Map(plain.map(([name, value]) => [name, flat(value)]))] as const, ...lists]);
  };
  return new Map([
    ...written(root, own),
    ...extensions.flatMap(([id, values]) =>
      isPolicies(values) ? [...written(`${root}\\3rdparty\\extensions\\${id}\\policy`, values)] : [],
    ),
  ]);
}

describe("the files for browsers", () => {
  it("are the settings' own values, for Firefox and for Chrome on Linux", () => {
    assert.deepEqual(JSON.parse(fileOf("firefox.json")), { policies: policiesOf(firefox) });
    assert.deepEqual(JSON.parse(fileOf("chrome.json")), policiesOf(chrome));
  });

  it("hold the same values for the registry of Windows", () => {
    const registry = imported(fileOf("windows.reg"));
    assert.deepEqual(registry, new Map([...expected(CHROME, policiesOf(chrome)), ...expected(EDGE, policiesOf(edge))]));
  });

  it("leave nothing of an earlier list in the registry, and what others wrote there in its place", () => {
    const before: Registry = new Map([
      [CHROME, new Map([["HomepageLocation", "https://other.example"]])],
      [`${CHROME}\\VideoCaptureAllowedUrls`, new Map([["7", "https://earlier.example"]])],
    ]);
    const registry = imported(fileOf("windows.reg"), before);
    assert.equal(registry.get(CHROME)?.get("HomepageLocation"), "https://other.example");
    assert.deepEqual(
      [...(registry.get(`${CHROME}\\VideoCaptureAllowedUrls`) ?? [])],
      [["1", `https://${PRACTICE.names.video}`]],
    );
    const after = imported(fileOf("windows-remove.reg"), registry);
    assert.deepEqual(
      after,
      new Map([
        [CHROME, new Map([["HomepageLocation", "https://other.example"]])],
        [EDGE, new Map()],
      ]),
    );
  });

  const python = isInstalled("python3") ? false : "Needs python3, whose plistlib reads property lists.";
  it("hold the same values in a profile for macOS", { skip: python }, () => {
    const script = "import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))";
    const profile = JSON.parse(
      execFileSync("python3", ["-c", script], { input: fileOf("macos.mobileconfig") }).toString(),
    ) as { PayloadContent: { PayloadContent: Record<string, { Forced: { mcx_preference_settings: Policies }[] }> }[] };
    const domains = Object.entries(profile.PayloadContent[0]?.PayloadContent ?? {}).map(
      ([domain, { Forced }]) => [domain, Forced[0]?.mcx_preference_settings] as const,
    );
    const parts = (domain: string, policies: Policies): (readonly [string, PolicyValue | undefined])[] => {
      const { own, extensions } = parted(policies);
      return [[domain, own], ...extensions.map(([id, one]) => [`${domain}.extensions.${id}`, one] as const)];
    };
    assert.deepEqual(domains, [
      ...parts("com.google.Chrome", policiesOf(chrome)),
      ...parts("com.microsoft.Edge", policiesOf(edge)),
      ["org.mozilla.firefox", { EnterprisePoliciesEnabled: true, ...policiesOf(firefox) }],
    ]);
  });

  it("name the practice's own hosts alone, and none that it does not have", () => {
    const alone = {
      ...PRACTICE,
      desk: { ...PRACTICE.desk, enabled: false },
      messaging: { ...PRACTICE.messaging, enabled: false },
    };
    for (const path of ["firefox.json", "chrome.json", "windows.reg", "macos.mobileconfig"]) {
      const text = fileOf(path, alone);
      assert.ok(text.includes(alone.names.video), path);
      for (const host of [alone.names.desk, alone.names.messaging, alone.names.homeserver])
        assert.ok(!text.includes(host), `${path} names ${host}`);
    }
  });

  it("say in each language why each setting is as it is, and give no reason that no setting has", () => {
    const used = new Set([...firefox, ...chrome, ...edge].map(({ reason }) => reason));
    assert.deepEqual([...used].sort(), Object.keys(REASONS).sort());
    for (const language of LANGUAGES) {
      const page = fileOf("settings.html", { ...PRACTICE, branding: { ...PRACTICE.branding, language } });
      for (const { path, reason } of [...firefox, ...chrome, ...edge]) {
        assert.ok(page.includes(`<code>${path.join(" → ")}</code>`), path.join("."));
        assert.ok(page.includes(REASONS[reason][language].replaceAll("'", "&#39;")), reason);
      }
    }
  });

  it("are what docs/browsers.md says", async () => {
    const page = readFileSync(new URL("../../../docs/browsers.md", import.meta.url), "utf8");
    assert.equal(page, await browsersPage(page), "Run node scripts/browsers/browsers-page.ts.");
    assert.match(page, /VideoCaptureAllowedUrls/);
  });
});
