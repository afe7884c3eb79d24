import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { passkeyCreation } from "../../desk/staff/passkeys.ts";
import { bundleText } from "../../render/bundle.ts";
import { BASE_PROGRAMS, CANNOT_RUN_DEBIAN, debianWith, type Debianland } from "../services/debian-programs.ts";
import { standInAuthenticator } from "./staff/stand-in-authenticator.ts";

const WHERE = { origin: "https://desk.quiet-harbour.example", title: "Quiet Harbour" };
const PERSON = { id: "4f0c6b1e-5d0b-4c3c-9d53-8f6f3f4d5a10", name: "hana" };

/** Node.js 18 and 20: what was written for a newer one fails only when somebody gets there. */
for (const debian of [12, 13] as const) {
  describe(`The desk on Node.js of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
    const files = ["passkeys", "passwords"].map((name) => ({
      path: `/opt/desk/${name}.cjs`,
      text: bundleText({ entry: `desk/staff/${name}.ts`, runs: "node" }),
    }));

    it("makes and takes passkeys, and looks at passwords", async () => {
      const land = await debianWith(debian, files, BASE_PROGRAMS);
      try {
        const where = JSON.stringify(WHERE);
        const creation = (await printed(
          land,
          `require("/opt/desk/passkeys.cjs").passkeyCreation(${where}, ${JSON.stringify(PERSON)})`,
        )) as Awaited<ReturnType<typeof passkeyCreation>>;
        const made = JSON.stringify(standInAuthenticator(WHERE.origin).create(creation));
        const challenge = JSON.stringify(creation.challenge);
        assert.equal(
          await printed(
            land,
            `require("/opt/desk/passkeys.cjs").createdPasskey(${where}, ${challenge}, ${made}).then((made) => made.counter)`,
          ),
          1,
        );
        assert.deepEqual(
          await printed(
            land,
            `(async ({ newPasswords, passwordFault }) => {
              const passwords = newPasswords();
              const hash = await passwords.hash("seven blue herons");
              const fault = passwordFault("hana-at-quiet-harbour", "hana", ${where});
              return [await passwords.verify("seven blue herons", hash), fault];
            })(require("/opt/desk/passwords.cjs"))`,
          ),
          [true, "is-name"],
        );
      } finally {
        await land.stop();
      }
    });
  });
}

/** What an expression comes to there, by way of JSON. */
async function printed(land: Debianland, expression: string): Promise<unknown> {
  // As a file: in -e and -p there are globals that a program does not have.
  const program = `Promise.resolve(${expression}).then((value) => console.log(JSON.stringify(value)))`;
  const placed = 'printf %s "$1" > /opt/desk/run.cjs && exec node /opt/desk/run.cjs';
  return JSON.parse(await land.run(["sh", "-c", placed, "sh", program]));
}
