import { render } from "../../render/render.ts";
import { WHEN_ROTATED } from "../../services/secret-rotation.ts";
import { badInput, onMachine } from "./machine-verb.ts";
import { carriedOut, notAgreed, UNDERTAKING_STEPS, type AskingRequest } from "./undertaking-verb.ts";

/** `stillroom secrets rotate`: a new value for one secret, in every file that holds it, whole or not at all. */
export function rotateSecret(name: string, request: AskingRequest): Promise<0 | 1 | 2> {
  return onMachine(request, UNDERTAKING_STEPS, async ({ clinic, connection }, report) => {
    const names = render(clinic).secrets.map((secret) => secret.name);
    if (!names.includes(name)) {
      return badInput(`There is no secret "${name}". This practice's are: ${names.join(", ")}.`);
    }
    const no = await notAgreed(`A new value for ${name}. ${WHEN_ROTATED[name] ?? ""}`, request);
    if (no !== undefined) return no;
    const words = {
      kept: `${name} has a new value wherever it is used, and everything was seen to work with it.`,
      unchanged: "Nothing was to be done.",
    };
    return carriedOut(connection, { command: "rotate-secret", name }, words, report);
  });
}
