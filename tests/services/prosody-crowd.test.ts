import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { XMPP } from "../../services/prosody.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN } from "./debian-programs.ts";
import { ENCRYPTS, join, roomsOn, type Change, type Rooms } from "./prosody-rooms.ts";
import { connectParticipant, NotAuthorized, type XmppSession } from "./xmpp-client.ts";

const MOST = CLINIC.video.maxOccupants;
const CROWD = 200;
/** So many log in beside each other, before all of them go in at once. */
const AT_ONCE = 20;
const ROUNDS = 10;
/**
 * Milliseconds of rounds after which Prosody has what it keeps: caches of names, buffers, the memory that Lua's collector works in, and
 * sessions that have ended, which the older one holds for as long as `c2s_timeout` says (templates/prosody, 30 s).
 */
const WARM_MS = 45_000;
/** So few are remembered that the rounds fill the tables many times: what grows then is no table. */
const SMALL: readonly Change[] = [["local size = 4096;", "local size = 128;"]];

/** What a process has in memory, in MB (proc_pid_status(5), VmRSS). */
function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  assert.ok(kilobytes !== undefined);
  return Number(kilobytes) / 1024;
}

/** What became of so many who went in at once, counted by answer. */
async function rush(rooms: Rooms): Promise<Readonly<Record<string, number>>> {
  const room = await rooms.open();
  await room.moderator("host");
  const sessions: XmppSession[] = [];
  for (let first = 0; first < CROWD; first += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, index) =>
      room.connect(room.token({ id: `guest-${first + index}`, admitted: true })),
    );
    sessions.push(...(await Promise.all(some)));
  }
  // Some have no token.
  const refused = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      connectParticipant(rooms.url("bad"), XMPP.domain, `198.51.100.${Math.floor(Math.random() * 200) + index}`),
    ),
  );
  assert.ok(refused.every((it) => it.status === "rejected" && it.reason instanceof NotAuthorized));

  for (const [index, session] of sessions.entries()) join(session, `${room.jid}/guest-${index}`, ENCRYPTS);
  const answers = await Promise.all(
    sessions.map(async (session, index) => kindOf(await answerTo(session, `${room.jid}/guest-${index}`))),
  );
  for (const session of sessions) session.close();
  const kinds = [...Map.groupBy(answers, (answer) => answer)];
  return Object.fromEntries(kinds.map(([kind, { length }]) => [kind, length]));
}

/** The room's own word about one's own presence: the greeting or the refusal. */
function answerTo(session: XmppSession, place: string): Promise<string> {
  return session.take(`from="${place}"`);
}

function kindOf(answer: string): string {
  if (answer.includes("room-full: ")) return "full";
  return answer.includes("110") ? "in" : answer;
}

describe("A crowd before a room", { skip: CANNOT_RUN_DEBIAN, concurrency: true }, () => {
  for (const debian of [13, 12] as const) {
    describe(`on Prosody of Debian ${debian}`, () => {
      let rooms: Rooms;
      before(async () => {
        rooms = await roomsOn(debian, SMALL);
      });
      after(() => rooms.stop());

      it(`of ${CROWD} at once, ${ROUNDS} times: as many get in as there are places, the others are told, and memory stays flat`, async () => {
        const rushed = async (): Promise<number> => {
          // The moderator has one place.
          assert.deepEqual(await rush(rooms), { in: MOST - 1, full: CROWD - MOST + 1 });
          return memoryOf(rooms.pid);
        };
        const warm = performance.now() + WARM_MS;
        let memory = [await rushed()];
        while (performance.now() < warm) memory = [await rushed()];
        let growth = Infinity;
        // A busy computer is warm later: what is lost in each round is lost in the next ten as well.
        for (let spell = 0; spell < 3 && growth >= 4; spell += 1) {
          memory = memory.slice(-1);
          for (let round = 0; round < ROUNDS; round += 1) memory.push(await rushed());
          growth = Math.max(...memory) - (memory[0] ?? 0);
        }
        assert.ok(
          growth < 4,
          `Memory grew by ${growth.toFixed(1)} MB: ${memory.map((it) => it.toFixed(1)).join(", ")}.`,
        );
      });
    });
  }
});
