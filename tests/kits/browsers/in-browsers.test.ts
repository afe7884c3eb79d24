import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { before, describe, it } from "node:test";
import { browserSettings } from "../../../kits/browsers/browsers.ts";
import { policiesOf, type Policies } from "../../../kits/browsers/setting.ts";
import { filtersOf } from "../../../kits/browsers/ublock.ts";
import { hostsOf } from "../../../kits/browsers/hosts.ts";
import { isInstalled, sandboxObstacle } from "../../../scripts/sandbox/obstacle.ts";
import { runAlone } from "./alone.ts";
import { PRACTICE } from "./declared.ts";
import { objectionsOf, type Schema } from "./schema-walk.ts";

// The browsers that Debian has, with the kit's files in place. The page that they open stands in for Jitsi's: it is ours, and needs of
// a browser what Jitsi's needs.

/** What the page could do on the practice's own name. */
interface Own {
  readonly camera: string;
  readonly worker: string;
  readonly wasm: boolean;
  readonly stored: boolean;
  readonly drawn: boolean;
  readonly own: boolean;
  readonly third: boolean;
}

/** What the same page could do under another name. */
interface Elsewhere {
  readonly camera: string;
  readonly state: string;
  readonly third: boolean;
}

interface InChromium {
  readonly policies: {
    readonly names: readonly string[];
    readonly groups: Readonly<
      Record<string, { policies: Record<string, { value: unknown; error?: string; warning?: string }> }>
    >;
  };
  readonly own: Own;
  readonly elsewhere: Elsewhere;
}

type Preferences = Readonly<Record<string, { value: unknown; locked: boolean } | undefined>>;

interface InFirefox {
  readonly policies: {
    readonly status: number;
    readonly active: Policies;
    readonly objections: readonly string[];
    readonly schema: Schema;
  };
  readonly preferences: Preferences;
  /** The same of a Firefox without the kit's file. */
  readonly byItself: Preferences;
  readonly filter: { readonly filters: string; readonly selectedFilterLists: readonly string[] };
  readonly own: Own;
  readonly elsewhere: Elsewhere;
}

const { firefox, chrome } = browserSettings(PRACTICE, PRACTICE.branding.language);
const UBLOCK = "/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}/uBlock0@raymondhill.net";
const obstacle = await sandboxObstacle();

/** What a call needs, whatever the browser. */
const CALL = { camera: "given", worker: "given", wasm: true, stored: true, drawn: true, own: true };

const withoutFirefox =
  obstacle ??
  (isInstalled("firefox-esr") && existsSync(UBLOCK)
    ? false
    : "Needs Debian's firefox-esr and webext-ublock-origin-firefox; scripts/test installs them.");

describe("Firefox with the kit's file", { skip: withoutFirefox }, () => {
  let found: InFirefox;
  before(async () => {
    found = (await runAlone(new URL("firefox-alone.ts", import.meta.url))) as InFirefox; // as that program writes it
  });

  it("takes every policy, and objects to none", () => {
    assert.equal(found.policies.status, 1, "1 is nsIEnterprisePolicies.ACTIVE");
    assert.deepEqual(Object.keys(found.policies.active).sort(), Object.keys(policiesOf(firefox)).sort());
    // The one thing that it can't do here: there is no network to fetch the extension from.
    const others = found.policies.objections.filter((one) => !one.includes("ERROR_NETWORK_FAILURE"));
    assert.deepEqual(others, []);
  });

  it("knows each name at each depth, and each value is of its type and one of those that it takes", () => {
    const ours = policiesOf(firefox);
    assert.deepEqual(objectionsOf(found.policies.schema, ours), []);
    const wrong = {
      HttpsOnlyMode: "always",
      Permissions: { Camera: { Alow: [] } },
      NoSuchPolicy: 1,
      OfferToSaveLogins: 0,
    };
    assert.equal(objectionsOf(found.policies.schema, wrong).length, 4, "what is wrong is found");
  });

  it("has each preference by itself, of the type of our value, and with our file our value, locked", () => {
    const set = policiesOf(firefox)["Preferences"] as Record<string, { Value: unknown }>; // as firefox.ts makes it
    const wanted = Object.entries(set).map(([name, { Value }]) => [name, { value: Value, locked: true }] as const);
    assert.deepEqual(found.preferences, Object.fromEntries(wanted));
    assert.deepEqual(
      Object.entries(found.byItself).map(([name, one]) => [name, typeof one?.value, one?.locked]),
      Object.entries(set).map(([name, { Value }]) => [name, typeof Value, false]),
    );
  });

  it("gives uBlock Origin our list, which lets the practice's own hosts through and nobody else", () => {
    assert.equal(found.filter.filters.trim(), filtersOf(hostsOf(PRACTICE)).join("\n"));
    assert.ok(found.filter.selectedFilterLists.includes("user-filters"));
    assert.equal(found.own.own, true);
    assert.equal(found.own.third, false);
    assert.equal(found.elsewhere.third, true, "the same request passes from another page, so it was the list");
  });

  it("lets the practice's page have the camera, put a worker into a call and keep its keys", () => {
    assert.deepEqual(found.own, { ...CALL, third: false });
  });

  it("gives no other page the camera without asking", () => {
    assert.deepEqual([found.elsewhere.camera, found.elsewhere.state], ["no answer", "prompt"]);
  });
});

const withoutChromium =
  obstacle ?? (existsSync("/usr/bin/chromium") ? false : "Needs Debian's chromium; scripts/test installs it.");

describe("Chromium with the kit's file", { skip: withoutChromium }, () => {
  let found: InChromium;
  before(async () => {
    found = (await runAlone(new URL("chromium-alone.ts", import.meta.url))) as InChromium; // as that program writes it
  });

  it("knows every policy and takes it as it is", () => {
    const { "3rdparty": extensions, ...own } = policiesOf(chrome);
    assert.ok(extensions !== undefined);
    assert.deepEqual(
      Object.keys(own).filter((name) => !found.policies.names.includes(name)),
      [],
    );
    const taken = found.policies.groups["chrome"]?.policies ?? {};
    for (const [name, value] of Object.entries(own)) {
      const { error, warning, value: held } = taken[name] ?? { value: undefined };
      assert.deepEqual([error, warning], [undefined, undefined], name);
      assert.deepEqual(typeof held === "string" && typeof value === "object" ? JSON.parse(held) : held, value, name);
    }
  });

  it("lets the practice's page have the camera, put a worker into a call and keep its keys", () => {
    // No extension comes from a store here, so nothing is blocked.
    assert.deepEqual(found.own, { ...CALL, third: true });
  });

  it("gives no other page the camera without asking", () => {
    // Without a window nobody can be asked, and Chromium takes that for no.
    assert.deepEqual([found.elsewhere.camera, found.elsewhere.state], ["NotAllowedError", "denied"]);
  });
});
