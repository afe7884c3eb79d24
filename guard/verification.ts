import type { Person } from "./jitsi.ts";

/** Somebody with whom keys can be compared, or were. */
export interface Comparison {
  readonly id: string;
  readonly name: string | undefined;
  readonly result: "open" | "same" | "different";
}

/**
 * Whom keys can be compared with. Without a comparison the server could swap the identity keys, which travel through it
 * (lib-jitsi-meet modules/e2ee/OlmAdapter.js at 01daa07c). Jitsi has the whole of it, seven pictures by Matrix' short authentication
 * string, behind a menu that few will find (jitsi-meet react/features/e2ee/functions.ts at 1c8216eb, displayVerification); the
 * guard leads there in plain words.
 */
export function comparisonsWith(people: readonly Person[]): readonly Comparison[] {
  return people
    .filter(({ e2eeVerificationAvailable }) => e2eeVerificationAvailable === true)
    .map(({ id, name, e2eeVerified }) => ({
      id,
      name: name === "" ? undefined : name,
      result: e2eeVerified === undefined ? "open" : e2eeVerified ? "same" : "different",
    }));
}
