import type { Clinic } from "../../clinic/clinic.ts";

/** What a practice runs and where: by it a plan for trouble names what is to be looked after. */
export type SetUp = {
  readonly stackFile: string;
  readonly desk: boolean;
  readonly messaging: boolean;
  /** Whether people have an account on the machine. */
  readonly accounts: boolean;
  readonly hetzner: boolean;
  /** Whether the machine is a cloud's, which can be made anew. */
  readonly cloud: boolean;
};

export function setUpOf({ stack, desk, messaging, machine }: Clinic): SetUp {
  return {
    stackFile: `Pulumi.${stack}.yaml`,
    desk: desk.enabled,
    messaging: messaging.enabled,
    accounts: desk.enabled || messaging.enabled,
    hetzner: machine.provider === "hetzner",
    cloud: machine.provider !== "existing",
  };
}
