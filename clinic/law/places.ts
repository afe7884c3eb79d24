import type { Law } from "../clinic.ts";
import { regionOf } from "../regions.ts";
import { JURISDICTIONS, jurisdictionOf, jurisdictionsOf, type Regime } from "./jurisdictions.ts";
import { AGAIN, ours, read, reported, unread, type Source } from "./source.ts";

/** May a machine stand there under this law? */
export interface Placement {
  /** Whose law says so. */
  readonly jurisdiction: string;
  /** `needs-reason`: only with a waiver that a person signs. */
  readonly verdict: "allowed" | "needs-reason" | "blocked";
  /** Why, one or two full sentences. */
  readonly reason: string;
  readonly source: Source;
}

/** The European Economic Area: the EU's members with Iceland, Liechtenstein and Norway. */
const EEA = new Set([
  ...Object.keys(JURISDICTIONS).filter((code) => ["de", "eu"].includes(JURISDICTIONS[code]?.regime ?? "")),
  "IS",
  "LI",
  "NO",
]);

/**
 * What each jurisdiction says of `region` of `provider`, each with its own reason: where several reach the practice, all of them have to allow it.
 *
 * @returns `blocked` also for a jurisdiction or a region that is not in our tables: what was not looked up is not allowed
 */
export function placementsUnder(law: PlacedLaw, provider: Provider, region: string): readonly Placement[] {
  return jurisdictionsOf(law).map((code) => ({ jurisdiction: code, ...placementIn(code, law, provider, region) }));
}

/** What of the law decides on places. */
export type PlacedLaw = Pick<Law, "jurisdiction" | "also" | "payers" | "hipaaCovered">;

type Provider = "hetzner" | "aws";

function placementIn(code: string, law: PlacedLaw, provider: Provider, region: string): Ruling {
  const regime = jurisdictionOf(code)?.regime;
  const country = regionOf(provider, region)?.country;
  if (regime === undefined || country === undefined) {
    return {
      verdict: "blocked",
      reason: `Nobody has looked up whether ${region} may be used under the law of ${code}.`,
      source: ours("clinic/law/jurisdictions.ts and clinic/regions.ts list what was looked up"),
    };
  }
  const place = { provider, region, country };
  const ruling = PLACES[regime](place);
  const publicly = law.payers?.includes("public") ?? false;
  if (code === "FR") return stricter(ruling, FRENCH_HOSTING);
  if (code === "DE" && publicly) return stricter(ruling, STATUTORY_IN_GERMANY);
  return code.startsWith("US-") && law.hipaaCovered ? stricter(ruling, underHipaa(place)) : ruling;
}

/** A placement, whoever says it. */
type Ruling = Omit<Placement, "jurisdiction">;

interface Place {
  readonly provider: Provider;
  readonly region: string;
  readonly country: string;
}

const PLACES: Readonly<Record<Regime, (place: Place) => Ruling>> = {
  de: inEurope(
    read(
      "GDPR art. 28 and 44 ff.; § 203 (3)-(4) StGB: whoever helps must be bound to secrecy, else the practitioner is liable",
    ),
  ),
  eu: inEurope(read("GDPR art. 28 and chapter V")),
  uk: inUnitedKingdom,
  au: atHome(
    { code: "AU", name: "Australia" },
    new Set([...EEA, "SG"]),
    "The practice answers for what the overseas recipient does; write down why that is acceptable.",
    read("Privacy Act 1988 (Cth), APP 8.1 and s 16C; Victoria HPP 9 and New South Wales HPP 14 limit export"),
  ),
  ca: atHome(
    { code: "CA", name: "Canada" },
    EEA,
    "The practice stays accountable and must tell people that their data is abroad; write down why.",
    unread("PIPEDA principle 4.1.3, accountability and notice (not verified); some provinces are stricter"),
  ),
  "ca-qc": inQuebec,
  us: inUnitedStates,
  "us-onshore": onshoreOnly,
  "us-or-canada": nearShore,
};

function inEurope(source: Source): (place: Place) => Ruling {
  return ({ provider, country }) => {
    if (!EEA.has(country)) {
      return {
        verdict: "blocked",
        reason: "The machine would stand outside the European Economic Area, which is a transfer to a third country.",
        source,
      };
    }
    return provider === "aws"
      ? usParent(source)
      : { verdict: "allowed", reason: "The machine stands in the EEA.", source };
  };
}

/** EU-US Data Privacy Framework: upheld by the General Court on 3 September 2025; treat it as revocable. */
function usParent(source: Source): Ruling {
  return {
    verdict: "needs-reason",
    reason:
      "The provider's parent is a company of the United States: write down a transfer assessment, and on what the transfer rests (Data Privacy Framework or standard contractual clauses).",
    source,
  };
}

const STATUTORY_IN_GERMANY: Ruling = {
  verdict: "needs-reason",
  reason:
    "For what statutory insurers pay, a host has to show a C5 attestation of type 2, and video a certified service, which this is not: ask the host for the one, and use this for other sessions alone.",
  source: reported("§ 393 SGB V, C5 of type 2 since 1 July 2025; BMV-Ä annex 31b, certified video services", AGAIN),
};

const FRENCH_HOSTING: Ruling = {
  verdict: "needs-reason",
  reason:
    "France asks for a host that is certified for such data (HDS); ask the provider for the certificate, or a lawyer whether the practice is bound by it.",
  source: reported(
    "Code de la santé publique art. L1111-8, as the state's agency for digital health told it in 2025; its text of 2018 was read in part",
    "2026-11-24",
  ),
};

function inUnitedKingdom({ provider, region, country }: Place): Ruling {
  const source = read("UK GDPR art. 28 and 44 ff.; the ICO: nothing new is needed for transfers to the EEA", AGAIN);
  if (country === "GB") return { verdict: "allowed", reason: "The machine stands in the United Kingdom.", source };
  if (EEA.has(country)) {
    return provider === "aws"
      ? usParent(source)
      : { verdict: "allowed", reason: "The machine stands in the EEA.", source };
  }
  return {
    verdict: "blocked",
    reason: `The region ${region} is in neither the United Kingdom nor the European Economic Area.`,
    source,
  };
}

/** At home without more, in `abroad` with a reason, and nowhere else. */
function atHome(
  home: { readonly code: string; readonly name: string },
  abroad: ReadonlySet<string>,
  reason: string,
  source: Source,
): (place: Place) => Ruling {
  return ({ region, country }) => {
    if (country === home.code) return { verdict: "allowed", reason: `The machine stands in ${home.name}.`, source };
    if (abroad.has(country)) return { verdict: "needs-reason", reason, source };
    return {
      verdict: "blocked",
      reason: `The region ${region} is not among the places that were looked up for ${home.name}.`,
      source,
    };
  };
}

function inQuebec({ region, country }: Place): Ruling {
  const source = read("Act respecting the protection of personal information in the private sector (P-39.1) s 17");
  if (region === "ca-central-1") return { verdict: "allowed", reason: "The machine stands in Quebec.", source };
  if (country === "SG") {
    return { verdict: "blocked", reason: "Singapore is not among the places that were looked up for Quebec.", source };
  }
  return {
    verdict: "needs-reason",
    reason:
      "Before data leaves Quebec, also to another province, an impact assessment and a written agreement are needed; name them.",
    source,
  };
}

function inUnitedStates({ provider, country }: Place): Ruling {
  const source = unread(
    "state law and the FTC Act; 45 CFR 160.103 does not reach a practice that is no covered entity",
  );
  if (provider === "hetzner" && country === "SG") {
    return {
      verdict: "blocked",
      reason: "Singapore is not among the places that were looked up for the United States.",
      source,
    };
  }
  if (country !== "US") {
    return { verdict: "needs-reason", reason: "The machine would stand abroad; write down why.", source };
  }
  return provider === "aws"
    ? { verdict: "allowed", reason: "The machine stands in the United States.", source }
    : {
        verdict: "needs-reason",
        reason: "The provider is a company of another country; write down why that is acceptable.",
        source,
      };
}

function onshoreOnly(place: Place): Ruling {
  const source = read(
    "Texas Health and Safety Code ch. 183 (SB 1188), from 1 January 2026, for whoever is licensed to treat in Texas",
    AGAIN,
  );
  if (place.country === "US") return { ...inUnitedStates(place), source };
  return { verdict: "blocked", reason: "This state wants such data stored in the country.", source };
}

/** The duty names who uses certified technology for records, which this is not; whoever keeps such records elsewhere may still be under it. */
function nearShore(place: Place): Ruling {
  const source = read(
    "Florida Statutes § 408.051(3): the United States, their territories or Canada, for whoever uses certified technology for records",
    AGAIN,
  );
  if (place.country === "US" || place.country === "CA") return { ...inUnitedStates(place), source };
  return {
    verdict: "blocked",
    reason: "This state wants such data stored in the United States or in Canada.",
    source,
  };
}

function underHipaa({ provider, country }: Place): Ruling {
  const source = read(
    '45 CFR 164.308(b) and 164.504(e); 45 CFR 160.103 "business associate", and the guidance of the HHS on cloud computing',
    AGAIN,
  );
  if (provider === "hetzner") {
    return {
      verdict: "blocked",
      reason:
        "A host that keeps electronic protected health information is a business associate, even when it has no key, and Hetzner is not known to sign a business associate agreement.",
      source,
    };
  }
  if (country !== "US") {
    return { verdict: "needs-reason", reason: "The machine would stand abroad; write down why.", source };
  }
  return {
    verdict: "allowed",
    reason: "AWS signs a business associate agreement; accept it in AWS Artifact before the first session.",
    source,
  };
}

const SEVERITY = ["allowed", "needs-reason", "blocked"] as const;

function stricter(a: Ruling, b: Ruling): Ruling {
  return SEVERITY.indexOf(b.verdict) > SEVERITY.indexOf(a.verdict) ? b : a;
}
