import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { after, before, describe, it } from "node:test";
import { machineStateOf, type MachineState, type Places } from "../../../desk/machine/state.ts";
import { ROLES, type Staff } from "../../../desk/staff/roles.ts";
import { SETTINGS } from "../desk-database.ts";

const SUPPORT: Staff = { id: "4f0c6b1e-5d0b-4c3c-9d53-8f6f3f4d5a10", name: "sue", roles: ["support"], language: "en" };
const DAYS = 90;
const DELIVERED = new Date("2026-11-20T12:00:00.000Z");

describe("the state of the machine", () => {
  let folder: string;
  let web: Server;
  let rooms: Server;
  let places: Places;
  let ends: Date;
  const asked: string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-machine-"));
    const at = (name: string): string => join(folder, name);
    const subject = ["-subj", "/CN=desk.quiet-harbour.example", "-days", String(DAYS)];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("key.pem")];
    execFileSync("openssl", ["req", "-x509", ...key, ...subject, "-out", at("page.pem")], { stdio: "ignore" });
    ends = new Date(statSync(at("page.pem")).mtimeMs + DAYS * 86_400_000);
    const certificate = { key: readFileSync(at("key.pem")), cert: readFileSync(at("page.pem")) };
    web = await listening(
      createTlsServer({
        ...certificate,
        SNICallback: (name, done) => {
          asked.push(name);
          done(null);
        },
      }),
    );
    rooms = await listening(createHttpServer((_, response) => response.writeHead(404).end()));
    writeFileSync(at("current"), "");
    utimesSync(at("current"), DELIVERED, DELIVERED);
    places = {
      disks: ["/", at("absent")],
      release: at("current"),
      upgrades: at("absent"),
      restart: at("absent"),
      webPort: portOf(web),
    };
  });
  after(() => {
    web.close();
    rooms.close();
    rmSync(folder, { recursive: true });
  });

  const stateAt = async (now: Date, other: Partial<Places> = {}, ordersPort = portOf(rooms)): Promise<MachineState> => {
    const settings = { ...SETTINGS, rooms: { ...SETTINGS.rooms, ordersPort } };
    const answer = await machineStateOf({ settings, now: () => now }, SUPPORT, { ...places, ...other });
    assert.ok(answer.kind === "state");
    return answer.state;
  };
  const before7Days = (): Date => new Date(ends.getTime() - 7.5 * 86_400_000);

  it("tells who answers, how long the certificate is good, what is free and when it was delivered", async () => {
    const { freePercent = -1, ...state } = await stateAt(before7Days());
    assert.deepEqual(state, {
      web: true,
      rooms: true,
      certificateDays: 7,
      delivered: DELIVERED,
      updated: undefined,
      restartDue: false,
    });
    assert.ok(freePercent >= 0 && freePercent <= 100);
    // As df(1) reckons it, give or take what is written meanwhile.
    const used = Number(/(\d+)%/.exec(execFileSync("df", ["--output=pcent", "/"], { encoding: "utf8" }))?.[1]);
    assert.ok(Math.abs(100 - used - freePercent) <= 2, `${used} % used, ${freePercent} % free`);
    assert.deepEqual([...new Set(asked)], ["desk.quiet-harbour.example"]);
  });

  it("tells that a certificate is over", async () => {
    assert.equal((await stateAt(new Date(ends.getTime() + 3_600_000))).certificateDays, -1);
  });

  it("tells when updates came and that one waits for a restart", async () => {
    const state = await stateAt(before7Days(), { upgrades: places.release, restart: places.release });
    assert.deepEqual([state.updated, state.restartDue], [DELIVERED, true]);
  });

  it("says of what does not answer that it does not, and of what is not there that it is not known", async () => {
    const [webPort, ordersPort] = [await freePort(), await freePort()];
    const state = await stateAt(before7Days(), { webPort, disks: [], release: "/absent" }, ordersPort);
    assert.deepEqual(state, {
      web: false,
      rooms: false,
      certificateDays: undefined,
      freePercent: undefined,
      delivered: undefined,
      updated: undefined,
      restartDue: false,
    });
  });

  it("waits for nobody who takes a connection and is silent", async () => {
    const silent = await listening(createTcpServer());
    const state = await stateAt(before7Days(), { webPort: portOf(silent) }, portOf(silent));
    silent.close();
    assert.deepEqual([state.web, state.certificateDays, state.rooms], [false, undefined, false]);
  });

  it("is support's alone", async () => {
    for (const role of ROLES.filter((one) => one !== "support")) {
      const answer = await machineStateOf(
        { settings: SETTINGS, now: () => ends },
        { ...SUPPORT, roles: [role] },
        places,
      );
      assert.deepEqual(answer, { kind: "refused", why: "not-allowed" });
    }
  });
});

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port; // It listens on an address, not on a path.
}

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  const server = await listening(createTcpServer());
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
