import { PolicyPack, UnknownValueError, type ResourceValidationPolicy } from "@pulumi/policy";
import service from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import { putTogether } from "../render/manifest.ts";
import type { CloudRule, Properties } from "./cloud-rule.ts";
import { CLOUD_RULES } from "./cloud-rules.ts";
import { judge } from "./judge.ts";
import { findingText } from "./report.ts";
import type { Rule, Verdict } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/*
 * Door 3: `pulumi up --policy-pack policies`. Resource policies only: a stack policy runs when all is already deployed.
 */
const RELEASE = "stillroom:index:Release";

/** Without this no other rule has judged anything. */
const wholeRelease: ResourceValidationPolicy = {
  name: "release-whole",
  description: "A release is fully known before the deployment, and its digest is that of its content.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps: "Make the release from the stack file alone and change nothing in it afterwards.",
  validateResource: ({ type, props }, report) => {
    if (type !== RELEASE) return;
    const judged = judgedRelease(props);
    if (judged.kind === "unjudged") report(judged.why);
  },
};

function overReleases(rule: Rule): ResourceValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: "mandatory",
    severity: rule.severity === "promise" ? "critical" : rule.severity,
    remediationSteps: rule.mend,
    validateResource: ({ type, props }, report) => {
      if (type !== RELEASE) return;
      const judged = judgedRelease(props);
      if (judged.kind === "unjudged") return;
      for (const finding of judged.verdict.findings) if (finding.rule === rule.id) report(findingText(finding));
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
    validateResource: ({ type, props }, report) => {
      if (!rule.concerns(type)) return;
      for (const what of knownOr(
        () => rule.check(type, props),
        (unknown) => [unknown],
      ))
        report(`${what} ${rule.mend}`);
    },
  };
}

/** A value that is not known yet is a finding of its own: left alone, the SDK turns the mandatory rule into advice. */
function knownOr<Value>(read: () => Value, otherwise: (sentence: string) => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!isUnknownValue(error)) throw error;
    return otherwise(`It can't be judged before the deployment: ${error.message}.`);
  }
}

/** The class is exported, but its declaration is missing from the published types (@pulumi/policy 1.21.0, proxy.d.ts). */
function isUnknownValue(error: unknown): error is Error {
  return error instanceof UnknownValueError;
}

type Judged =
  { readonly kind: "judged"; readonly verdict: Verdict } | { readonly kind: "unjudged"; readonly why: string };

let last: Verdict | undefined;

/** The inputs of a Release resource, put together and judged again; every policy asks about the same one in turn. */
function judgedRelease(properties: Properties): Judged {
  return knownOr<Judged>(
    () => {
      const rebuilt = putTogether({ files: properties["files"], manifest: properties["manifest"] });
      if (rebuilt.kind === "broken") return { kind: "unjudged", why: rebuilt.what };
      if (last?.digest !== rebuilt.release.digest) last = judge(rebuilt.release, new Date().toISOString().slice(0, 10));
      return { kind: "judged", verdict: last };
    },
    (why) => ({ kind: "unjudged", why }),
  );
}

const promises = [wholeRelease.name, ...[...RULES, ...CLOUD_RULES].filter(isPromise).map((rule) => rule.id)];

function isPromise({ severity }: Rule | CloudRule): boolean {
  return severity === "promise";
}

/**
 * Nobody switches a promise off. The SDK has no policy that a configuration (`--policy-pack-config`, a policy group) can't disable,
 * so the engine's message that brings the configuration is read with the promises mandatory, whatever it says (@pulumi/policy
 * 1.21.0, server.js, `configure`).
 */
function keepPromisesMandatory(): void {
  const { configure } = service.AnalyzerService;
  const read = configure.requestDeserialize;
  configure.requestDeserialize = (bytes) => {
    const request = read(bytes);
    for (const name of promises)
      request.getPolicyconfigMap().get(name)?.setEnforcementlevel(messages.EnforcementLevel.MANDATORY);
    return request;
  };
}

keepPromisesMandatory();
new PolicyPack("stillroom", {
  policies: [wholeRelease, ...RULES.map(overReleases), ...CLOUD_RULES.map(overResources)],
});
