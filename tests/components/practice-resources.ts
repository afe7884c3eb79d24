import type { Clinic } from "../../clinic/clinic.ts";
import { deployPractice } from "../../components/practice.ts";
import { secretValue } from "../../components/provider/property-values.ts";
import { render } from "../../render/render.ts";
import type { Asked } from "../policies/served-pack.ts";
import { recorded } from "./recorded.ts";

/** Every resource that our program registers for a clinic at preview, as the engine would ask the policy pack about it. */
export async function practiceResources(clinic: Clinic): Promise<readonly Asked[]> {
  const { registered, error } = await recorded(() => deployPractice(clinic, render(clinic)), {
    preview: true,
    answers: { "stillroom:index:HostKey": { publicKey: "", privateKey: secretValue("") } },
  });
  if (error !== undefined) throw new Error("The program failed.", { cause: error });
  return registered.map(({ type, name, inputs }) => ({
    type,
    name,
    properties: inputs,
    // Components are made by nobody.
    ...(type.endsWith("Machine") ? {} : { provider: {} }),
  }));
}
