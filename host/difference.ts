import { createHash } from "node:crypto";

/** One way in which a machine is not as its release says. Plain JSON. */
export type Difference = FileDifference | DirectoryDifference | ForeignFile | UnitDifference | PackageDifference;

interface Common {
  /** Names what differs, the same from one look to the next. */
  readonly id: string;
  /** SHA-256 over how it is found: another one is another difference. */
  readonly state: string;
  /** A full sentence. */
  readonly what: string;
  /** Undefined while nobody has accepted it. */
  readonly accepted?: Acceptance;
}

/** A person's word that a difference shall be left as it is. */
export interface Acceptance {
  readonly reason: string;
  /** The account on the machine that gave it. */
  readonly by: string | undefined;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A file of the release that is missing, or not as delivered. */
export interface FileDifference extends Common {
  readonly kind: "file";
  readonly path: string;
  readonly released: Standing & { readonly text: string };
  /** Undefined where nothing stands there. */
  readonly found: Found | undefined;
}

/** Mode in octal with four digits. */
export interface Standing {
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

export interface Found extends Standing {
  readonly type: "file" | "link" | "other";
  /** Secrets as placeholders. Undefined where it is no text, too long, or no file. */
  readonly text: string | undefined;
  /** A secret's place holds another value, which is not shown. */
  readonly otherSecret: boolean;
}

export interface DirectoryDifference extends Common {
  readonly kind: "directory";
  readonly path: string;
  readonly released: Standing;
  /** Undefined where it is missing. */
  readonly found: Standing | undefined;
}

/** A file that a program of the release reads, and that is neither the release's nor a package's. */
export interface ForeignFile extends Common {
  readonly kind: "foreign-file";
  readonly path: string;
  readonly found: Found;
}

export interface UnitDifference extends Common {
  readonly kind: "unit";
  readonly unit: string;
  readonly trouble: "unknown" | "masked" | "disabled" | "not running";
}

export interface PackageDifference extends Common {
  readonly kind: "package";
  readonly package: string;
  readonly trouble: "missing" | "held" | "changed file" | "missing file";
}

export function stateHash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
