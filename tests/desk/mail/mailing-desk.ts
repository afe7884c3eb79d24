/**
 * A desk that sends one link by mail, as a process of its own that can be killed: prints what came of it.
 * `node mailing-desk.ts SOCKET DATABASE PORT HOST APPOINTMENT LINK`
 */
import { connect } from "../../../desk/database/connect.ts";
import { deskOf } from "../../../desk/desk.ts";
import { mailLink } from "../../../desk/mail/mailing.ts";
import { SETTINGS, START } from "../desk-database.ts";
import { SENDER } from "./mail-server.ts";

const [socket = "", name = "", port = "", host = "", appointment = "", link = ""] = process.argv.slice(2);
const database = { socket, name };
const mail = { server: "localhost", port: Number(port), encryption: "tls", from: SENDER, user: "rooms" } as const;
const sql = connect(database);
const desk = deskOf({ ...SETTINGS, database, mail }, sql, () => START);
const by = { id: host, name: "hana", roles: ["host"], language: "en" } as const;
const answer = await mailLink(desk, by, appointment, { link, to: "guest@elm-court.example", language: "en" });
console.log(answer.kind === "taken" ? "taken" : answer.why);
await sql.end();
