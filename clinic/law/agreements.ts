import { jurisdictionOf, jurisdictionsOf } from "./jurisdictions.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { AGAIN, read, reported, unread, type Source } from "./source.ts";

/** A paper that has to be there before the first session. */
export interface Agreement {
  readonly jurisdiction: string;
  /** What somebody else signs with the practice, or what the practice has ready by itself. */
  readonly kind: "agreement" | "document";
  readonly name: string;
  /** With whom, or of what. */
  readonly about: string;
  readonly source: Source;
}

type Paper = Omit<Agreement, "jurisdiction">;

const PROCESSING: Paper = {
  kind: "agreement",
  name: "data processing agreement",
  about: "with the host and with everyone else who keeps or carries the practice's data, mail and backups included",
  source: read("GDPR art. 28(3)", AGAIN),
};
const RECORD: Paper = {
  kind: "document",
  name: "record of processing",
  about: "of what is kept, why, for how long and who gets it",
  source: read("GDPR art. 30"),
};
const ASSESSMENT: Paper = {
  kind: "document",
  name: "impact assessment, or why none is needed",
  about: "of sessions by video and of messages",
  source: read("GDPR art. 35 and recital 91"),
};
const PRIVACY_NOTICE: Paper = {
  kind: "document",
  name: "privacy notice",
  about: "for the people themselves",
  source: read("GDPR art. 13"),
};

const EUROPE: readonly Paper[] = [PROCESSING, RECORD, ASSESSMENT, PRIVACY_NOTICE];

const GERMANY: readonly Paper[] = [
  ...EUROPE,
  {
    kind: "agreement",
    name: "undertaking of secrecy",
    about: "by the host, administrators and everyone else who helps, without which the practitioner is punishable",
    source: read("§ 203(3)-(4) StGB"),
  },
];

const UNITED_KINGDOM: readonly Paper[] = [
  ...EUROPE.map((paper) => ({ ...paper, source: unread(`UK ${paper.source.text}`) })),
  {
    kind: "document",
    name: "fee to the Information Commission (ICO)",
    about: "paid each year",
    source: reported("Data Protection (Charges and Information) Regulations 2018"),
  },
];

const NATIONAL_HEALTH_SERVICE: Paper = {
  kind: "document",
  name: "Data Security and Protection Toolkit",
  about: "handed in each year for work that the NHS commissions",
  source: unread("NHS England, Data Security and Protection Toolkit"),
};

const AUSTRALIA: readonly Paper[] = [
  {
    kind: "document",
    name: "privacy policy and collection notice",
    about: "for the people themselves",
    source: unread("APP 1 and APP 5"),
  },
  {
    kind: "agreement",
    name: "agreement on privacy with the host",
    about: "where the host is overseas, for whose acts the practice answers",
    source: read("Privacy Act 1988 (Cth), APP 8.1 and s 16C"),
  },
];

const CANADA: readonly Paper[] = [
  {
    kind: "agreement",
    name: "agreement with the host",
    about: "on the same protection as in the practice",
    source: unread("PIPEDA principle 4.1.3 and the provinces' acts"),
  },
];

const QUEBEC: readonly Paper[] = [
  {
    kind: "agreement",
    name: "privacy impact assessment and written agreement",
    about: "before anything leaves Quebec, to another province too",
    source: read("P-39.1 s 17"),
  },
  {
    kind: "document",
    name: "name of the person in charge of privacy",
    about: "published by the practice",
    source: reported("P-39.1 s 3.1"),
  },
];

const ONTARIO: Paper = {
  kind: "document",
  name: "written public statement of information practices",
  about: "for the people themselves",
  source: unread("PHIPA s 16"),
};

const BUSINESS_ASSOCIATE: Paper = {
  kind: "agreement",
  name: "business associate agreement",
  about:
    "with everyone who keeps or carries protected health information, the host and backups included, without a key too",
  source: read("45 CFR 164.308(b) and 164.504(e); guidance of the HHS on cloud computing", AGAIN),
};
const NOTICE_OF_PRACTICES: Paper = {
  kind: "document",
  name: "notice of privacy practices",
  about: "for the people themselves",
  source: read("45 CFR 164.520(a)(1)", AGAIN),
};

/** The papers that all jurisdictions together ask for. */
export function agreements(law: PracticeLaw): readonly Agreement[] {
  return jurisdictionsOf(law).flatMap((jurisdiction) =>
    papersIn(jurisdiction, law).map((paper) => ({ jurisdiction, ...paper })),
  );
}

function papersIn(code: string, { hipaaCovered, payers = [] }: PracticeLaw): readonly Paper[] {
  switch (jurisdictionOf(code)?.regime) {
    case "de":
      return GERMANY;
    case "eu":
      return EUROPE;
    case "uk":
      return payers.includes("public") ? [...UNITED_KINGDOM, NATIONAL_HEALTH_SERVICE] : UNITED_KINGDOM;
    case "au":
      return AUSTRALIA;
    case "ca-qc":
      return QUEBEC;
    case "ca":
      return code === "CA-ON" ? [...CANADA, ONTARIO] : CANADA;
    case "us":
    case "us-onshore":
    case "us-or-canada":
      return hipaaCovered ? [BUSINESS_ASSOCIATE, NOTICE_OF_PRACTICES] : [];
    case undefined:
      return [];
  }
}
