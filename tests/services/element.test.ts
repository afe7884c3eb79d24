import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { element, WELL_KNOWN_CLIENT } from "../../services/element.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { renderedText } from "./rendered.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const configuration = JSON.parse(renderedText(element, CLINIC, "/etc/element-web/config.json")) as {
  readonly [key: string]: Json;
};
const wellKnown = JSON.parse(renderedText(element, CLINIC, WELL_KNOWN_CLIENT)) as { readonly [key: string]: Json };

/** Every host that a text in the value names. */
function hostsIn(value: Json): readonly string[] {
  if (typeof value === "string") return URL.canParse(value) ? [new URL(value).host] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => [...hostsIn(key), ...hostsIn(part)]);
}

describe("Element Web's configuration", () => {
  it("names no host but the practice's own", () => {
    const own: readonly string[] = Object.values(CLINIC.names);
    for (const host of [...hostsIn(configuration), ...hostsIn(wellKnown)]) assert.ok(own.includes(host), host);
  });

  // apps/web/src/SdkConfig.ts@014ee774: what stands in DEFAULTS with a host of the maker is in force where a key is absent.
  it("overrides each default that leads to the program's maker", () => {
    assert.deepEqual(
      [
        configuration["integrations_ui_url"],
        configuration["integrations_rest_url"],
        configuration["integrations_widgets_urls"],
      ],
      [null, null, null],
    );
    assert.deepEqual(configuration["jitsi"], { preferred_domain: CLINIC.names.video });
    assert.deepEqual(configuration["mobile_builds"], { ios: null, android: null, fdroid: null });
    assert.deepEqual(configuration["desktop_builds"], { available: false });
    for (const key of ["help_url", "help_encryption_url", "help_key_storage_url"]) {
      assert.equal(configuration[key], `https://${CLINIC.names.messaging}`);
    }
  });

  it("sends no report and no statistic, and draws no map", () => {
    for (const key of [
      "bug_report_endpoint_url",
      "posthog",
      "sentry",
      "map_style_url",
      "gif",
      "default_identity_server",
    ]) {
      assert.ok(!(key in configuration), key);
    }
  });

  it("lets nobody choose another server, register or come as a guest", () => {
    assert.deepEqual([configuration["disable_custom_urls"], configuration["disable_guests"]], [true, true]);
    const defaults = configuration["setting_defaults"] as Readonly<Record<string, Json>>;
    assert.deepEqual([defaults["UIFeature.registration"], defaults["UIFeature.identityServer"]], [false, false]);
  });

  it("tells clients to encrypt, to call nobody's relay, and to meet on the practice's own video server", () => {
    assert.deepEqual(wellKnown["io.element.e2ee"], { default: true });
    assert.deepEqual(wellKnown["io.element.voip"], { disable_fallback_ice: true });
    assert.deepEqual(wellKnown["io.element.jitsi"], { preferredDomain: CLINIC.names.video, useFor1To1Calls: true });
    assert.deepEqual(wellKnown["m.homeserver"], { base_url: `https://${CLINIC.names.homeserver}` });
    assert.ok(!("m.identity_server" in wellKnown));
  });

  it("is absent where the practice wants no messages", () => {
    assert.equal(element.wanted({ ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } }), false);
  });
});
