import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { Clinic } from "../../clinic/clinic.ts";
import { formatProblem, loadStackFile } from "../../clinic/load.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { userDataOf } from "../../render/user-data.ts";
import { makeKeyPair, type KeyPair } from "./keys.ts";
import { machineAddresses, publishNames, startLab, stopLab, type Lab } from "./lab.ts";
import { startMachine, type Machine } from "./machine.ts";
import { buildPackages, type BuiltPackage } from "./packages/build.ts";
import { makeMirror, makeSigner, SUITE } from "./repository.ts";
import { sandboxStackFile } from "./stack-file.ts";

/** A practice's machine in a lab, born by its own user data; nothing is delivered to it yet. */
export interface Sandbox {
  readonly lab: Lab;
  readonly machine: Machine;
  /** A folder that Pulumi takes for the project: the checkout with the sandbox's stack file in it. */
  readonly project: string;
  readonly stackFile: string;
  readonly clinic: Clinic;
  readonly release: Release;
  /** The administrator's own key, which opens the machine. */
  readonly administrator: { readonly name: string; readonly key: KeyPair };
  /** What stands in the mirror in place of packages that can't be downloaded, and Synapse as built from PyPI. */
  readonly built: readonly BuiltPackage[];
}

/** The stack's name, and so its file's: Pulumi.demo.yaml. */
export const STACK = "demo";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Makes the lab, the signed mirror, the stack file and the machine, in that order.
 *
 * @param kept whether it stays when this process ends
 * @param report is told what is done now, each a sentence's beginning
 */
export async function startSandbox(kept: boolean, report: (doing: string) => void): Promise<Sandbox> {
  report("Building the packages that can't be downloaded");
  const lab = await startLab(kept);
  try {
    const built = await buildPackages(join(lab.folder, "built"));
    const keys = join(lab.folder, "keys");
    const hostKey = await makeKeyPair(keys, "host-key");
    const administrator = { name: "ops", key: await makeKeyPair(keys, "ops") };
    const signer = await makeSigner(join(lab.folder, "signer"));
    const addresses = machineAddresses(lab, 0);
    const text = await sandboxStackFile({
      machine: addresses,
      hostKey: hostKey.publicKey,
      administrator: { name: administrator.name, publicKey: administrator.key.publicKey },
      from: lab.here,
      acme: lab.authority,
      mirror: { uri: lab.mirror.uri, suite: SUITE, fingerprint: signer.fingerprint, key: signer.key },
    });
    const project = join(lab.folder, "project");
    const stackFile = await makeProject(project, text);
    const clinic = clinicOf(text, stackFile);
    const release = render(clinic);
    const userData = userDataOf(release, clinic, { hostKey });
    report("Gathering the packages into a signed mirror");
    const names = [...release.packages.map((one) => one.name), ...packagesIn(userData)];
    const files = built.map((one) => one.file);
    await makeMirror(clinic.machine.debian, names, files, signer, lab.mirror.folder);
    report("Booting a Debian machine by its user data");
    const { host, video, messaging, homeserver, relay, desk } = clinic.names;
    await publishNames(
      lab,
      new Map([host, video, messaging, homeserver, relay, desk].map((name) => [name, addresses])),
    );
    const request = { name: "h1", debian: clinic.machine.debian, addresses, userData };
    const machine = await startMachine(lab, request);
    return { lab, machine, project, stackFile, clinic, release, administrator, built };
  } catch (error) {
    await stopLab(lab);
    throw error;
  }
}

/** Pulumi wants a stack's file beside the program; the checkout itself stays untouched. */
async function makeProject(project: string, stackFile: string): Promise<string> {
  await mkdir(project);
  for (const name of await readdir(CHECKOUT)) {
    if (!/^(\.|Pulumi\..+\.yaml$|stillroom\.defaults\.yaml$)/.test(name))
      await symlink(join(CHECKOUT, name), join(project, name));
  }
  const file = join(project, `Pulumi.${STACK}.yaml`);
  await writeFile(file, stackFile);
  return file;
}

function clinicOf(text: string, file: string): Clinic {
  const loaded = loadStackFile(text, file, STACK);
  if (loaded.kind === "clinic") return loaded.clinic;
  const problems = loaded.problems.map(formatProblem).join("\n");
  throw new Error(`The sandbox's stack file is wrong, which is a fault of scripts/sandbox/stack-file.ts:\n${problems}`);
}

/** What cloud-init itself installs at the machine's birth. */
function packagesIn(userData: string): readonly string[] {
  const { packages = [] } = parse(userData) as { readonly packages?: readonly string[] };
  return packages;
}
