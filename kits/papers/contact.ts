import type { Clinic } from "../../clinic/clinic.ts";

/** How people reach the practice. What is undefined is a line to fill in by hand. */
export type Contact = {
  /** The name that people know from the pages, where the stack file says no other. */
  readonly name: string;
  readonly phone: string | undefined;
  readonly mail: string | undefined;
  readonly address: string | undefined;
};

export function contactOf({ papers, branding }: Clinic): Contact {
  return {
    name: papers?.name ?? branding.title,
    phone: papers?.phone,
    mail: papers?.mail,
    address: papers?.address,
  };
}
