import { PolicyPack, UnknownValueError, type ResourceValidationPolicy } from "@pulumi/policy";
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { putTogether } from "../render/manifest.ts";
import { CLOUD_RULES } from "./cloud-rules.ts";
import type { CloudRule } from "./cloud-rule.ts";
import { judge } from "./judge.ts";
import { findingText } from "./report.ts";
import type { Rule, Verdict } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/** Door 3: `pulumi up --policy-pack policies`. Resource policies only, since a stack policy runs when all is already deployed. */
const RELEASE = "stillroom:index:Release";

/** The release arrived whole; without that no other rule has judged anything. */
const wholeRelease: ResourceValidationPolicy = {
  name: "release-whole",
  description: "A release is fully known before the deployment and its digest is that of its content.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps: "Make the release from the stack file alone, with render() and takeApart(), and change nothing after.",
  validateResource: (args, report) => {
    if (args.type !== RELEASE) return;
    const read = verdictOf(args.props);
    if (typeof read === "string") report(read);
  },
};

function overReleases(rule: Rule): ResourceValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: "mandatory",
    severity: rule.severity === "promise" ? "critical" : rule.severity,
    remediationSteps: rule.mend,
    validateResource: (args, report) => {
      if (args.type !== RELEASE) return;
      const read = verdictOf(args.props);
      if (typeof read === "string") report(read);
      else for (const finding of read.findings.filter((finding) => finding.rule === rule.id)) report(findingText(finding));
    },
  };
}

function overResources(rule: CloudRule): ResourceValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: "mandatory",
    severity: rule.severity === "promise" ? "critical" : rule.severity,
    remediationSteps: rule.mend,
    validateResource: (args, report) => {
      if (!rule.concerns(args.type)) return;
      for (const what of orUnknown(() => rule.check(args.type, args.props))) report(`${what} ${rule.mend}`);
    },
  };
}

/** A value that is not known yet is a finding of its own: left alone, the SDK would turn the mandatory rule into advice. */
function orUnknown(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof UnknownValueError) return [`It can't be judged before the deployment: ${error.message}.`];
    throw error;
  }
}

let last: { readonly manifest: unknown; readonly verdict: Verdict } | undefined;

/** The verdict over a Release resource's inputs, or the sentence that says why there is none. */
function verdictOf(properties: Readonly<Record<string, unknown>>): Verdict | string {
  const [unknown] = orUnknown(() => [JSON.stringify([properties["files"], properties["manifest"]])].slice(1));
  if (unknown !== undefined) return unknown;
  const { files, manifest } = properties;
  const rebuilt = putTogether({ files, manifest });
  if (rebuilt.kind === "broken") return rebuilt.what;
  // Every policy is asked about the same release, one after the other.
  if (last?.manifest !== rebuilt.release.digest)
    last = { manifest: rebuilt.release.digest, verdict: judge(rebuilt.release, new Date().toISOString().slice(0, 10)) };
  return last.verdict;
}
