import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join as joined } from "node:path";
import { deskOf, type Desk } from "../../desk/desk.ts";
import { bundleText } from "../../render/bundle.ts";
import { render } from "../../render/render.ts";
import { XMPP } from "../../services/prosody.ts";
import { startDeskDatabase } from "../desk/desk-database.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, until, type PlacedFile } from "../services/debian-programs.ts";
import { startNginx } from "../services/nginx-on-release.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN } from "../services/private-debian.ts";
import { join, KEY, ORDERS_KEY, roomsOn, type Rooms } from "../services/prosody-rooms.ts";

/** For `skip`: false, or why not. */
export const CANNOT_RUN_A_PRACTICE = CANNOT_RUN_PRIVATE_DEBIAN || CANNOT_RUN_DEBIAN;

export const DESK = CLINIC.names.desk;
export const VIDEO = CLINIC.names.video;

/** The package's page, as far as the server has a part in it (jitsi-meet index.html at 237e645e). Its program is the tests' stand-in. */
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<!--#include virtual="head.html" -->
<script><!--#include virtual="/config.js" --></script><script><!--#include virtual="/interface_config.js" --></script>
<script src="libs/app.bundle.min.js"></script>
<!--#include virtual="title.html" --><!--#include virtual="plugin.head.html" --></head><body></body></html>`;

/**
 * What a practice's machine runs for a meeting, on ports of the loopback address: Debian's nginx with the rendered configuration in front, the
 * desk as it is bundled for the machine, Debian's PostgreSQL, and Debian's Prosody with our modules. What is missing: Jicofo, whose part in opening a
 * room `openFor` takes; the videobridge; and Jitsi's own page, in whose place the guard's stand-in is served.
 */
export interface Practice {
  /** Where nginx answers for every name, over TLS. */
  readonly https: number;
  readonly rooms: Rooms;
  /** On the same database as the program: for what a test finds already done. */
  readonly desk: Desk;
  /** A stand-in for Jicofo: opens a room, as it does for the first who asks. */
  readonly openFor: (room: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startPractice(): Promise<Practice> {
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.toReversed()) await end();
  };
  try {
    return { ...(await practice(stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param stops what ends each thing that was started, in the order in which they were */
async function practice(stops: (() => unknown)[]): Promise<Omit<Practice, "stop">> {
  const [http, https, port] = [await freePort(), await freePort(), await freePort()];
  const database = await startDeskDatabase();
  stops.push(() => database.stop());
  const rooms = await roomsOn(13, []);
  stops.push(() => rooms.stop());
  const opened = await database.open({
    rooms: {
      key: KEY,
      ordersKey: ORDERS_KEY,
      ordersPort: rooms.ports.http,
      issuer: "rooms",
      audience: "video",
      subject: XMPP.domain,
    },
    listen: { host: "127.0.0.1", port },
  });
  const desk = deskOf(opened.desk.settings, opened.desk.sql);

  const folder = mkdtempSync(joined(tmpdir(), "stillroom-practice-"));
  stops.push(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string): string => {
    writeFileSync(joined(folder, name), text);
    return joined(folder, name);
  };
  const argv = [
    file("desk", bundleText({ entry: "desk/main.ts", runs: "node" })),
    "serve",
    file("desk.json", JSON.stringify(desk.settings)),
    file("desk-page.js", bundleText({ entry: "desk/browser/main.ts", runs: "browser" })),
  ];
  const program = spawn(process.execPath, argv, { stdio: ["ignore", "ignore", "inherit"] });
  stops.push(() => program.kill("SIGTERM"));

  const rendered = render({ ...CLINIC, desk: { ...CLINIC.desk, enabled: true } })
    .files.filter(({ service }) => ["nginx", "jitsi-meet", "element"].includes(service))
    .map(({ path, text }): PlacedFile => ({
      path,
      text: onPorts(text, { http, https, desk: port, rooms: rooms.ports.http }),
    }));
  const land = await debianWith(13, [
    ...rendered,
    { path: "/usr/share/jitsi-meet/index.html", text: PAGE },
    {
      path: "/usr/share/jitsi-meet/libs/app.bundle.min.js",
      text: bundleText({ entry: "tests/guard/page/jitsi-stand-in.ts", runs: "browser" }),
    },
  ]);
  stops.push(() => land.stop());
  await Promise.all([startNginx(land, VIDEO, () => answers(https)), until("the desk", () => answers(port))]);
  let opening = Promise.resolve();

  return {
    https,
    rooms,
    desk,
    openFor: (room) => {
      // One after another: what the focus hears of several rooms comes in one piece.
      opening = opening.then(async () => {
        const place = `${room}@${XMPP.rooms}/focus`;
        join(rooms.focus, place);
        await rooms.focus.take(place, 'code="110"');
      });
      return opening;
    },
  };
}

/** The rendered configuration on other ports of the loopback address alone. */
function onPorts(
  text: string,
  { http, https, desk, rooms }: { readonly [name in "http" | "https" | "desk" | "rooms"]: number },
): string {
  return text
    .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
    .replaceAll("listen 80", `listen 127.0.0.1:${http}`)
    .replaceAll("listen 443", `listen 127.0.0.1:${https}`)
    .replaceAll("http://127.0.0.1:5280", `http://127.0.0.1:${rooms}`)
    .replaceAll("http://127.0.0.1:8200", `http://127.0.0.1:${desk}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      resolve(true);
      socket.destroy();
    });
    socket.on("error", () => {
      resolve(false);
    });
  });
}
