import { jurisdictionOf, jurisdictionsOf } from "./jurisdictions.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { AGAIN, read, reported, type Source } from "./source.ts";

/** Whom to call where a life is in danger, or where nobody can wait for the next session. Counts where the person is, not where the practice is. */
export interface EmergencyNumbers {
  readonly jurisdiction: string;
  /** Police, fire brigade and ambulance. */
  readonly emergency: EmergencyNumber;
  /** People who listen, day and night; none where none was looked up. */
  readonly crisisLines: readonly CrisisLine[];
}

export interface EmergencyNumber {
  /** As it is dialled there, in groups as people write it. */
  readonly number: string;
  readonly source: Source;
}

export interface CrisisLine extends EmergencyNumber {
  /** Its own name, which no language translates. */
  readonly name: string;
  /** The part of the place in which it is to be had; undefined where that is all of it. */
  readonly where?: string;
}

const UNION: EmergencyNumber = {
  number: "112",
  source: read("Directive (EU) 2018/1972 art. 109(1): free of charge in every member state", AGAIN),
};
const UNITED_KINGDOM: EmergencyNumber = {
  number: "999",
  source: read("pages of the police and of the NHS on when to call 999", AGAIN),
};
const AUSTRALIA: EmergencyNumber = {
  number: "000",
  source: read("triplezero.gov.au, on the Telecommunications Numbering Plan", AGAIN),
};
const CANADA: EmergencyNumber = {
  number: "911",
  source: read("Telecom Decision CRTC 2018-188, of 9-1-1 calls in Canada", AGAIN),
};
const UNITED_STATES: EmergencyNumber = {
  number: "911",
  source: reported("47 USC 251(e)(3), as Report and Order FCC 01-351 tells it", AGAIN),
};

const LIFELINE: CrisisLine = {
  name: "Lifeline",
  number: "13 11 14",
  source: read("Lifeline's own answers to questions", AGAIN),
};
const CANADIAN_HELPLINE: CrisisLine = {
  name: "9-8-8: Suicide Crisis Helpline",
  number: "988",
  source: read("Government of Canada, release of 30 November 2023: by call or text, in English and French", AGAIN),
};
const AMERICAN_LIFELINE: CrisisLine = {
  name: "988 Suicide & Crisis Lifeline",
  number: "988",
  source: read("Federal Communications Commission, page on 988: by call or text", AGAIN),
};
const SAMARITANS = "Samaritans";

/** Lines of one place; where none stands here, none was looked up. */
const CRISIS_LINES: Readonly<Record<string, readonly CrisisLine[]>> = {
  DE: [
    {
      name: "TelefonSeelsorge",
      number: "0800 111 0 111",
      source: read("Evangelical Church of Kurhessen-Waldeck, which runs some of it", AGAIN),
    },
  ],
  UK: [
    {
      name: SAMARITANS,
      number: "116 123",
      source: read("Samaritans' own pages, of Northern Ireland too: free from any telephone, day and night", AGAIN),
    },
    {
      name: "NHS 111, mental health option",
      where: "England, Scotland and Wales",
      number: "111",
      source: reported(
        "NHS trusts' pages of England; the press of Wales (20 June 2023) and of Scotland's NHS 24",
        AGAIN,
      ),
    },
    {
      name: "Lifeline",
      where: "Northern Ireland",
      number: "0808 808 8000",
      source: read("Lifeline's own page and the Public Health Agency's: for whoever lives there, day and night", AGAIN),
    },
  ],
  AT: [
    { name: "Telefonseelsorge", number: "142", source: reported("Gesundheit Österreich GmbH, table of 2020", AGAIN) },
  ],
  BE: [
    { name: "Zelfmoordlijn", number: "1813", source: reported("Flemish press: in Dutch", AGAIN) },
    {
      name: "Centre de Prévention du Suicide",
      number: "0800 32 123",
      source: reported("Belgian press of 2023: in French", AGAIN),
    },
  ],
  ES: [
    {
      name: "Línea 024",
      number: "024",
      source: reported("Ministerio de Sanidad, as the press tells it; open since 10 May 2022", AGAIN),
    },
  ],
  FR: [
    {
      name: "3114",
      number: "3114",
      source: read("service-public.fr, news of 29 September 2021", AGAIN),
    },
  ],
  IE: [
    {
      name: SAMARITANS,
      number: "116 123",
      source: read("Houses of the Oireachtas, answer 505 of 10 December 2013", AGAIN),
    },
  ],
  NL: [{ name: "113 Zelfmoordpreventie", number: "113", source: read("113.nl", AGAIN) }],
};

/** Whom to call in each jurisdiction that reaches the practice. */
export function emergencyNumbers(law: Pick<PracticeLaw, "jurisdiction" | "also">): readonly EmergencyNumbers[] {
  return jurisdictionsOf(law).flatMap((jurisdiction) => {
    const numbers = numbersIn(jurisdiction);
    return numbers === undefined ? [] : [{ jurisdiction, ...numbers }];
  });
}

function numbersIn(code: string): Omit<EmergencyNumbers, "jurisdiction"> | undefined {
  switch (jurisdictionOf(code)?.regime) {
    case "de":
    case "eu":
      return { emergency: UNION, crisisLines: CRISIS_LINES[code] ?? [] };
    case "uk":
      return { emergency: UNITED_KINGDOM, crisisLines: CRISIS_LINES[code] ?? [] };
    case "au":
      return { emergency: AUSTRALIA, crisisLines: [LIFELINE] };
    case "ca":
    case "ca-qc":
      return { emergency: CANADA, crisisLines: [CANADIAN_HELPLINE] };
    case "us":
    case "us-onshore":
    case "us-or-canada":
      return { emergency: UNITED_STATES, crisisLines: [AMERICAN_LIFELINE] };
    case undefined:
      return undefined;
  }
}
