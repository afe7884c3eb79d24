/**
 * How long a guest and a host wait at the desk when 50 meetings are made, joined and ended each minute: `npm run bench:desk -- [MINUTES]`.
 *
 * The program as it is bundled for a machine and Debian's own PostgreSQL, over HTTP, without nginx and without rooms. Each meeting is what
 * pages do: the host makes an appointment, the guest opens the link, looks, consents, waits and asks every three seconds, the host sees it,
 * lets the guest in and opens the room, the guest fetches the way in, the host ends it.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deskOf } from "../../desk/desk.ts";
import { consentVersion } from "../../desk/pages/guest/wording.ts";
import { wordsIn } from "../../desk/pages/words.ts";
import { formToken } from "../../desk/sealing.ts";
import { bundleText } from "../../render/bundle.ts";
import { textTable } from "../../scripts/terminal/text-table.ts";
import { freePort } from "../services/debian-programs.ts";
import { until } from "../services/private-debian.ts";
import { SETTINGS, startDeskDatabase } from "./desk-database.ts";
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

/** One browser: sends requests to the desk with the cookie that it has, and notes each. */
function browser(from: string, address: string, first: string, requests: Request[]): Ask {
  let cookie = first;
  return async (what, path, status, fields) => {
    const [name = "", word = ""] = cookie.split("=");
    const headers = {
      Cookie: cookie,
      "X-Forwarded-For": address,
      ...(fields === undefined ? {} : { Origin: SETTINGS.origin, "Sec-Fetch-Site": "same-origin" }),
    };
    const token = name === "" ? {} : { token: formToken(SETTINGS.sealKey, word) };
    const form = fields && { method: "POST", body: new URLSearchParams({ ...fields, ...token }) };
    const begun = performance.now();
    const answer = await fetch(from + path, { headers, redirect: "manual", ...form });
    const text = await answer.text();
    requests.push({ what, milliseconds: performance.now() - begun, good: answer.status === status });
    const [given] = answer.headers.getSetCookie();
    if (given !== undefined) cookie = given.split(";", 1)[0] ?? "";
    return text;
  };
}

async function meeting(from: string, { staff, cookie }: Enrolled, number: number, requests: Request[]): Promise<void> {
  const host = browser(from, "198.51.100.7", `__Host-desk=${cookie}`, requests);
  const guest = browser(from, `198.51.100.${number % 250}`, "", requests);
  const [date = "", time = ""] = new Date(Date.now() + 600_000).toISOString().slice(0, 16).split("T");
  const fields = { host: staff.id, label: `g${number}`, date, time, zone: "UTC", minutes: "50" };
  const page = await host("host: new appointment", "/appointments", 200, fields);
  const link = found(/\/v#([\w-]{43})/, page);
  const id = found(/\/appointments\/([0-9a-f-]{36})/, page);
  await guest("guest: open the link", "/v/open", 303, { link });
  await guest("guest: page", "/v", 200);
  const words = wordsIn("en");
  await guest("guest: consent", "/v/consent", 303, {
    agreed: "yes",
    language: "en",
    version: consentVersion(words),
  });
  await guest("guest: wait", "/v/wait", 303, {});
  for (let asked = 0; asked < ASKS; asked += 1) {
    await sleep(ASK_MILLISECONDS);
    await guest("guest: state", "/v/state", 200);
    await host("host: who waits", "/appointments/waiting", 200);
  }
  await host("host: appointment", `/appointments/${id}`, 200);
  const waiting = await host("host: who waits", "/appointments/waiting", 200);
  const device = found(new RegExp(`id="let-in-([0-9a-f-]{36})">[^<]*\\bg${number}\\b`), waiting);
  await host("host: let in", `/waiting/${device}/let-in`, 303, {});
  await host("host: open the room", `/appointments/${id}/open`, 200, {});
  await guest("guest: enter", "/v/enter", 200, {});
  await host("host: end", `/appointments/${id}/end`, 303, {});
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
  const folder = mkdtempSync(join(tmpdir(), "stillroom-desk-load-"));
  const database = await startDeskDatabase();
  const { desk } = await database.open();
  const port = await freePort();
  writeFileSync(join(folder, "desk"), bundleText({ entry: "desk/main.ts", runs: "node" }));
  writeFileSync(join(folder, "desk-page.js"), bundleText({ entry: "desk/browser/main.ts", runs: "browser" }));
  writeFileSync(join(folder, "desk.json"), JSON.stringify({ ...desk.settings, listen: { host: "127.0.0.1", port } }));
  const [desks = "", ...files] = ["desk", "desk.json", "desk-page.js"].map((name) => join(folder, name));
  const program = spawn(process.execPath, [desks, "serve", ...files], { stdio: ["ignore", "ignore", "inherit"] });
  try {
    const from = `http://127.0.0.1:${port}`;
    await until("the desk", () =>
      fetch(from).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const now = deskOf(desk.settings, desk.sql);
    const hosts: Enrolled[] = [];
    for (let host = 0; host < HOSTS; host += 1) hosts.push(await enrolled(now, `host${host}`, ["host"]));
    const requests: Request[] = [];
    const failed: unknown[] = [];
    const meetings: Promise<unknown>[] = [];
    const count = MEETINGS_A_MINUTE * minutes;
    const begun = performance.now();
    for (let number = 0; number < count; number += 1) {
      await sleep(Math.max(0, begun + (number * 60_000) / MEETINGS_A_MINUTE - performance.now()));
      const host = hosts[number % HOSTS];
      if (host !== undefined)
        meetings.push(meeting(from, host, number, requests).catch((error: unknown) => failed.push(error)));
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
    program.kill("SIGTERM");
    await database.stop();
    rmSync(folder, { recursive: true });
  }
}

await load(Number(process.argv[2] ?? "2"));
