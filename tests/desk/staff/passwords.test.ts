import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newPasswords } from "../../../desk/staff/passwords.ts";

describe("Passwords", () => {
  it("are kept by Argon2id with a salt of their own, and known again however the keyboard writes them", async () => {
    const passwords = newPasswords();
    const [one, other] = [await passwords.hash("café au lait, tiède"), await passwords.hash("café au lait, tiède")];
    assert.ok(one !== undefined && other !== undefined);
    assert.notEqual(one, other);
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.equal(await passwords.verify("cafe\u0301 au lait, tie\u0300de", one), true);
    assert.equal(await passwords.verify("cafe au lait, tiede", one), false);
  });

  it("are nobody's without a hash, not even the empty one", async () => {
    const passwords = newPasswords();
    assert.equal(await passwords.verify("", undefined), false);
    assert.equal(await passwords.verify("anything at all", undefined), false);
    // Nor anybody's: the empty one is looked at as one that nobody could have chosen.
    const space = await passwords.hash(" ");
    assert.deepEqual([await passwords.verify("", space), await passwords.verify(" ", space)], [false, true]);
  });

  it("are looked at one after the other, and not at all when too many wait", async () => {
    const passwords = newPasswords();
    const look = (count: number, from: "stranger" | "known"): Promise<boolean | undefined>[] =>
      Array.from({ length: count }, () => passwords.verify("anything at all", undefined, from));
    // Nobody's password is made first, and takes a place: the twenty-first stranger waits no more.
    const [strangers, known] = [look(30, "stranger"), look(30, "known")];
    const refused = (answers: readonly (boolean | undefined)[]): number =>
      answers.filter((answer) => answer === undefined).length;
    assert.deepEqual([refused(await Promise.all(strangers)), refused(await Promise.all(known))], [11, 10]);
    // And then again.
    assert.equal(await passwords.verify("anything at all", undefined), false);
  });

  it("leave everybody else's requests their turn in between", async () => {
    const passwords = newPasswords();
    let turns = 0;
    const count = setInterval(() => (turns += 1), 0);
    await Promise.all(Array.from({ length: 8 }, () => passwords.verify("anything at all", undefined)));
    clearInterval(count);
    assert.ok(turns >= 4, `only ${turns} turns`);
  });
});
