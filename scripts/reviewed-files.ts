import { writeFileSync } from "node:fs";
import { hashOf, REVIEWED } from "../policies/reviewed-files.ts";
import { render } from "../render/render.ts";
import { readStackFile } from "./stack-file.ts";

// Writes policies/reviewed-files.json anew from what the reference stack renders. Run it after somebody has read the change.
const stack = readStackFile("Pulumi.prod.yaml");
if (stack.kind === "unusable") {
  console.error(stack.text);
  process.exit(2);
}
const { clinic } = stack;
const { files } = render(clinic);
const hashesOf = (paths: readonly string[]) =>
  Object.fromEntries(
    paths.map((path) => {
      const file = files.find((candidate) => candidate.path === path);
      if (file === undefined) {
        throw new Error(`The reference stack renders no ${path}. Take it out of the list, or mend the service.`);
      }
      return [path, hashOf(file.text, clinic.names.video)];
    }),
  );
const hashes = Object.fromEntries(
  Object.entries(REVIEWED).map(([group, known]) => [group, hashesOf(Object.keys(known))]),
);
writeFileSync(new URL("../policies/reviewed-files.json", import.meta.url), `${JSON.stringify(hashes, null, 2)}\n`);
