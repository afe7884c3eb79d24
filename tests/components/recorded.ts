import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";

/** One resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  /** As they go over the wire: secrets and unknown values carry their marks. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Names of the resources that it waits for. */
  readonly waitsFor: readonly string[];
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly secretOutputs: readonly string[];
  /** Name of the resource with which it goes; empty for none. */
  readonly deletedWith: string;
}

type Register = (
  request: RegisterResourceRequest,
  callback: (error: unknown, answer: unknown) => void,
) => Promise<void>;

/** Properties that only a cloud knows, or a lookup's result, by type or function token. */
export type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Runs a program on the SDK's mock runtime.
 *
 * @param answers unknown in a preview, where only lookups are answered
 * @returns what the program registered, in order, when it failed too
 */
export async function recorded(
  program: () => Promise<unknown>,
  { preview, answers }: { readonly preview: boolean; readonly answers: Answers },
): Promise<{ readonly registered: readonly Registered[]; readonly error: unknown }> {
  const registered: Registered[] = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, inputs }: { type: string; inputs: object }) => {
      const known = answers[type] ?? {};
      const state = preview
        ? Object.fromEntries(Object.keys(known).map((key) => [key, pulumi.runtime.unknownValue]))
        : known;
      return { id: preview ? undefined : "7", state: { ...inputs, ...state } };
    },
    call: ({ token }) => answers[token] ?? {},
  };
  // The mocks' own interface tells neither dependencies nor options, so the request is read where it arrives.
  const register = Reflect.get(MockMonitor.prototype, "registerResource") as Register;
  MockMonitor.prototype.registerResource = function (this: MockMonitor, ...args: Parameters<Register>) {
    registered.push(registeredFrom(args[0]));
    return register.apply(this, args);
  };
  await pulumi.runtime.setMocks(mocks, "stillroom", "prod", preview);
  let error: unknown;
  try {
    await program();
  } catch (thrown) {
    error = thrown;
  }
  // Waits until every resource was registered.
  await pulumi.runtime.disconnect();
  MockMonitor.prototype.registerResource = register;
  return { registered, error };
}

function registeredFrom(request: RegisterResourceRequest): Registered {
  const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";
  return {
    type: request.getType(),
    name: request.getName(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    waitsFor: request.getDependenciesList().map(nameOf),
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    deletedWith: nameOf(request.getDeletedwith()),
  };
}
