import { render } from "../../render/render.ts";
import { WHEN_ROTATED } from "../../services/secret-rotation.ts";
import { withMachine, type FoundMachine } from "../practice/machine-connection.ts";
import { agreed, carriedOut, type VerbOptions } from "./undertaking-verb.ts";

/** `stillroom secrets rotate`: a new value for one secret, in every file that holds it, whole or not at all. */
export function rotateSecret(name: string, file: string, options: VerbOptions): Promise<0 | 1 | 2> {
  return withMachine(file, options.connection, (machine) => rotated(name, machine, options));
}

async function rotated(name: string, machine: FoundMachine, options: VerbOptions): Promise<0 | 1 | 2> {
  const names = render(machine.clinic).secrets.map((secret) => secret.name);
  if (!names.includes(name)) {
    console.error(`There is no secret "${name}". This practice's are: ${names.join(", ")}.`);
    return 2;
  }
  if (!(await agreed(`A new value for ${name}. ${WHEN_ROTATED[name] ?? ""}`, options))) return 2;
  const words = {
    kept: `${name} has a new value wherever it is used, and everything was seen to work with it.`,
    unchanged: "Nothing was to be done.",
  };
  return carriedOut(machine.connection, { command: "rotate-secret", name }, words, options);
}
