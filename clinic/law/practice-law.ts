import type { Law } from "../clinic.ts";
import type { Profession } from "./records.ts";

/**
 * What a stack file says of the law. The profession is in no `Clinic`, since that travels to the machine inside its release: what the
 * practice does stays in the stack file, and of all that follows from it the machine gets one number.
 */
export interface PracticeLaw extends Omit<Law, "recordYears"> {
  readonly profession?: Profession;
}
