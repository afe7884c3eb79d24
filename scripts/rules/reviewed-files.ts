import { writeFileSync } from "node:fs";
import type { Clinic } from "../../clinic/clinic.ts";
import { hashOf, REVIEWED } from "../../policies/reviewed-files.ts";
import { render } from "../../render/render.ts";
import { readStackFile } from "../practice/stack-file.ts";

// Writes policies/reviewed-files.json anew from what the reference stack and one like it render. Run it after somebody has read the change.
const stack = readStackFile("Pulumi.prod.yaml");
if (stack.kind === "unusable") {
  console.error(stack.text);
  process.exit(2);
}
const { clinic } = stack;
// A practice that signs its certificates itself has a program that another has not.
const signing: Clinic = { ...clinic, certificates: { issuer: "practice", chain: undefined, root: "" } };
// One whose data waits for no key restarts itself.
const silent: Clinic = {
  ...clinic,
  messaging: { ...clinic.messaging, enabled: false },
  desk: { ...clinic.desk, enabled: false },
};
const rendered = [clinic, signing, silent].flatMap((one) => render(one).files.map((file) => ({ file, clinic: one })));
const hashesOf = (paths: readonly string[]) =>
  Object.fromEntries(
    paths.map((path) => {
      const found = rendered.find(({ file }) => file.path === path);
      if (found === undefined) {
        throw new Error(`The reference stack gives no ${path}. Take it out of the list, or mend the service.`);
      }
      return [path, hashOf(found.file.text, found.clinic)];
    }),
  );
const hashes = Object.fromEntries(
  Object.entries(REVIEWED).map(([group, known]) => [group, hashesOf(Object.keys(known))]),
);
writeFileSync(new URL("../../policies/reviewed-files.json", import.meta.url), `${JSON.stringify(hashes, null, 2)}\n`);
