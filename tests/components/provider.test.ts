import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import ssh2 from "ssh2";
import { providerOf } from "../../components/provider/provider.ts";
import { plainValue, secretValue } from "../../components/provider/property-values.ts";
import type { Delivery } from "../../components/provider/release-resource.ts";
import { PartlyDone, type Properties } from "../../components/provider/resource-kind.ts";
import { PATIENCE, type AgentMessage, type MachineState, type Outcome, type Patience } from "../../host/protocol.ts";
import { takeApart } from "../../render/manifest.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const RELEASE = "urn:pulumi:prod::stillroom::stillroom:index:Release::prod-release";
const HOST_KEY = "urn:pulumi:prod::stillroom::stillroom:index:HostKey::prod-host-key";
const VOLUME_KEY = "urn:pulumi:prod::stillroom::stillroom:index:VolumeKey::prod-volume-key";

const OWN_HOST_KEY = "urn:pulumi:prod::stillroom::stillroom:index:OwnHostKey::prod-own-host-key";

const OWN_KEY = "ssh-ed25519 OWN";
const CONNECTION = { host: "198.51.100.7", port: 22, user: "ops", hostKey: "ssh-ed25519 AAAA" };
const FIRST = render(CLINIC);
const SECOND = render({ ...CLINIC, video: { maxOccupants: 7 } });

function inputsOf(release = FIRST, more: Properties = {}): Properties {
  return { ...takeApart(release), connection: CONNECTION, ...more };
}

/** A stand-in for delivery over SSH: answers with what the test gives it and writes down what it was asked. */
function standInDelivery(
  answers: {
    outcome?: Outcome | Failed;
    state?: MachineState;
    volume?: Failed;
    born?: Failed;
    takenUp?: Failed;
    says?: AgentMessage[];
  } = {},
) {
  const asked: { what: string; key?: string | undefined }[] = [];
  const patiences: (Patience | undefined)[] = [];
  const delivery: Delivery = {
    bearHostKey: ({ hostKey }) => {
      asked.push({ what: `bear, known by ${hostKey}` });
      return Promise.resolve(answers.born ?? { kind: "host-key", publicKey: OWN_KEY });
    },
    takeUpHostKey: ({ hostKey, birthKey = "none" }) => {
      asked.push({ what: `take up ${hostKey} for ${birthKey}` });
      return Promise.resolve(answers.takenUp);
    },
    openDataVolume: (_connection, _release, key) => {
      asked.push({ what: "open", key });
      return Promise.resolve(answers.volume);
    },
    deliver: (_connection, release, report, patience, cause) => {
      answers.says?.forEach(report);
      patiences.push(patience);
      asked.push({ what: `${cause === "put-back" ? cause : "deliver"} ${release.digest}` });
      return Promise.resolve(
        answers.outcome ?? {
          kind: "kept",
          digest: release.digest,
          changed: [],
          proofs: [],
          notes: ["Enter the records."],
        },
      );
    },
    undeliver: () => {
      asked.push({ what: "undeliver" });
      return Promise.resolve({ kind: "gone" });
    },
    readState: () =>
      Promise.resolve(answers.state ?? { kind: "state", digest: FIRST.digest, interrupted: false, drift: [] }),
  };
  return { delivery, asked, patiences };
}

type Failed = Extract<Awaited<ReturnType<Delivery["deliver"]>>, { kind: "problem" }>;

const FAILURE = { step: "validate", what: "nginx says no.", mend: "Mend it." };

function provider(delivery: Delivery, lines: string[] = []) {
  const { check, diff, create, update, read, delete: remove } = providerOf(delivery, (_urn, line) => lines.push(line));
  // The SDK has all of them optional; ours has them all.
  assert.ok(check && diff && create && update && read && remove);
  return { check, diff, create, update, read, remove };
}

async function reasonsFor(inputs: Properties, state: Properties = {}): Promise<string> {
  const { failures = [] } = await provider(standInDelivery().delivery).check(RELEASE, state, inputs);
  return failures.map((failure) => failure.reason).join("\n");
}

describe("check of a release", () => {
  it("refuses another name for the homeserver than the one that the machine was begun with", async () => {
    const renamed = render({ ...CLINIC, names: { ...CLINIC.names, homeserver: "talk.quiet-harbour.example" } });
    assert.equal(await reasonsFor(inputsOf(SECOND), inputsOf(FIRST)), "");
    assert.match(
      await reasonsFor(inputsOf(renamed), inputsOf(FIRST)),
      /stillroom:names\.homeserver was matrix\.quiet-harbour\.example and is now talk\.quiet-harbour\.example, but it can never change/,
    );
  });

  it("accepts an address that is not known yet, whole or in part", async () => {
    for (const connection of [UNKNOWN_TEXT, { ...CONNECTION, host: UNKNOWN_TEXT, hostKey: UNKNOWN_TEXT }])
      assert.doesNotMatch(await reasonsFor(inputsOf(FIRST, { connection })), /connection/);
  });

  it("refuses a file or a manifest that is not known yet, by its name", async () => {
    const files = { ...takeApart(FIRST).files, "/etc/hosts": UNKNOWN_TEXT };
    assert.match(await reasonsFor(inputsOf(FIRST, { files })), /^files\.\/etc\/hosts is not known before/);
    assert.match(await reasonsFor(inputsOf(FIRST, { manifest: UNKNOWN_TEXT })), /^manifest is not known before/);
  });

  it("refuses a text that was changed after the release was judged", async () => {
    const { files } = takeApart(FIRST);
    const [path = ""] = Object.keys(files);
    assert.match(await reasonsFor(inputsOf(FIRST, { files: { ...files, [path]: "" } })), /digest/);
  });

  it("asks every rule itself, whatever the program did", async () => {
    const waivers = [{ rule: "recording-impossible", reason: "to keep notes", by: "A. Person", until: "2099-12-31" }];
    const reasons = await reasonsFor(inputsOf(render({ ...CLINIC, waivers })));
    assert.match(reasons, /waivers: .*recording-impossible/s);
  });

  it("demands the host key and the rest of the connection", async () => {
    const reasons = await reasonsFor(inputsOf(FIRST, { connection: { host: "", port: 0, user: "a b" } }));
    for (const part of ["host", "port", "user", "hostKey"])
      assert.match(reasons, new RegExp(`connection\\.${part}: It must`));
  });

  it("refuses to lose the way in of a machine that has SSH inside the tunnel alone", async () => {
    const inside = { host: "10.84.3.1", first: true };
    const before = inputsOf(FIRST, { connection: { ...CONNECTION, inside } });
    const after = (connection: unknown): Promise<string> => reasonsFor(inputsOf(FIRST, { connection }), before);
    assert.match(await after(CONNECTION), /First run pulumi up with "inside: nothing"/);
    for (const connection of [
      ...[
        { ...CONNECTION, inside: { ...inside, first: false } },
        { ...CONNECTION, host: inside.host },
      ],
      ...[{ ...CONNECTION, inside }, UNKNOWN_TEXT],
    ])
      assert.equal(await after(connection), "");
    const open = inputsOf(FIRST, { connection: { ...CONNECTION, inside: { ...inside, first: false } } });
    assert.equal(await reasonsFor(inputsOf(FIRST), open), "");
  });

  it("wants the way through the tunnel whole, or none", async () => {
    for (const inside of [
      "10.84.3.1",
      { host: "10.84.3.1" },
      { host: "a b", first: true },
      { host: "10.84.3.1", first: 1 },
    ])
      assert.match(
        await reasonsFor(inputsOf(FIRST, { connection: { ...CONNECTION, inside } })),
        /connection\.inside: It must be the machine's address in the tunnel/,
      );
  });

  it("sees through the engine's marks of secrecy", async () => {
    const files = Object.fromEntries(
      Object.entries(takeApart(FIRST).files).map(([path, text]) => [path, secretValue(text)]),
    );
    assert.equal(await reasonsFor(inputsOf(FIRST, { files })), await reasonsFor(inputsOf()));
  });
});

describe("diff of a release", () => {
  const state = { ...inputsOf(), digest: FIRST.digest };
  const changes = async (inputs: Properties, from: Properties = state): Promise<boolean | undefined> =>
    (await provider(standInDelivery().delivery).diff("1", RELEASE, from, inputs)).changes;

  it("is none for the same content at the same machine", async () => {
    assert.equal(await changes(inputsOf()), false);
  });

  it("is one for another content, another machine, or a machine that runs something else", async () => {
    assert.equal(await changes(inputsOf(SECOND)), true);
    assert.equal(await changes(inputsOf(FIRST, { connection: { ...CONNECTION, host: "198.51.100.8" } })), true);
    assert.equal(await changes(inputsOf(FIRST, { connection: { ...CONNECTION, hostKey: "ssh-ed25519 BBBB" } })), true);
    assert.equal(await changes(inputsOf(FIRST, { connection: UNKNOWN_TEXT })), true);
    assert.equal(await changes(inputsOf(FIRST, { connection: { ...CONNECTION, host: UNKNOWN_TEXT } })), true);
    assert.equal(await changes(inputsOf(), { ...state, digest: SECOND.digest }), true);
  });

  it("is one for another way through the tunnel, and none for the same", async () => {
    const through = (first: boolean) => ({ connection: { ...CONNECTION, inside: { host: "10.84.3.1", first } } });
    const before = { ...inputsOf(FIRST, through(false)), digest: FIRST.digest };
    assert.equal(await changes(inputsOf(FIRST, through(false)), before), false);
    assert.equal(await changes(inputsOf(FIRST, through(true)), before), true);
    assert.equal(await changes(inputsOf(), before), true);
  });

  it("never replaces: the old machine is not emptied for a new address", async () => {
    const result = await provider(standInDelivery().delivery).diff("1", RELEASE, state, inputsOf(SECOND));
    assert.equal(result.replaces, undefined);
  });
});

describe("create and update of a release", () => {
  it("opens the volume with its key first, delivers, and keeps what runs", async () => {
    const { delivery, asked } = standInDelivery();
    const lines: string[] = [];
    const inputs = inputsOf(FIRST, { volumeKey: secretValue("c0ffee") });
    const { outs } = (await provider(delivery, lines).create(RELEASE, inputs)) as { outs: Properties };
    assert.deepEqual(asked, [
      { what: "take up ssh-ed25519 AAAA for none" },
      { what: "open", key: "c0ffee" },
      { what: `deliver ${FIRST.digest}` },
    ]);
    assert.deepEqual(outs, { ...inputs, digest: FIRST.digest });
    assert.deepEqual(lines, ["Enter the records."]);
    assert.doesNotMatch(JSON.stringify(outs).replaceAll(JSON.stringify(secretValue("c0ffee")), ""), /c0ffee/);
  });

  it("tells what became of an earlier run as a warning, which the engine keeps, and progress as a status", async () => {
    const says = ["agent", "earlier run"].map((step): AgentMessage => ({ kind: "progress", step, detail: "Words." }));
    const { delivery } = standInDelivery({ says, outcome: { kind: "unchanged", digest: FIRST.digest } });
    const lines: string[] = [];
    const { create } = providerOf(delivery, (_urn, line, severity) => lines.push(`${severity}: ${line}`));
    assert.ok(create);
    await create(RELEASE, inputsOf());
    assert.deepEqual(lines, ["status: agent: Words.", "warning: earlier run: Words."]);
  });

  it("cuts conferences off where STILLROOM_INTERRUPT says so, and waits for them otherwise", async (context) => {
    const { delivery, patiences } = standInDelivery();
    const { create, update } = provider(delivery);
    const before = process.env["STILLROOM_INTERRUPT"];
    context.after(() => {
      if (before === undefined) Reflect.deleteProperty(process.env, "STILLROOM_INTERRUPT");
      else process.env["STILLROOM_INTERRUPT"] = before;
    });
    Reflect.deleteProperty(process.env, "STILLROOM_INTERRUPT");
    const { id, outs } = (await create(RELEASE, inputsOf())) as { id: string; outs: Properties };
    process.env["STILLROOM_INTERRUPT"] = "yes";
    await update(id, RELEASE, outs, inputsOf(SECOND));
    assert.deepEqual(patiences, [PATIENCE, { ...PATIENCE, quietSeconds: "interrupt" }]);
  });

  it("delivers nothing when the volume does not open", async () => {
    const { delivery, asked } = standInDelivery({ volume: { kind: "problem", failure: FAILURE } });
    await assert.rejects(provider(delivery).create(RELEASE, inputsOf()), /Step "validate": nginx says no\. Mend it\./);
    assert.deepEqual(
      asked.map(({ what }) => what),
      ["take up ssh-ed25519 AAAA for none", "open"],
    );
  });

  it("leaves no resource behind when the machine went back to nothing", async () => {
    const outcome: Outcome = { kind: "went-back", digest: FIRST.digest, running: undefined, failure: FAILURE };
    await assert.rejects(provider(standInDelivery({ outcome }).delivery).create(RELEASE, inputsOf()), (error) => {
      assert.ok(error instanceof Error && !(error instanceof PartlyDone));
      assert.match(error.message, /as it was before.*nginx says no/);
      return true;
    });
  });

  it("keeps what runs when the machine went back to an earlier release", async () => {
    const outcome: Outcome = { kind: "went-back", digest: SECOND.digest, running: FIRST.digest, failure: FAILURE };
    const { update } = provider(standInDelivery({ outcome }).delivery);
    await assert.rejects(update("1", RELEASE, {}, inputsOf(SECOND)), (error) => {
      assert.ok(error instanceof PartlyDone);
      assert.equal(error.id, "1");
      assert.equal(error.properties["digest"], FIRST.digest);
      assert.match(error.reasons.join(), /nginx says no\. Mend it\./);
      return true;
    });
  });
});

describe("a machine's own host key", () => {
  const born = { ...CONNECTION, hostKey: "ssh-ed25519 BIRTH" };
  const inputs = { connection: born, machine: "7" };
  const ownConnection = { ...CONNECTION, hostKey: OWN_KEY, birthKey: born.hostKey };

  it("is made by the machine, which is known by the key of its birth", async () => {
    const { delivery, asked } = standInDelivery();
    const { outs } = (await provider(delivery).create(OWN_HOST_KEY, inputs)) as { outs: Properties };
    assert.deepEqual(asked, [{ what: "bear, known by ssh-ed25519 BIRTH" }]);
    assert.deepEqual(outs, { ...inputs, publicKey: OWN_KEY });
  });

  it("is not made, and the message says why, where the machine is not reached", async () => {
    const { delivery } = standInDelivery({ born: { kind: "problem", failure: FAILURE } });
    await assert.rejects(provider(delivery).create(OWN_HOST_KEY, inputs), /nginx says no\. Mend it\./);
  });

  it("is another where the server is another one, and the same under another address", async () => {
    const { diff, update } = provider(standInDelivery().delivery);
    const moved = { ...inputs, connection: { ...born, host: "198.51.100.8" } };
    assert.equal((await diff("1", OWN_HOST_KEY, inputs, moved)).changes, false);
    const other = { ...inputs, machine: "8" };
    assert.equal((await diff("1", OWN_HOST_KEY, inputs, other)).changes, true);
    assert.deepEqual((await update("1", OWN_HOST_KEY, inputs, other)).outs, { ...other, publicKey: OWN_KEY });
  });

  it("asks for a whole connection", async () => {
    const { failures = [] } = await provider(standInDelivery().delivery).check(OWN_HOST_KEY, {}, { machine: "7" });
    assert.match(failures.map(({ reason }) => reason).join("\n"), /connection\.hostKey: It must be/);
  });

  it("is not asked of a new machine while SSH is inside the tunnel alone, which that one has not", async () => {
    const { check } = provider(standInDelivery().delivery);
    const reasons = async (state: Properties, wanted: Properties): Promise<string> =>
      ((await check(OWN_HOST_KEY, state, wanted)).failures ?? []).map(({ reason }) => reason).join("\n");
    const shut = { ...inputs, insideAlone: true };
    for (const [state, wanted] of [
      [{}, { ...shut, connection: UNKNOWN_TEXT, machine: UNKNOWN_TEXT }],
      [{}, shut],
      [inputs, { ...shut, machine: "8" }],
      [shut, { ...shut, machine: UNKNOWN_TEXT }],
    ] as const)
      assert.match(await reasons(state, wanted), /Set "inside: nothing" and run pulumi up/);
    for (const [state, wanted] of [
      [inputs, shut],
      [shut, shut],
      [shut, inputs],
      [{}, { ...inputs, machine: UNKNOWN_TEXT }],
    ] as const)
      assert.equal(await reasons(state, wanted), "");
  });

  it("takes the place of the key of birth before anything is delivered, and only while the state does not know it in use", async () => {
    const { delivery, asked } = standInDelivery();
    const { create, update } = provider(delivery);
    const first = inputsOf(FIRST, { connection: ownConnection });
    const { outs: state } = (await create(RELEASE, first)) as { outs: Properties };
    await update("1", RELEASE, state, inputsOf(SECOND, { connection: ownConnection }));
    await update("1", RELEASE, { ...state, connection: born }, inputsOf(SECOND, { connection: ownConnection }));
    const takeUp = `take up ${OWN_KEY} for ssh-ed25519 BIRTH`;
    assert.deepEqual(
      asked.map(({ what }) => what),
      [
        ...[takeUp, "open", `deliver ${FIRST.digest}`],
        ...["open", `deliver ${SECOND.digest}`],
        ...[takeUp, "open", `deliver ${SECOND.digest}`],
      ],
    );
  });

  it("delivers nothing to a machine that does not take it up", async () => {
    const { delivery, asked } = standInDelivery({ takenUp: { kind: "problem", failure: FAILURE } });
    const inputs = inputsOf(FIRST, { connection: ownConnection });
    await assert.rejects(provider(delivery).create(RELEASE, inputs), /nginx says no/);
    assert.equal(asked.length, 1);
  });
});

describe("read of a release", () => {
  const state = { ...inputsOf(), digest: FIRST.digest };

  it("tells what runs, and how the machine differs from it", async () => {
    const lines: string[] = [];
    const drift = ["/etc/hosts was changed by hand."];
    const found: MachineState = { kind: "state", digest: SECOND.digest, interrupted: false, drift };
    const { read } = provider(standInDelivery({ state: found }).delivery, lines);
    const { props } = (await read("1", RELEASE, state)) as { props: Properties };
    assert.deepEqual(props, { ...state, digest: SECOND.digest, drift });
    assert.deepEqual(lines, drift);
  });

  it("has the stack file's release brought again after a rollback on the machine", async () => {
    const found: MachineState = { kind: "state", digest: SECOND.digest, interrupted: false, drift: [] };
    const { delivery, asked } = standInDelivery({ state: found });
    const { diff, read, update } = provider(delivery);
    assert.equal((await diff("1", RELEASE, state, inputsOf())).changes, false);
    const { props } = (await read("1", RELEASE, state)) as { props: Properties };
    assert.equal((await diff("1", RELEASE, props, inputsOf())).changes, true);
    await update("1", RELEASE, props, inputsOf());
    assert.deepEqual(asked.at(-1), { what: `deliver ${FIRST.digest}` });
  });

  it("has what was changed by hand put back, and forgets it when it is gone", async () => {
    const drift = ["/etc/hosts was changed by hand."];
    const found: MachineState = { kind: "state", digest: FIRST.digest, interrupted: false, drift };
    const { delivery, asked } = standInDelivery({ state: found });
    const { diff, read, update } = provider(delivery);
    const { props } = (await read("1", RELEASE, state)) as { props: Properties };
    assert.equal((await diff("1", RELEASE, props, inputsOf())).changes, true);
    const { outs } = (await update("1", RELEASE, props, inputsOf())) as { outs: Properties };
    assert.deepEqual(asked.at(-1), { what: `put-back ${FIRST.digest}` });
    assert.equal((await diff("1", RELEASE, outs, inputsOf())).changes, false);
    await update("1", RELEASE, props, inputsOf(SECOND));
    assert.deepEqual(asked.at(-1), { what: `deliver ${SECOND.digest}` });
    const { props: clean } = (await provider(standInDelivery().delivery).read("1", RELEASE, props)) as {
      props: Properties;
    };
    assert.deepEqual(clean, state);
  });

  it("asks for a new delivery after one that stopped half-way", async () => {
    const found: MachineState = { kind: "state", digest: FIRST.digest, interrupted: true, drift: [] };
    const { diff, read } = provider(standInDelivery({ state: found }).delivery);
    const { props } = (await read("1", RELEASE, state)) as { props: Properties };
    assert.equal((await diff("1", RELEASE, props, inputsOf())).changes, true);
  });
});

describe("delete of a release", () => {
  it("takes it off the machine", async () => {
    const { delivery, asked } = standInDelivery();
    await provider(delivery).remove("1", RELEASE, inputsOf());
    assert.deepEqual(asked, [{ what: "undeliver" }]);
  });

  it("does not take away the tunnel through which alone it is done", async () => {
    const { delivery, asked } = standInDelivery();
    const { remove } = provider(delivery);
    const through = (first: boolean): Properties =>
      inputsOf(FIRST, { connection: { ...CONNECTION, inside: { host: "10.84.3.1", first } } });
    // The SDK does not say that it waits for what comes back.
    await assert.rejects(
      async () => remove("1", RELEASE, through(true)),
      /"inside: nothing" .* then run pulumi destroy again/,
    );
    assert.deepEqual(asked, []);
    await remove("1", RELEASE, through(false));
    assert.deepEqual(asked, [{ what: "undeliver" }]);
  });
});

describe("keys that are born", () => {
  const { check, create, diff } = provider(standInDelivery().delivery);

  it("a host key is one that OpenSSH reads, and its private half is a secret", async (context) => {
    const { outs } = (await create(HOST_KEY, {})) as { outs: Properties };
    const privateKey = plainValue(outs["privateKey"]);
    assert.deepEqual(outs["privateKey"], secretValue(String(privateKey)));
    const folder = mkdtempSync(join(tmpdir(), "host-key-"));
    try {
      writeFileSync(join(folder, "key"), String(privateKey), { mode: 0o600 });
      const read = spawnSync("ssh-keygen", ["-y", "-f", join(folder, "key")], { encoding: "utf8" });
      if (read.error) context.skip("ssh-keygen (openssh-client) is not installed");
      else assert.equal(read.stdout.trim(), outs["publicKey"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a host key is whole each time, also the one in 256 whose public half begins with a zero", async () => {
    for (let count = 0; count < 1500; count += 1) {
      const { outs } = (await create(HOST_KEY, {})) as { outs: Properties };
      const read = ssh2.utils.parseKey(String(plainValue(outs["privateKey"])));
      assert.ok(!(read instanceof Error), String(outs["publicKey"]));
      assert.equal(`${read.type} ${read.getPublicSSH().toString("base64")}`, outs["publicKey"]);
    }
  });

  it("a volume key has 256 bits and is a secret", async () => {
    const { outs } = (await create(VOLUME_KEY, {})) as { outs: Properties };
    assert.deepEqual(outs, { key: secretValue(String(plainValue(outs["key"]))) });
    assert.match(String(plainValue(outs["key"])), /^[0-9a-f]{64}$/);
  });

  it("no two are the same, none changes, and none takes an input", async () => {
    const [one, other] = await Promise.all([create(HOST_KEY, {}), create(HOST_KEY, {})]);
    assert.notDeepEqual(one, other);
    assert.equal((await diff("1", HOST_KEY, {}, {})).changes, false);
    assert.equal((await check(HOST_KEY, {}, { seed: "1" })).failures?.[0]?.property, "seed");
  });
});

describe("another type", () => {
  it("is refused by name", () => {
    assert.throws(
      () => provider(standInDelivery().delivery).check("urn:pulumi:prod::stillroom::stillroom:index:Other::x", {}, {}),
      /stillroom:index:Other; ours are/,
    );
  });
});
