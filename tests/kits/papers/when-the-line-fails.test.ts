import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../../clinic/clinic.ts";
import { emergencyNumbers } from "../../../clinic/law/emergencies.ts";
import { MINUTES_UNTIL_CALL } from "../../../kits/papers/calling-back.ts";
import { minutes } from "../../../kits/papers/spans.ts";
import { WHEN_THE_LINE_FAILS } from "../../../kits/papers/when-the-line-fails.ts";
import { LANGUAGES, type InEachLanguage } from "../../../kits/words.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { textOf } from "./staff-paper.ts";

const NO_BACKUP: InEachLanguage<RegExp> = {
  en: /There is no backup service yet\./,
  de: /Eine Datensicherung gibt es noch nicht\./,
  fr: /Il n’y a pas encore de service de sauvegarde\./,
  es: /Todavía no hay un servicio de copias de seguridad\./,
};

describe("the paper for a line that fails", () => {
  it("says after how long to call, whom in an emergency, and that there is no backup", () => {
    const law = { ...EVERYTHING.law, jurisdiction: "AT", also: ["US-NY"] };
    for (const language of LANGUAGES) {
      const text = textOf(WHEN_THE_LINE_FAILS, practiceOf({ ...EVERYTHING, law }), language);
      const numbers = emergencyNumbers(law).flatMap(({ emergency, crisisLines }) => [emergency, ...crisisLines]);
      assert.deepEqual(
        numbers
          .filter(({ source }) => source.sureness !== "unread")
          .filter(({ number }) => !text.includes(` ${number} `)),
        [],
        language,
      );
      assert.ok(text.includes(minutes(MINUTES_UNTIL_CALL, language)), language);
      assert.match(text, NO_BACKUP[language]);
      assert.ok(text.includes("+49 30 5550 1234"), language);
    }
  });

  it("opens a data volume only where somebody has to, and names the practice's own stack file", () => {
    const aws: Clinic = {
      ...EVERYTHING,
      stack: "north",
      machine: {
        provider: "aws",
        size: "t3a.large",
        region: "eu-central-1",
        dataVolumeGb: 40,
        debian: 13,
        protected: true,
        dns: { kind: "elsewhere" },
      },
    };
    for (const language of LANGUAGES) {
      const at = (clinic: Clinic): string => textOf(WHEN_THE_LINE_FAILS, practiceOf(clinic), language);
      assert.ok(at(EVERYTHING).includes("npx stillroom unlock Pulumi.prod.yaml"), language);
      assert.ok(!at(aws).includes("unlock"), language);
      assert.ok(at(aws).includes("npx stillroom rollback Pulumi.north.yaml"), language);
    }
  });
});
