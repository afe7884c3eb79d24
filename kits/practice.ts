import type { Clinic } from "../clinic/clinic.ts";
import type { PracticeLaw } from "../clinic/law/practice-law.ts";
import { judge } from "../policies/judge.ts";
import { render } from "../render/render.ts";
import type { KitPractice } from "./part.ts";

/**
 * All that a kit is made of, from what a stack file asks for.
 *
 * @param today `YYYY-MM-DD`: waivers end on a day
 */
export function kitPractice(clinic: Clinic, law: PracticeLaw, today: string): KitPractice {
  const release = render(clinic);
  return { clinic, law, release, verdict: judge(release, today) };
}
