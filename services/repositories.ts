import type { Clinic } from "../clinic/clinic.ts";
import type { Repository } from "../render/release.ts";

/** The signed package repositories that the clinic's machine trusts, each with the fingerprint of its key. */
export function repositoriesOf(clinic: Clinic): readonly Repository[] {
  void clinic;
  return [];
}
