import type { Clinic } from "../clinic/clinic.ts";
import type { FileDeclaration } from "../services/service.ts";

/** One thing that the practice's people get, as data: what it is made of, or what the stack file would have to say for it. */
export interface KitPart {
  /** Its folder in the kit and below `templates/kit/`; also by which the index page's words find it. */
  readonly name: PartName;
  /** Pure: no clock, no network. */
  readonly declare: (clinic: Clinic) => PartContent;
}

export type PartName = "workstations/linux";

export type PartContent =
  | { readonly kind: "made"; readonly files: readonly KitFileDeclaration[] }
  /** The stack file leaves out a key of which it is made. */
  | { readonly kind: "missing"; readonly key: StackKey };

export type StackKey = "stillroom:workstations";

/** One file, from `templates/kit/<part>/<path>.hbs`. */
export interface KitFileDeclaration extends Required<Pick<FileDeclaration, "format" | "data">> {
  /** Below the part's folder. */
  readonly path: string;
  /** A program, to be run as it is. */
  readonly executable?: boolean;
}
