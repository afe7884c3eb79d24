import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { createServer, type Server } from "node:tls";
import { fileURLToPath } from "node:url";
import { makeAppointment } from "../../../desk/appointments/appointments.ts";
import { auditAfter, auditStart } from "../../../desk/audit/read.ts";
import { verifyAudit } from "../../../desk/audit/verify.ts";
import { setPassword } from "../../../desk/mail/password.ts";
import { until } from "../../services/debian-programs.ts";
import { AUDIT_DAYS, CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, START, type TestDesk } from "../desk-database.ts";
import { personOf, wordIn } from "../people-of-the-desk.ts";
import { SENDER, testAuthority } from "./mail-server.ts";
import { standIn } from "./stand-in.ts";

const MAILING_DESK = fileURLToPath(new URL("mailing-desk.ts", import.meta.url));

describe("Killing the desk in the middle of a mail", { skip: CANNOT_RUN_PRIVATE_DEBIAN, timeout: 300_000 }, () => {
  const database = deskDatabase();
  const authority = testAuthority();
  const identity = authority.identity("localhost");
  const servers: Server[] = [];
  const children: ChildProcess[] = [];
  before(() => {
    authority.trust();
  });
  after(() => {
    for (const child of children) child.kill("SIGKILL");
    for (const server of servers) server.close();
    authority.remove();
  });

  /** A stand-in that says nothing more from a word on. */
  const hangingAt = async (word: string): Promise<{ readonly port: number; readonly reached: Promise<string> }> => {
    const { promise: reached, resolve } = Promise.withResolvers<string>();
    const script = word === "greeting" ? { greeting: "silence" } : { answers: { [word]: "silence" } };
    const server = createServer(identity, (socket) => {
      if (word === "greeting") resolve(word);
      standIn(socket, script, (line) => {
        if (line === word || (word.length > 1 && line.startsWith(word))) resolve(line);
      });
    });
    server.on("tlsClientError", () => undefined);
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // It listens on a port.
    return { port: (server.address() as AddressInfo).port, reached };
  };
  interface Mail {
    readonly test: TestDesk;
    readonly host: string;
    readonly id: string;
    readonly link: string;
  }
  const planned = async (port: number): Promise<Mail> => {
    const test = await database.open({
      mail: { server: "localhost", port, encryption: "tls", from: SENDER, user: "rooms" },
    });
    const host = await personOf(test.desk, "hana", ["host"]);
    const admin = await personOf(test.desk, "dan", ["admin"]);
    assert.deepEqual(await setPassword(test.desk, admin, "seven blue doors"), { kind: "done" });
    const made = await makeAppointment(test.desk, host, { host: host.id, label: "AB", startsAt: START, minutes: 50 });
    assert.equal(made.kind, "made");
    // So that every connection of the desk's account is the killed one's.
    await test.desk.sql.end();
    return { test, host: host.id, id: made.id, link: wordIn(made.address) };
  };
  const start = ({ test, host, id, link }: Mail, port: number) => {
    const { name } = test.desk.settings.database;
    const argv = ["--no-warnings", MAILING_DESK, database.socket(), name, String(port), host, id, link];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority.file };
    const child = spawn(process.execPath, argv, { env, stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += String(chunk)));
    return { child, ended: once(child, "close").then(() => said.trim()) };
  };
  const lines = async ({ test }: Mail): Promise<readonly string[]> => {
    const entries = await auditAfter(test.administrator, 0, 1000);
    const start = await auditStart(test.administrator);
    assert.equal(verifyAudit(start, entries, [], new Date(), AUDIT_DAYS).kind, "unchanged");
    return entries.map(({ action }) => action).filter((action) => action.startsWith("link-mail"));
  };

  for (const word of ["greeting", "EHLO", "AUTH PLAIN", "RCPT TO", "DATA", "."]) {
    it(`leaves the line that it was begun, no lock, and a desk that mails again: ${word}`, async () => {
      const { port, reached } = await hangingAt(word);
      const mail = await planned(port);
      const { child, ended } = start(mail, port);
      await Promise.race([
        reached,
        ended.then((said) => {
          throw new Error(`The desk ended before anybody struck: ${said}`);
        }),
      ]);
      // Before anything left.
      assert.deepEqual(await lines(mail), ["link-mailed"]);
      child.kill("SIGKILL");
      assert.equal(await ended, "");

      const { administrator } = mail.test;
      await until("PostgreSQL to let the dead go", async () => {
        const rows = await administrator`
          SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'desk'`;
        return rows.length === 0;
      });
      const locks = await administrator`
        SELECT FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND pid <> pg_backend_pid()`;
      assert.equal(locks.length, 0);
      assert.deepEqual(await lines(mail), ["link-mailed"]);

      const whole = await hangingAt("nothing");
      // The password is sealed for a server's name, whichever port it is at.
      assert.equal(await start(mail, whole.port).ended, "taken");
      assert.deepEqual(await lines(mail), ["link-mailed", "link-mailed"]);
    });
  }
});
