import assert from "node:assert/strict";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { after, before, describe, it } from "node:test";
import { createSecureContext, createServer as createTlsServer, TLSSocket, type SecureVersion } from "node:tls";
import { handOver, type HandedOver, type MailFault } from "../../../desk/mail/hand-over.ts";
import { messageOf } from "../../../desk/mail/message.ts";
import type { MailServer } from "../../../desk/settings.ts";
import { until } from "../../services/debian-programs.ts";
import { SENDER, testAuthority, type Identity } from "./mail-server.ts";
import { standIn, type Answer, type Script } from "./stand-in.ts";

const TO = "guest@elm-court.example";
const PASSWORD = "seven blue doors";
const SIGNED_IN = `AUTH PLAIN ${btoa(`\0rooms\0${PASSWORD}`)}`;
const MESSAGE = messageOf(
  { from: SENDER, to: TO, subject: "Your link", text: "https://desk.quiet-harbour.example/v#secret-word\n.\n" },
  new Date("2026-11-24T09:00:00.000Z"),
);

describe("handing a mail over", () => {
  const authority = testAuthority();
  const identities = {
    good: authority.identity("localhost"),
    foreign: authority.identity("mail.elm-court.example"),
  };
  const strangers = testAuthority();
  const stranger = strangers.identity("localhost");
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  before(() => {
    authority.trust();
  });
  after(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
    authority.remove();
    strangers.remove();
  });

  const listening = async (server: Server, encryption: MailServer["encryption"]): Promise<MailServer> => {
    servers.push(server);
    server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // It listens on a port.
    const { port } = server.address() as AddressInfo;
    return { server: "localhost", port, encryption, from: SENDER, user: "rooms" };
  };
  /** Encrypted from the first byte. */
  const encrypted = async (
    script: Script,
    identity: Identity = identities.good,
    maxVersion: SecureVersion = "TLSv1.3",
  ): Promise<{ readonly server: MailServer; readonly heard: string[] }> => {
    const heard: string[] = [];
    const options = { ...identity, maxVersion, minVersion: "TLSv1" as const, ciphers: "DEFAULT@SECLEVEL=0" };
    const server = createTlsServer(options, (socket) => {
      standIn(socket, script, (line) => heard.push(line));
    });
    server.on("tlsClientError", () => undefined);
    return { server: await listening(server, "tls"), heard };
  };
  /** Begins in clear, and changes when asked to; `early` is said in clear beside the word that it may change. */
  const changing = async (
    { clear, encrypted, early = "" }: { readonly clear: Script; readonly encrypted: Script; readonly early?: string },
    identity: Identity = identities.good,
  ): Promise<{ readonly server: MailServer; readonly heard: string[]; readonly inClear: string[] }> => {
    const [heard, inClear]: [string[], string[]] = [[], []];
    const server = createServer((socket) => {
      const answers = { EHLO: "250-localhost\r\n250 STARTTLS\r\n", STARTTLS: "silence", ...clear.answers };
      standIn(socket, { ...clear, answers }, (line) => inClear.push(line));
      socket.on("data", (chunk: Buffer) => {
        if (String(chunk) !== "STARTTLS\r\n" || clear.answers?.["STARTTLS"] !== undefined) return;
        socket.removeAllListeners("data");
        socket.write(`220 go\r\n${early}`);
        const over = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(identity) });
        standIn(over, { ...encrypted, greeting: "silence" }, (line) => heard.push(line));
      });
    });
    return { server: await listening(server, "starttls"), heard, inClear };
  };
  const send = (server: MailServer, seconds = 20): Promise<HandedOver> =>
    handOver(server, PASSWORD, { from: SENDER, to: TO, message: MESSAGE }, seconds);
  const refused = (why: MailFault): HandedOver => ({ kind: "refused", why });

  it("says the few lines that it takes, each once", async () => {
    const { server, heard } = await encrypted({});
    assert.deepEqual(await send(server), { kind: "taken" });
    await until("the farewell", () => Promise.resolve(heard.includes("QUIT")));
    const lines = [...MESSAGE.slice(0, -2).split("\r\n")].map((line) => (line.startsWith(".") ? `.${line}` : line));
    assert.deepEqual(
      heard.filter((line) => line !== "QUIT"),
      ["EHLO quiet-harbour.example", SIGNED_IN, `MAIL FROM:<${SENDER}>`, `RCPT TO:<${TO}>`, "DATA", ...lines, "."],
    );
  });

  it("signs in by LOGIN where a server knows nothing else", async () => {
    const words = {
      "AUTH LOGIN": "334 VXNlcm5hbWU6\r\n",
      [btoa("rooms")]: "334 UGFzc3dvcmQ6\r\n",
      [btoa(PASSWORD)]: "235 ok\r\n",
    };
    const { server } = await encrypted({ answers: { EHLO: "250-localhost\r\n250 AUTH XOAUTH2 LOGIN\r\n", ...words } });
    assert.deepEqual(await send(server), { kind: "taken" });
    const other = await encrypted({ answers: { EHLO: "250-localhost\r\n250 AUTH XOAUTH2 CRAM-MD5\r\n" } });
    assert.deepEqual(await send(other.server), refused("not-understood"));
    assert.deepEqual(other.heard.slice(0, 1), ["EHLO quiet-harbour.example"]);
  });

  it("changes to encryption before it says anything of its own", async () => {
    const { server, heard, inClear } = await changing({ clear: {}, encrypted: {} });
    assert.deepEqual(await send(server), { kind: "taken" });
    assert.deepEqual(inClear, ["EHLO quiet-harbour.example", "STARTTLS"]);
    assert.equal(heard[0], "EHLO quiet-harbour.example");
  });

  /** Nothing of these was said. */
  const nothingSaid = (heard: readonly string[]): void => {
    const all = heard.join("\n");
    for (const secret of [PASSWORD, btoa(`\0rooms\0${PASSWORD}`), TO, SENDER, "secret-word"])
      assert.ok(!all.includes(secret), all);
  };

  it("says nothing where STARTTLS was taken out on the way, refused, or answered with more than was asked", async () => {
    const stripped: readonly (readonly [Readonly<Record<string, Answer>>, MailFault])[] = [
      [{ EHLO: "250-localhost\r\n250 AUTH PLAIN\r\n", STARTTLS: "502 what\r\n" }, "no-encryption"],
      [{ EHLO: "250-localhost\r\n250 XSTARTTLS\r\n", STARTTLS: "502 what\r\n" }, "no-encryption"],
      [{ EHLO: "502 what\r\n" }, "no-encryption"],
      [{ STARTTLS: "502 no\r\n" }, "no-encryption"],
      [{ STARTTLS: "250 ok, we are encrypted\r\n" }, "no-encryption"],
      [{ STARTTLS: "454 not now\r\n" }, "later"],
      [{ STARTTLS: "220 go\r\n250-localhost\r\n250 AUTH PLAIN\r\n" }, "no-encryption"],
      [{ STARTTLS: "220 go\r\n250 and no encryption follows\r\n" }, "no-encryption"],
    ];
    for (const [answers, why] of stripped) {
      const { server, inClear } = await changing({ clear: { answers }, encrypted: {} });
      assert.deepEqual(await send(server), refused(why), JSON.stringify(answers));
      nothingSaid(inClear);
    }
  });

  it("encrypts where somebody in between took the offer of it away, and believes nothing that was said before", async () => {
    const clear = { answers: { EHLO: "250-localhost\r\n250 AUTH LOGIN\r\n" } };
    for (const early of ["", "250-localhost\r\n250 AUTH LOGIN\r\n", "250-localhost"]) {
      const { server, heard, inClear } = await changing({ clear, encrypted: {}, early });
      assert.deepEqual(await send(server), { kind: "taken" }, early);
      assert.deepEqual(inClear, ["EHLO quiet-harbour.example", "STARTTLS"]);
      assert.deepEqual(heard.slice(0, 2), ["EHLO quiet-harbour.example", SIGNED_IN]);
    }
  });

  it("shows the password to no server that lets nobody sign in", async () => {
    const { server, heard } = await encrypted({ answers: { EHLO: "250-localhost\r\n250 SIZE\r\n" } });
    assert.deepEqual(await send(server), refused("not-understood"));
    nothingSaid(heard);
  });

  it("says nothing to a server that speaks in clear where it has to encrypt from the first byte", async () => {
    const heard: string[] = [];
    const server = await listening(
      createServer((socket) => {
        standIn(socket, {}, (line) => heard.push(line));
      }),
      "tls",
    );
    assert.deepEqual(await send(server), refused("no-encryption"));
    nothingSaid(heard);
  });

  it("says nothing to a server with somebody else's certificate, one of nobody's, or by an old TLS", async () => {
    const wrong: readonly (readonly [Identity, SecureVersion, MailFault])[] = [
      [identities.foreign, "TLSv1.3", "certificate"],
      [stranger, "TLSv1.3", "certificate"],
      [identities.good, "TLSv1.1", "no-encryption"],
    ];
    for (const [identity, version, why] of wrong) {
      const { server, heard } = await encrypted({}, identity, version);
      assert.deepEqual(await send(server), refused(why));
      assert.deepEqual(heard, []);
    }
    for (const identity of [identities.foreign, stranger]) {
      const { server, heard, inClear } = await changing({ clear: {}, encrypted: {} }, identity);
      assert.deepEqual(await send(server), refused("certificate"));
      assert.deepEqual(heard, []);
      nothingSaid(inClear);
    }
  });

  it("tells a server's refusals apart", async () => {
    const refusals: readonly (readonly [Script, MailFault])[] = [
      [{ greeting: "554 go away\r\n" }, "not-understood"],
      [{ greeting: "421 too many\r\n" }, "later"],
      [{ greeting: "HTTP/1.1 400 Bad Request\r\n" }, "unreachable"],
      [{ answers: { EHLO: "502 what\r\n" } }, "not-understood"],
      [{ answers: { "AUTH PLAIN": "535 no\r\n" } }, "password"],
      [{ answers: { "AUTH PLAIN": "454 not now\r\n" } }, "later"],
      [{ answers: { "AUTH PLAIN": "504 not this way\r\n" } }, "not-understood"],
      [{ answers: { "AUTH PLAIN": "what?\r\n" } }, "unreachable"],
      [{ answers: { "MAIL FROM": "553 not yours\r\n" } }, "sender"],
      [{ answers: { "RCPT TO": "550 nobody\r\n" } }, "address"],
      [{ answers: { "RCPT TO": "450 wait\r\n" } }, "later"],
      [{ answers: { DATA: "554 no\r\n" } }, "message"],
      [{ answers: { ".": "554 looks like spam\r\n" } }, "message"],
      [{ answers: { ".": "451 wait\r\n" } }, "later"],
      [{ answers: { "MAIL FROM": "hang-up" } }, "unreachable"],
      [{ answers: { ".": "hang-up" } }, "unsure"],
      [{ answers: { ".": "what?\r\n" } }, "unsure"],
      [{ answers: { ".": "421 too many\r\n" } }, "later"],
    ];
    for (const [script, why] of refusals) {
      const { server } = await encrypted(script);
      assert.deepEqual(await send(server), refused(why), JSON.stringify(script));
    }
  });

  it("gives up a server that hangs, at whatever moment", async () => {
    const hanging: readonly (readonly [Script, MailFault])[] = [
      [{ greeting: "silence" }, "unreachable"],
      [{ greeting: "220-hello\r\n" }, "unreachable"],
      [{ answers: { EHLO: "silence" } }, "unreachable"],
      [{ answers: { "RCPT TO": "silence" } }, "unreachable"],
      [{ answers: { ".": "silence" } }, "unsure"],
    ];
    for (const [script, why] of hanging) {
      const { server } = await encrypted(script);
      assert.deepEqual(await send(server, 1), refused(why), JSON.stringify(script));
    }
    const mute = createServer(() => undefined);
    assert.deepEqual(await send(await listening(mute, "tls"), 1), refused("no-encryption"));
    assert.deepEqual(
      await send(
        await listening(
          createServer(() => undefined),
          "starttls",
        ),
        1,
      ),
      refused("unreachable"),
    );
  });

  it("reads no server's words without end", async () => {
    const { server } = await encrypted({ answers: { EHLO: "250-x\r\n".repeat(100_000) } });
    assert.deepEqual(await send(server), refused("unreachable"));
    const line = await encrypted({ greeting: `220 ${"x".repeat(1_000_000)}` });
    assert.deepEqual(await send(line.server), refused("unreachable"));
  });

  it("gives up a server of empty lines long before its time is over", { timeout: 60_000 }, async () => {
    const answers = { EHLO: "\r\n".repeat(2_000_000) };
    const servers = [await encrypted({ answers }), await changing({ clear: { answers }, encrypted: {} })];
    for (const { server } of servers) assert.deepEqual(await send(server, 600), refused("unreachable"));
  });

  it("knows where nobody listens and where there is no such name", async () => {
    const { server } = await encrypted({});
    const listener = servers.at(-1);
    await new Promise((resolve) => listener?.close(resolve));
    assert.deepEqual(await send(server), refused("unreachable"));
    assert.deepEqual(await send({ ...server, server: "nobody.invalid" }), refused("unreachable"));
  });
});
