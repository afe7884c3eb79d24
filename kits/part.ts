import type { Clinic } from "../clinic/clinic.ts";
import type { PracticeLaw } from "../clinic/law/practice-law.ts";
import type { Verdict } from "../policies/rule.ts";
import type { Release } from "../render/release.ts";
import type { FileDeclaration } from "../services/service.ts";
import type { Paper } from "./papers/paper.ts";
import type { InEachLanguage } from "./words.ts";

/** All that a kit is made of. */
export interface KitPractice {
  readonly clinic: Clinic;
  /** What the stack file says of the law, the profession too: papers are for people, and reach no machine. */
  readonly law: PracticeLaw;
  /** What the machine gets by the same stack file. */
  readonly release: Release;
  /** What the rules say of that. */
  readonly verdict: Verdict;
}

/** One thing that the practice's people get, as data: what it is made of, or what the stack file would have to say for it. */
export interface KitPart {
  /** Its folder in the kit, and below `templates/kit/`; neutral. */
  readonly name: string;
  /** What the kit's first page says of it. */
  readonly words: InEachLanguage<PartWords>;
  /** Pure: no clock, no network. */
  readonly declare: (practice: KitPractice) => PartContent;
}

export type PartContent =
  | {
      readonly kind: "files";
      readonly files: readonly KitFileDeclaration[];
      /** In place of the part's own, where the stack file changes what people have to do. */
      readonly words?: InEachLanguage<PartWords>;
    }
  | { readonly kind: "papers"; readonly papers: readonly Paper[] }
  /** The stack file leaves out a key of which it is made. */
  | { readonly kind: "missing"; readonly key: StackKey };

export type StackKey = `stillroom:${string}`;

/** One file, from `templates/kit/<part>/<path>.hbs`. */
export interface KitFileDeclaration extends Required<Pick<FileDeclaration, "format" | "data">> {
  /** Below the part's folder. */
  readonly path: string;
  /** A program, to be run as it is. */
  readonly executable?: boolean;
}

export interface PartWords {
  readonly title: string;
  readonly purpose: string;
  /** What to do, one after the other. */
  readonly steps: readonly TextAndCommand[];
  /** What each file is, by its path below the part's folder; papers say so themselves. */
  readonly files: Readonly<Record<string, string>>;
  /** What the stack file has to say so that it can be made; undefined for what every practice gets. */
  readonly missing?: string;
}

export type TextAndCommand = {
  readonly text: string;
  /** What is typed for it; undefined where nothing is. */
  readonly command: string | undefined;
};
