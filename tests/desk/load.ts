/**
 * How long a guest and a host wait when 50 meetings are made, joined and ended each minute: `npm run bench:desk -- [MINUTES]`.
 *
 * Over TLS through Debian's nginx with the rendered configuration, to the desk's program as it is bundled for a machine, Debian's PostgreSQL
 * and Debian's Prosody (tests/sessions/practice.ts). Each meeting is what pages do: the host makes an appointment, the guest opens the link, looks,
 * consents, waits and asks every three seconds, the host sees it, opens the room, joins it and lets the guest in, the guest fetches the way in and
 * joins, both by the tokens of their addresses, the host ends it, and both are put out of the room. No picture and no sound: there is no bridge.
 */
import dns, { type LookupAddress } from "node:dns";
import { Agent, request, type RequestOptions } from "node:https";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { consentVersion } from "../../desk/pages/guest/wording.ts";
import { wordsIn } from "../../desk/pages/words.ts";
import { formToken } from "../../desk/sealing.ts";
import { textTable } from "../../scripts/terminal/text-table.ts";
import { XMPP } from "../../services/prosody.ts";
import { ENCRYPTS, join } from "../services/prosody-rooms.ts";
import { connectParticipant, type XmppSession } from "../services/xmpp-client.ts";
import { DESK, startPractice, VIDEO, type Practice } from "../sessions/practice.ts";
import { SETTINGS } from "./desk-database.ts";
import { enrolled, type Enrolled } from "./people-of-the-desk.ts";

const MEETINGS_A_MINUTE = 50;
const HOSTS = 5;
/** How often a guest's page asks before it is let in. */
const ASKS = 3;
const ASK_MILLISECONDS = 3000;

/** One request: what it was for, how long it took, and whether it was answered as it should be. */
interface Request {
  readonly what: string;
  readonly milliseconds: number;
  readonly good: boolean;
}

/** @param fields of a form; undefined to ask for a page */
type Ask = (what: string, path: string, status: number, fields?: Readonly<Record<string, string>>) => Promise<string>;

/** Does something once, and notes how long it took. */
async function timed<Value>(requests: Request[], what: string, work: () => Promise<Value>): Promise<Value> {
  const begun = performance.now();
  let good = false;
  try {
    const value = await work();
    good = true;
    return value;
  } finally {
    requests.push({ what, milliseconds: performance.now() - begun, good });
  }
}

/** One browser: keeps its connection to nginx, sends the cookie that it has, and notes each request. */
function browser(practice: Practice, address: string, first: string, requests: Request[]): Ask {
  let cookie = first;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (what, path, status, fields) =>
    timed(requests, what, async () => {
      const [name = "", word = ""] = cookie.split("=");
      const token = name === "" ? {} : { token: formToken(SETTINGS.sealKey, word) };
      const form = fields && new URLSearchParams({ ...fields, ...token }).toString();
      const fromOwnPage = { Origin: SETTINGS.origin, "Sec-Fetch-Site": "same-origin" };
      const answer = await asked(
        {
          ...{ host: "127.0.0.1", port: practice.https, servername: DESK, rejectUnauthorized: false },
          ...{ agent, localAddress: address, path, method: form === undefined ? "GET" : "POST" },
          headers: {
            ...{ Host: DESK, Cookie: cookie, place: token.token ?? "" },
            ...(form === undefined ? {} : { ...fromOwnPage, "Content-Type": "application/x-www-form-urlencoded" }),
          },
        },
        form,
      );
      const [given] = answer.cookies;
      if (given !== undefined) cookie = given.split(";", 1)[0] ?? "";
      if (answer.status !== status) throw new Error(`${what}: ${answer.status} instead of ${status}`);
      return answer.text;
    });
}

interface Answer {
  readonly status: number | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
}

function asked(options: RequestOptions, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => {
        resolve({ status: answer.statusCode, cookies: answer.headers["set-cookie"] ?? [], text });
      });
    });
    call.on("error", reject).end(body);
  });
}

/** Goes into the room of an address, by its token. */
async function joined(
  practice: Practice,
  who: string,
  address: string,
  requests: Request[],
): Promise<{ readonly session: XmppSession; readonly place: string }> {
  const room = new URL(address).pathname.slice(1);
  const token = found(/#jwt=%22([\w.-]+)%22$/, address);
  const url = `wss://${VIDEO}:${practice.https}/xmpp-websocket?room=${room}&token=${token}`;
  const session = await timed(requests, `${who}: sign in at the rooms`, () => connectParticipant(url, XMPP.domain));
  const place = `${room}@${XMPP.rooms}/${who}`;
  await timed(requests, `${who}: join the room`, () => {
    join(session, place, ENCRYPTS);
    return session.take(`from="${place}"`, 'code="110"');
  });
  return { session, place };
}

async function meeting(
  practice: Practice,
  { staff, cookie }: Enrolled,
  number: number,
  requests: Request[],
): Promise<void> {
  // nginx counts by address, and every address of 127.0.0.0/8 is this machine (RFC 1122, 3.2.1.3).
  const host = browser(practice, `127.0.2.${1 + (number % HOSTS)}`, `__Host-desk=${cookie}`, requests);
  const guest = browser(practice, `127.0.1.${1 + (number % 250)}`, "", requests);
  const [date = "", time = ""] = new Date(Date.now() + 600_000).toISOString().slice(0, 16).split("T");
  const fields = { host: staff.id, label: `g${number}`, date, time, zone: "UTC", minutes: "50" };
  const page = await host("host: new appointment", "/appointments", 200, fields);
  const link = found(/\/v#([\w-]{43})/, page);
  const id = found(/\/appointments\/([0-9a-f-]{36})/, page);
  await guest("guest: open the link", "/v/open", 303, { link });
  await guest("guest: page", "/v", 200);
  const version = consentVersion(wordsIn("en"));
  await guest("guest: consent", "/v/consent", 303, { agreed: "yes", language: "en", version });
  await guest("guest: wait", "/v/wait", 303, {});
  for (let times = 0; times < ASKS; times += 1) {
    await sleep(ASK_MILLISECONDS);
    await guest("guest: state", "/v/state", 200);
    await host("host: who waits", "/appointments/waiting", 200);
  }
  await host("host: appointment", `/appointments/${id}`, 200);
  const opened = await host("host: open the room", `/appointments/${id}/open`, 200, {});
  const way = found(/href="(https:[^"]+#jwt=[^"]+)"/, opened);
  await practice.openFor(new URL(way).pathname.slice(1));
  const hosting = await joined(practice, "host", way, requests);
  const waiting = await host("host: who waits", "/appointments/waiting", 200);
  const device = found(new RegExp(`id="let-in-([0-9a-f-]{36})"[^>]*>[^<]*\\bg${number}\\b`), waiting);
  await host("host: let in", `/waiting/${device}/let-in`, 303, {});
  const entered = await guest("guest: enter", "/v/enter", 200, {});
  const visiting = await joined(
    practice,
    "guest",
    found(/"(https:[^"]+)"/, entered.replaceAll("\\u002522", "%22")),
    requests,
  );
  await host("host: end", `/appointments/${id}/end`, 303, {});
  await timed(requests, "both: out of the room after its end", () =>
    Promise.all([hosting, visiting].map(({ session, place }) => session.take(place, 'code="307"', "room-ended: "))),
  );
  for (const { session } of [hosting, visiting]) session.close();
}

/** Every name is this machine; in the form of dns.lookup (nodejs.org, DNS). */
function loopback(
  _: string,
  { all = false }: { readonly all?: boolean },
  tell: (error: null, found: string | readonly LookupAddress[], family?: number) => void,
): void {
  if (all) tell(null, [{ address: "127.0.0.1", family: 4 }]);
  else tell(null, "127.0.0.1", 4);
}

function found(pattern: RegExp, text: string): string {
  const word = pattern.exec(text)?.[1];
  if (word === undefined) throw new Error(`No ${pattern.source} on a page of the desk.`);
  return word;
}

function rowsOf(requests: readonly Request[]): readonly (readonly string[])[] {
  const kinds = [...new Set(requests.map(({ what }) => what))].toSorted();
  const row = (what: string, ones: readonly Request[]): readonly string[] => {
    const times = ones.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other);
    const at = (part: number): string =>
      `${(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(0)} ms`;
    return [
      what,
      String(ones.length),
      String(ones.filter(({ good }) => !good).length),
      at(0.5),
      at(0.95),
      at(0.99),
      at(1),
    ];
  };
  return [
    ...kinds.map((kind) =>
      row(
        kind,
        requests.filter(({ what }) => what === kind),
      ),
    ),
    row("all", requests),
  ];
}

async function load(minutes: number): Promise<void> {
  // As a hosts file would say it; and the certificate is the bench's own.
  Object.assign(dns, { lookup: loopback });
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  const practice = await startPractice();
  try {
    const hosts: Enrolled[] = [];
    for (let host = 0; host < HOSTS; host += 1) hosts.push(await enrolled(practice.desk, `host${host}`, ["host"]));
    const requests: Request[] = [];
    const failed: unknown[] = [];
    const meetings: Promise<unknown>[] = [];
    const count = MEETINGS_A_MINUTE * minutes;
    const begun = performance.now();
    for (let number = 0; number < count; number += 1) {
      await sleep(Math.max(0, begun + (number * 60_000) / MEETINGS_A_MINUTE - performance.now()));
      const host = hosts[number % HOSTS];
      if (host !== undefined)
        meetings.push(meeting(practice, host, number, requests).catch((error: unknown) => failed.push(error)));
    }
    await Promise.all(meetings);
    const took = (performance.now() - begun) / 1000;
    console.log(
      `${count} meetings in ${took.toFixed(0)} s, ${failed.length} failed; ${cpus().length} cores, ${cpus()[0]?.model ?? ""}`,
    );
    console.log(textTable(["request", "number", "bad", "p50", "p95", "p99", "longest"], rowsOf(requests)));
    for (const error of failed.slice(0, 3)) console.error(error);
    process.exitCode = failed.length > 0 || requests.some(({ good }) => !good) ? 1 : 0;
  } finally {
    await practice.stop();
  }
}

await load(Number(process.argv[2] ?? "2"));
