import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appended, replaced, withText } from "../../policies/breaking.ts";
import { ENTRY } from "../../policies/configuration.ts";
import { judge } from "../../policies/judge.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const REAL = "correct-horse-battery";
const RELEASE = render(CLINIC);

/** Ways in which somebody leaves a real secret in a file. */
const LEFT: readonly (readonly [string, (release: Release) => Release])[] = [
  ["a key for links", (release) => replaced(release, ENTRY.prosody, "@@secret:video_token_key@@", REAL)],
  ["a password of a service", (release) => replaced(release, ENTRY.prosody, "@@secret:bridge_password@@", REAL)],
  ["an option of another module", (release) => appended(release, ENTRY.prosody, `app_secret = "${REAL}"`)],
  ["an option that nobody knows", (release) => appended(release, ENTRY.prosody, `other_secret = "${REAL}"`)],
  ["a table that nobody knows", (release) => appended(release, ENTRY.prosody, `other = { secret = "${REAL}" }`)],
  ["the focus' password", (release) => replaced(release, ENTRY.jicofo, "@@secret:focus_password@@", REAL)],
  ["a setting of Jicofo's", (release) => appended(release, ENTRY.jicofo, `jicofo.api-token = "${REAL}"`)],
  ["the relay's secret", (release) => replaced(release, ENTRY.coturn, "@@secret:turn_secret@@", REAL)],
  ["the relay's secret, misspelt", (release) => appended(release, ENTRY.coturn, `static-auth-secrets=${REAL}`)],
  ["the relay's secret behind a blank", (release) => appended(release, ENTRY.coturn, `static-auth-secrets ${REAL}`)],
  ["an account of the relay's", (release) => appended(release, ENTRY.coturn, `user=guest:${REAL}`)],
  [
    "a secret for accounts in Synapse's file",
    (release) => appended(release, ENTRY.synapse, `registration_shared_secret: "${REAL}"`),
  ],
  [
    "a secret for accounts in its own file",
    (release) => withText(release, "/etc/matrix-synapse/registration.secret", () => `${REAL}\n`),
  ],
  [
    "a key in the page's configuration",
    (release) => appended(release, "/etc/jitsi/meet/config.js", `config.apiKey = "${REAL}";`),
  ],
];

describe("a report does not repeat a secret that was left in a file", () => {
  for (const [what, leave] of LEFT)
    it(what, () => {
      const findings = judge(leave(RELEASE), "2026-01-15").findings.filter(({ rule }) => rule !== "as-rendered");
      assert.ok(findings.some(({ rule }) => rule === "no-secrets-in-files"));
      assert.deepEqual(
        findings.filter((finding) => JSON.stringify(finding).includes(REAL)),
        [],
      );
    });
});
