import { LANGUAGES, type Language } from "../settings.ts";

/**
 * The first of a browser's languages that the desk speaks (RFC 9110, 12.5.4).
 *
 * @param accepted the header Accept-Language
 * @param otherwise where there is none
 */
export function languageOf(accepted: string | undefined, otherwise: Language): Language {
  const wished = (accepted ?? "")
    .split(",")
    .map((item) => {
      const [tag = "", ...parameters] = item.trim().toLowerCase().split(";");
      const quality = parameters
        .map((parameter) => /^\s*q=([01](?:\.[0-9]{0,3})?)\s*$/.exec(parameter)?.[1])
        .find(Boolean);
      return { primary: tag.split("-", 1)[0], quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { primary } of wished) {
    const language = LANGUAGES.find((known) => known === primary);
    if (language !== undefined) return language;
  }
  return otherwise;
}
