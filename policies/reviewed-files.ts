import { hash } from "node:crypto";
import type { Clinic } from "../clinic/clinic.ts";
import type { Release } from "../render/release.ts";
import { deskAuditDays } from "../clinic/law/logs.ts";
import { certifiedNames } from "../services/certificates.ts";
import { remembered, rememberedFor } from "./remembered.ts";
import type { Breach } from "./rule.ts";
import reviewed from "./reviewed-files.json" with { type: "json" };

/**
 * Programs of ours on which promises rest, each with the SHA-256 of the text that people reviewed. A change of one is a change of
 * the promise: it is read again, and then `node scripts/rules/reviewed-files.ts` writes the new hashes.
 */
export const REVIEWED: {
  /** What else runs as root: accounts, resolvers, certificates and messaging. */
  readonly administration: Readonly<Record<string, string>>;
  /** The in-page guard and Prosody's modules. */
  readonly encryption: Readonly<Record<string, string>>;
  /** What loads the packet filter and fills its chains. */
  readonly firewall: Readonly<Record<string, string>>;
  /** What makes links into rooms. */
  readonly invitation: Readonly<Record<string, string>>;
  /** Programs with their libraries in one file, the same for every practice. */
  readonly bundled: Readonly<Record<string, string>>;
} = reviewed;

export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

/** The hash of a program's text, which may hold the practice's own values and is the same for every practice otherwise. */
export function hashOf(text: string, clinic: Clinic): string {
  return sha256(ownValues(clinic).reduce((rest, [own, neutral]) => rest.replaceAll(own, neutral), text));
}

/** What our programs hold of a practice, as they write it, and what stands for it in the hash. Another practice's value is no such text. */
const ownValues = rememberedFor((clinic: Clinic): readonly (readonly [string, string])[] => {
  const { names, administrators, certificates, law } = clinic;
  const certified = certifiedNames(clinic);
  const authority = certificates.issuer === "acme" ? new URL(certificates.directory).host : "";
  const alternatives = certified.map((name) => `DNS:${name}`).join(",");
  return [
    [`"https://${names.video}"`, '"https://video.invalid"'],
    [`for name in ${administrators.map(({ name }) => `'${name}'`).join(" ")}; do`, "for name in 'administrators'; do"],
    [`\nissuer='${certificates.issuer}'\n`, "\nissuer='issuer'\n"],
    [`\nauthority='${authority}'\n`, "\nauthority='authority.invalid'\n"],
    [`\nnames='${certified.join(" ")}'\n`, "\nnames='name.invalid'\n"],
    [`\ncommon_name='/CN=${certified[0]}'\n`, "\ncommon_name='/CN=name.invalid'\n"],
    [`\nalternatives='subjectAltName=${alternatives}'\n`, "\nalternatives='subjectAltName=DNS:name.invalid'\n"],
    [`\nserver='${names.homeserver}'\n`, "\nserver='homeserver.invalid'\n"],
    [`\n\tdays CONSTANT integer := ${deskAuditDays(law)};\n`, "\n\tdays CONSTANT integer := 0;\n"],
    [`\npage='https://${names.messaging}/'\n`, "\npage='https://messaging.invalid/'\n"],
  ];
});

/** Whether a file is one of our bundled programs, letter for letter: what was reviewed are its sources, and its names are a computer's. */
export const isReviewedBundle = remembered(({ path, text }): boolean => {
  return Object.hasOwn(REVIEWED.bundled, path) && REVIEWED.bundled[path] === sha256(text);
});

/** Where our programs lie; in nothing else of ours does root run what a file says. */
const PROGRAMS = "/usr/local/lib/stillroom/";

/** Programs that rules of their own hold to what was reviewed. */
const HELD_BY_RULES: ReadonlySet<string> = new Set([
  ...[REVIEWED.encryption, REVIEWED.firewall, REVIEWED.invitation].flatMap((group) => Object.keys(group)),
  `${PROGRAMS}data-volume`,
]);

/** Programs of ours that nobody has read as they are now: what they do on a machine can't be told. */
export function programDoubts({ files, subject }: Release): readonly Breach[] {
  return files
    .filter(({ path }) => path.startsWith(PROGRAMS) && !HELD_BY_RULES.has(path))
    .filter(
      (file) => !isReviewedBundle(file) && REVIEWED.administration[file.path] !== hashOf(file.text, subject.clinic),
    )
    .map(({ path }) => ({
      where: path,
      what: "The program is not the one that was reviewed, so what it does on the machine can't be told.",
      mend: "Take the change back, or have it reviewed and run scripts/rules/reviewed-files.ts.",
    }));
}

/** Where a release holds another text than the reviewed one, or none. */
export function unreviewed(release: Release, hashes: Readonly<Record<string, string>>): readonly Breach[] {
  return Object.entries(hashes).flatMap(([path, hash]): readonly Breach[] => {
    const file = release.files.find((candidate) => candidate.path === path);
    if (file === undefined) return [{ where: path, what: "The release does not hold this file." }];
    if (hashOf(file.text, release.subject.clinic) === hash) return [];
    return [
      {
        where: path,
        what: "The file is not the one that was reviewed.",
        mend: "Take the change back, or have it reviewed and run scripts/rules/reviewed-files.ts.",
      },
    ];
  });
}
