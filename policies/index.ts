import { PolicyPack, UnknownValueError, type Policy, type ResourceValidationPolicy } from "@pulumi/policy";
import service from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import { putTogether } from "../render/manifest.ts";
import type { Release } from "../render/release.ts";
import { machineIn, strangeMachines, type MadeMachine } from "./cloud/machine.ts";
import type { CloudRule, Properties } from "./cloud/rule.ts";
import { CLOUD_RULES } from "./cloud/rules.ts";
import { judge } from "./judge.ts";
import { configurationFault } from "./pack/configuration.ts";
import { findingText } from "./report.ts";
import type { Rule, Verdict } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { TIGHTENINGS, type Demands } from "./pack/tightening.ts";

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

/** The servers that the engine has asked about; a program registers its release after the server that takes it. */
const made: MadeMachine[] = [];

/** A release is judged for the machine that its stack file names, and says nothing of another one. */
const judgedMachine: ResourceValidationPolicy = {
  name: "release-machine",
  description: "The server that the program makes is the machine for which its release was judged.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps: "Let the server be made from the stack file alone.",
  validateResource: ({ type, props, provider }, report) => {
    const machine = machineIn({
      type,
      properties: props,
      ...(provider === undefined ? {} : { provider: provider.props }),
    });
    if (machine !== undefined) made.push(machine);
    if (type !== RELEASE) return;
    const judged = judgedRelease(props);
    if (judged.kind === "judged") for (const what of strangeMachines(judged.release, made)) report(what);
  },
};

/** What is wrong with the configuration that this pack was given, until it was said. */
let unsaid: readonly string[] = [];

/** A demand that nobody understood is one that nobody keeps: said once, of whatever resource comes first. */
const understoodConfiguration: ResourceValidationPolicy = {
  name: "pack-configuration",
  description: "The configuration of this policy pack is understood, and makes no rule mean less.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps: "Mend the file that --policy-pack-config names, or the configuration in your policy group.",
  validateResource: (_args, report) => {
    for (const fault of unsaid) report(fault);
    unsaid = [];
  },
};

function overReleases(rule: Rule): ResourceValidationPolicy {
  const tightening = TIGHTENINGS[rule.id];
  return {
    ...policyOf(rule),
    validateResource: (args, report) => {
      if (args.type !== RELEASE) return;
      const judged = judgedRelease(args.props);
      if (judged.kind === "unjudged") return;
      for (const finding of judged.verdict.findings) if (finding.rule === rule.id) report(findingText(finding));
      const demanded = tightening?.overRelease?.(judged.release, args.getConfig<Demands>(), today()) ?? [];
      for (const what of demanded) report(`${what} ${rule.mend}`);
    },
  };
}

function overResources(rule: CloudRule): ResourceValidationPolicy {
  const tightening = TIGHTENINGS[rule.id];
  return {
    ...policyOf(rule),
    validateResource: (args, report) => {
      const { type, props, provider } = args;
      const resource = { type, properties: props, ...(provider === undefined ? {} : { provider: provider.props }) };
      if (!rule.concerns(resource)) return;
      const found = knownOr(
        () => [...rule.check(resource), ...(tightening?.overResource?.(resource, args.getConfig<Demands>()) ?? [])],
        (unknown) => [unknown],
      );
      for (const what of found) report(`${what} ${rule.mend}`);
    },
  };
}

function policyOf({ id, title, severity, mend }: Rule | CloudRule): Policy {
  const schema = TIGHTENINGS[id]?.schema;
  return {
    name: id,
    description: title,
    enforcementLevel: "mandatory",
    severity: severity === "promise" ? "critical" : severity,
    remediationSteps: mend,
    ...(schema === undefined ? {} : { configSchema: schema }),
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
  | { readonly kind: "judged"; readonly release: Release; readonly verdict: Verdict }
  | { readonly kind: "unjudged"; readonly why: string };

let last: { readonly inputs: string; readonly judged: Judged } | undefined;

/** The inputs of a Release resource, put together and judged again; every policy asks about the same one in turn. */
function judgedRelease(properties: Properties): Judged {
  return knownOr<Judged>(
    () => {
      const { files, manifest } = properties;
      const inputs = JSON.stringify([files, manifest]);
      if (last?.inputs !== inputs) last = { inputs, judged: judgedAnew({ files, manifest }) };
      return last.judged;
    },
    (why) => ({ kind: "unjudged", why }),
  );
}

function judgedAnew(inputs: Parameters<typeof putTogether>[0]): Judged {
  const rebuilt = putTogether(inputs);
  if (rebuilt.kind === "broken") return { kind: "unjudged", why: rebuilt.what };
  const { release } = rebuilt;
  return { kind: "judged", release, verdict: judge(release, today()) };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

const policies = [
  understoodConfiguration,
  wholeRelease,
  judgedMachine,
  ...RULES.map(overReleases),
  ...CLOUD_RULES.map(overResources),
];
const promises = [
  understoodConfiguration.name,
  wholeRelease.name,
  judgedMachine.name,
  ...[...RULES, ...CLOUD_RULES].filter(isPromise).map((rule) => rule.id),
];

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
  const names = policies.map(({ name }) => name);
  configure.requestDeserialize = (bytes) => {
    const request = read(bytes);
    const given = [...request.getPolicyconfigMap().entries()];
    for (const [name, configuration] of given)
      if (promises.includes(name)) configuration.setEnforcementlevel(messages.EnforcementLevel.MANDATORY);
    unsaid = given
      .map(([name, configuration]) =>
        configurationFault(name, configuration.getProperties()?.toJavaScript() ?? {}, names),
      )
      .filter((fault) => fault !== undefined);
    return request;
  };
}

keepPromisesMandatory();
new PolicyPack("stillroom", { policies });
