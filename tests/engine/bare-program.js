// A program that registers given resources and does nothing else: what our own is measured against.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";

const classes = new Map(Object.values(hcloud).flatMap((one) => (one?.__pulumiType ? [[one.__pulumiType, one]] : [])));

for (const { type, name, inputs } of JSON.parse(readFileSync(join(import.meta.dirname, "resources.json"), "utf8"))) {
  const Known = classes.get(type);
  if (Known === undefined) new pulumi.CustomResource(type, name, inputs);
  else new Known(name, inputs);
}
