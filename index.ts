import * as pulumi from "@pulumi/pulumi";
import { lawNotes } from "./clinic/law/notes.ts";
import { formatProblem, loadConfiguration } from "./clinic/load.ts";
import { effectiveConfiguration } from "./components/configuration.ts";
import { deployPractice } from "./components/practice.ts";
import { judge } from "./policies/judge.ts";
import { verdictText } from "./policies/report.ts";
import { render } from "./render/render.ts";

// What the stack file asks for, checked down to the last key.
const { values, source, stack, shared } = effectiveConfiguration();
const loaded = loadConfiguration(values, source, stack, shared);
if (loaded.kind === "problems") throw new pulumi.RunError(loaded.problems.map(formatProblem).join("\n"));

// Everything that the machine shall be, as plain data that is fully known before anything exists.
const release = render(loaded.clinic);

// No resource is registered unless every promise is kept.
const today = new Date().toISOString().slice(0, 10);
const verdict = judge(release, today);
if (verdict.findings.length > 0) throw new pulumi.RunError(verdictText(verdict));

// What the tables of the practice's law leave to a lawyer, or have not been looked up for a year: said, and no obstacle.
for (const note of lawNotes(loaded.law, today)) await pulumi.log.warn(note);

// One practice: its machine, its names, and the release on it.
const practice = await deployPractice(loaded.clinic, release);

export const { addresses, urls, dnsRecords, connection, volumeKey, digest } = practice;
export const judged = { rules: verdict.rules.length, waived: verdict.waived };
