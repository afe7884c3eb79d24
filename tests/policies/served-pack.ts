import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type * as grpc from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type * as empty from "google-protobuf/google/protobuf/empty_pb.js";
import type * as structs from "google-protobuf/google/protobuf/struct_pb.js";

const ROOT = new URL("../../", import.meta.url).pathname;

/** The SDK's own libraries: a message is one of its classes or none. */
const require = createRequire(import.meta.resolve("@pulumi/pulumi"));
const { credentials } = require("@grpc/grpc-js") as typeof grpc;
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js") as typeof empty;
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js") as typeof structs;

export interface Asked {
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The configuration of the provider that makes it; absent for a component. */
  readonly provider?: Readonly<Record<string, unknown>>;
}

export interface Said {
  readonly policy: string;
  readonly level: "mandatory" | "advisory" | "other";
  readonly message: string;
}

/** The policy pack as the engine starts it, answering on a port of the loopback, with us in the engine's place. */
export interface ServedPack {
  /** From the start of the process until it answers. */
  readonly startMs: number;
  readonly configure: (configuration: Readonly<Record<string, PolicySettings>>) => Promise<void>;
  readonly analyze: (resource: Asked) => Promise<readonly Said[]>;
  readonly stop: () => void;
}

export interface PolicySettings {
  readonly level?: "disabled" | "advisory" | "mandatory";
  readonly properties?: Readonly<Record<string, unknown>>;
}

export async function servedPack(): Promise<ServedPack> {
  const started = performance.now();
  const runner = join(ROOT, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  // The engine's own address comes first; a pack that looks nothing up never calls it.
  const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
    cwd: join(ROOT, "policies"),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(createInterface(child.stdout), "line")) as [string];
  const client = new services.AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
  });
  await answer((done) => client.getAnalyzerInfo(new Empty(), done));
  return {
    startMs: performance.now() - started,
    configure: async (configuration) => {
      const request = new messages.ConfigureAnalyzerRequest();
      for (const [name, settings] of Object.entries(configuration))
        request.getPolicyconfigMap().set(name, policyConfig(settings));
      await answer((done) => client.configure(request, done));
    },
    analyze: async (resource) => {
      const response = await answer<messages.AnalyzeResponse>((done) => client.analyze(requestFor(resource), done));
      return response.getDiagnosticsList().map((one) => ({
        policy: one.getPolicyname(),
        level: LEVELS[one.getEnforcementlevel()] ?? "other",
        message: one.getMessage(),
      }));
    },
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

const LEVELS: Readonly<Record<number, Said["level"]>> = {
  [messages.EnforcementLevel.MANDATORY]: "mandatory",
  [messages.EnforcementLevel.ADVISORY]: "advisory",
};

function policyConfig({ level = "mandatory", properties = {} }: PolicySettings): messages.PolicyConfig {
  const { ADVISORY, DISABLED, MANDATORY } = messages.EnforcementLevel;
  const config = new messages.PolicyConfig();
  config.setEnforcementlevel({ advisory: ADVISORY, disabled: DISABLED, mandatory: MANDATORY }[level]);
  config.setProperties(structOf(properties));
  return config;
}

function requestFor({ type, name, properties, provider }: Asked): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  request.setType(type);
  request.setName(name);
  request.setUrn(`urn:pulumi:prod::stillroom::${type}::${name}`);
  request.setProperties(structOf(properties));
  request.setOptions(new messages.AnalyzerResourceOptions());
  if (provider !== undefined) {
    const made = new messages.AnalyzerProviderResource();
    made.setType(`pulumi:providers:${type.split(":")[0] ?? ""}`);
    made.setProperties(structOf(provider));
    request.setProvider(made);
  }
  return request;
}

function structOf(value: Readonly<Record<string, unknown>>): structs.Struct {
  return Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]); // JSON, as the wire has it
}

function answer<Response>(
  call: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
