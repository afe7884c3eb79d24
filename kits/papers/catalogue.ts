import type { InEachLanguage, Language } from "../words.ts";

/** Translations by their English text, as gettext has it; English itself needs none. */
export type Catalogue = InEachLanguage<Readonly<Record<string, string>> | undefined>;

/**
 * An English text in that language.
 *
 * @throws Error where it has no translation, which is a fault of ours
 */
export function say(text: string, language: Language, catalogue: Catalogue): string {
  const said = translationOf(text, language, catalogue);
  if (said === undefined) throw new Error(`The text "${text}" has no translation into ${language}.`);
  return said;
}

/** The same, for what may stand untranslated. */
export function translationOf(text: string, language: Language, catalogue: Catalogue): string | undefined {
  const translations = catalogue[language];
  return translations === undefined ? text : translations[text];
}
