import type { Rule } from "../../policies/rule.ts";
import type { InEachLanguage, Language } from "../words.ts";
import { DE } from "./rule-titles/de.ts";
import { ES } from "./rule-titles/es.ts";
import { FR } from "./rule-titles/fr.ts";

/** By English text, as gettext has it; English itself needs none. */
const TEXTS: InEachLanguage<Readonly<Record<string, string>> | undefined> = { en: undefined, de: DE, fr: FR, es: ES };

/**
 * What a rule demands and what that serves, in that language.
 *
 * @throws Error where a text has no translation, which is a fault of ours
 */
export function ruleWords(
  { title, serves }: Pick<Rule, "title" | "serves">,
  language: Language,
): { readonly title: string; readonly serves: string } {
  return { title: say(title, language), serves: say(serves, language) };
}

function say(text: string, language: Language): string {
  const texts = TEXTS[language];
  if (texts === undefined) return text;
  const said = texts[text];
  if (said === undefined) throw new Error(`The rules' text "${text}" has no translation into ${language}.`);
  return said;
}
