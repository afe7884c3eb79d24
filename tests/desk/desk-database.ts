import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import postgres from "postgres";
import type { Sql } from "../../desk/database/connect.ts";
import { deskOf, type Desk } from "../../desk/desk.ts";
import type { Settings } from "../../desk/settings.ts";
import { compileTemplate } from "../../render/template.ts";
import { privateDebian, type PrivateDebian } from "../services/private-debian.ts";

export { CANNOT_RUN_PRIVATE_DEBIAN } from "../services/private-debian.ts";

const SCHEMA = new URL("../../templates/desk/usr/local/lib/stillroom/desk-schema.sql.hbs", import.meta.url);

/** How long the databases under test keep their log. */
export const AUDIT_DAYS = 365;

/** The settings of the desk under test; the socket is the test's own. */
export const SETTINGS: Settings = {
  origin: "https://desk.quiet-harbour.example",
  video: "https://meet.quiet-harbour.example",
  title: "Quiet Harbour",
  colour: "#2f5d62",
  language: "en",
  rooms: {
    key: "room key of the tests, 32 or more",
    issuer: "rooms",
    audience: "video",
    subject: "meet.internal",
    ordersKey: "orders key of the tests, 32 or more",
    ordersPort: 5280,
  },
  sealKey: "seal key of the tests, 32 or more",
  database: { socket: "/run/postgresql", name: "desk" },
  listen: { host: "127.0.0.1", port: 8200 },
  maxOccupants: 6,
  retention: { appointmentDays: 90, consentDays: 3650 },
};

/** When the tests' clocks begin: a Tuesday morning. */
export const START = new Date("2026-11-24T09:00:00.000Z");

/** A clock that only the test moves. */
export interface Clock {
  readonly now: () => Date;
  /** Goes on by so many seconds. */
  readonly pass: (seconds: number) => void;
}

/** A desk with a database of its own. */
export interface TestDesk {
  readonly desk: Desk;
  readonly clock: Clock;
  /** As the database's administrator, who may do what the desk can't. */
  readonly administrator: Sql;
}

/** Debian's own PostgreSQL with the desk's schema. */
export interface DeskDatabase {
  /** A desk on a new database, with a clock that stands at {@link START}. */
  readonly open: (settings?: Partial<Settings>) => Promise<TestDesk>;
  /** Runs the schema on a desk's database again, as each delivery does. */
  readonly deliver: (desk: Desk) => Promise<void>;
  /** The folder of the server's Unix socket, as it is seen from here. */
  readonly socket: () => string;
  /** Ends the server as a power failure would, and starts it again. */
  readonly killAndStart: () => Promise<void>;
}

/** Starts the server before the tests of a `describe` and ends it after them. */
export function deskDatabase(): DeskDatabase {
  let database: Awaited<ReturnType<typeof startDeskDatabase>> | undefined;
  const running = (): DeskDatabase => {
    if (database === undefined) throw new Error("The database is there only while the tests run.");
    return database;
  };
  before(async () => {
    database = await startDeskDatabase();
  });
  after(() => database?.stop());
  return {
    open: (settings) => running().open(settings),
    deliver: (desk) => running().deliver(desk),
    socket: () => running().socket(),
    killAndStart: () => running().killAndStart(),
  };
}

/** Starts the server, for who ends it. */
export async function startDeskDatabase(): Promise<DeskDatabase & { readonly stop: () => Promise<void> }> {
  const debian = await privateDebian([]);
  const pools: Sql[] = [];
  const socket = `${debian.root}/run/postgresql`;
  // Who connects comes from outside the namespace, where the server knows no account: roles are what is under test, not this door.
  await debian.run(["sh", "-c", "echo local all all trust > /etc/postgresql/17/main/pg_hba.conf"]);
  // Nobody takes the disk's power away here: what a process has handed to the kernel is there when that process is killed.
  await debian.run(["sh", "-c", "echo fsync = off > /etc/postgresql/17/main/conf.d/fsync.conf"]);
  await debian.startDatabase();
  await psql(debian, "postgres", "CREATE ROLE desk LOGIN;\nCREATE DATABASE template_desk;\n");
  const schema = compileTemplate("desk-schema.sql", await readFile(SCHEMA, "utf8"), "text")({ auditDays: AUDIT_DAYS });
  await psql(debian, "template_desk", schema);
  // Each delivery runs it again.
  await psql(debian, "template_desk", schema);

  return {
    socket: () => socket,
    open: async (settings) => {
      const name = `desk_${randomBytes(6).toString("hex")}`;
      await psql(debian, "postgres", `CREATE DATABASE ${name} TEMPLATE template_desk;\n`);
      const pool = (username: string, max: number): Sql => {
        const sql = postgres({ host: socket, database: name, username, max, onnotice: () => undefined });
        pools.push(sql);
        return sql;
      };
      const clock = clockAt(START);
      const own = { ...SETTINGS, ...settings, database: { socket, name } };
      return { desk: deskOf(own, pool("desk", 10), clock.now), clock, administrator: pool("postgres", 1) };
    },
    deliver: ({ settings }) => psql(debian, settings.database.name, schema),
    killAndStart: async () => {
      // Every one of its processes: none gets to write what it still holds. Nobody here takes the dead away, so that their locks look held.
      const locks = "/var/lib/postgresql/17/main/postmaster.pid /run/postgresql/.s.PGSQL.5432*";
      await debian.run(["sh", "-c", `kill -9 $(pgrep -u postgres postgres) && rm -f ${locks}`]);
      await debian.startDatabase();
    },
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.end({ timeout: 5 })));
      await debian.stop();
    },
  };
}

function clockAt(from: Date): Clock {
  let now = from;
  return {
    now: () => now,
    pass: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}

async function psql(debian: PrivateDebian, database: string, input: string): Promise<void> {
  const argv = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", `--dbname=${database}`];
  await debian.run(["runuser", "-u", "postgres", "--", ...argv], { input });
}
