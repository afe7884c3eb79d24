import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LANGUAGES, type InEachLanguage } from "../../../kits/words.ts";
import { syllablesOf } from "../../../scripts/papers/syllables.ts";

// By dictionaries: Merriam-Webster; Duden, as spoken; Petit Robert, without the mute e at the end; the RAE's rules.
const WORDS: InEachLanguage<string> = {
  en: "you:1 line:1 open:2 about:2 people:2 before:2 idea:3 encryption:3 needed:2 used:1 practices:3 headphones:2 private:2 two-week:2 don't:1 I:1 30:1 VPN:1",
  de: "Abend:2 über:2 Uhr:1 Verschlüsselung:4 aktuell:3 Theater:3 Ausweis:2 bauen:2 Dateien:3 bequem:2 beantworten:4 beenden:3 Beere:2 Funktion:3 sie:1 neu:1 häufig:2 Häuser:2 geöffnet:3 Video:3 Gespräch:2 Rückmeldung:3 Kopfhörer:3 z:1 UKW:1",
  fr: "le:1 les:1 porte:1 portes:1 amie:2 table:1 liaison:2 ouvrez:2 appelez:3 réunion:3 créer:2 banque:1 langue:1 année:2 théâtre:2 voyez:2 question:2 vidéo:3 moment:2 société:3 famille:2 aujourd'hui:3 l'heure:1 maïs:2 séance:2 guide:1 lieu:1 chiffrement:3",
  es: "amigo:3 enlace:3 reunión:2 país:2 ahora:3 día:2 cuidado:3 abra:2 oír:2 que:1 guía:2 hay:1 muy:1 yo:1 y:1 aún:2 también:2 ciudad:2 construir:2 vídeo:3 teléfono:4 seguro:3 averigüe:4 ayuda:3 siguiente:3 leer:2",
};

describe("syllables", () => {
  for (const language of LANGUAGES)
    it(`are counted as they are spoken (${language})`, () => {
      const wrong = WORDS[language].split(" ").filter((one) => {
        const [word = "", count] = one.split(":");
        return syllablesOf(word, language) !== Number(count);
      });
      assert.deepEqual(wrong, []);
    });
});
