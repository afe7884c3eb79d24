import type { Rule } from "../../policies/rule.ts";
import type { Language } from "../words.ts";
import { say, type Catalogue } from "./catalogue.ts";
import { DE } from "./rule-titles/de.ts";
import { ES } from "./rule-titles/es.ts";
import { FR } from "./rule-titles/fr.ts";

const TEXTS: Catalogue = { en: undefined, de: DE, fr: FR, es: ES };

/**
 * What a rule demands and what that serves, in that language.
 *
 * @throws Error where a text has no translation, which is a fault of ours
 */
export function ruleWords(
  { title, serves }: Pick<Rule, "title" | "serves">,
  language: Language,
): { readonly title: string; readonly serves: string } {
  return { title: say(title, language, TEXTS), serves: say(serves, language, TEXTS) };
}
