/**
 * A desk at which much is done at once, as a process of its own that can be killed: prints a line for each act once it was told that
 * it is done. `node busy-desk.ts SOCKET DATABASE HOST`
 */
import { makeAppointment } from "../../desk/appointments/appointments.ts";
import { openLink } from "../../desk/appointments/links.ts";
import { giveConsent } from "../../desk/consent/consents.ts";
import { connect } from "../../desk/database/connect.ts";
import { deskOf, type Desk } from "../../desk/desk.ts";
import { SETTINGS, START } from "./desk-database.ts";
import { wordIn } from "./people-of-the-desk.ts";

const WORKERS = 8;

async function work(desk: Desk, id: string, worker: number): Promise<never> {
  const host = { id, name: "hana", roles: ["host"], language: "en" } as const;
  for (let number = 0; ; number += 1) {
    const made = await makeAppointment(desk, host, {
      host: id,
      label: `${worker}-${number}`,
      startsAt: START,
      minutes: 50,
    });
    if (made.kind !== "made") throw new Error(made.kind);
    console.log(`appointment ${made.id}`);
    const open = await openLink(desk, wordIn(made.address), undefined, `198.51.100.${worker}`);
    if (open.kind !== "open") throw new Error(open.kind);
    const given = await giveConsent(desk, open.cookie, { version: "c".repeat(64), language: "en" });
    if (given.kind !== "given") throw new Error(given.kind);
    console.log(`consent ${made.id}`);
  }
}

const [socket = "", name = "", host = ""] = process.argv.slice(2);
const database = { socket, name };
const desk = deskOf({ ...SETTINGS, database }, connect(database), () => START);
await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(desk, host, worker)));
