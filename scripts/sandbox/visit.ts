/**
 * Looks at a practice as a person's browser would, by its names, certificates checked. A program of its own: which name
 * leads where and whom to believe is decided for a whole process. Reads a VisitRequest, prints Sightings, both JSON.
 */
import { once } from "node:events";
import { request as plainRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";
import type { Sighting, VisitRequest } from "./visitor.ts";

const SECONDS = 10;

type Check = readonly [what: string, look: () => Promise<string>];

function checksOf({ names, configuration, headers, xmpp, account }: VisitRequest): readonly Check[] {
  const video = `https://${names.video}`;
  const messages = `https://${names.homeserver}/_matrix/client/v3`;
  return [
    ["The video page comes over HTTPS with a certificate that holds", () => page(`${video}/`)],
    ["Its headers are the rendered ones", () => sameHeaders(`${video}/`, headers)],
    ["config.js is the rendered one", () => sameText(`${video}/config.js`, configuration)],
    ["Plain HTTP leads to HTTPS and nowhere else", () => redirected(names.video)],
    ["A name that is not ours gets no page", () => refusedName(`unknown.${names.domain}`)],
    ["Without a token nobody enters a video room", () => xmppRefuses(names.video, xmpp)],
    ["With a token one does", () => xmppAccepts(names.video, xmpp)],
    ["The desk's page comes over HTTPS", () => page(`https://${names.desk}/`)],
    ["Who has not signed in sees no appointment", () => sentHome(`https://${names.desk}/appointments`)],
    ...(account === undefined
      ? []
      : ([
          ["The messaging page comes over HTTPS", () => page(`https://${names.messaging}/`)],
          [
            "Somebody signs in, sends a message into an encrypted room and reads it back",
            () => message(messages, account),
          ],
          ["Nobody registers an account", () => registrationRefused(messages)],
          ["No other server is spoken to", () => federationClosed(names.homeserver)],
        ] satisfies Check[])),
  ];
}

const request = JSON.parse(await text(process.stdin)) as VisitRequest;
const sightings: Sighting[] = [];
for (const [what, look] of checksOf(request)) {
  try {
    sightings.push({ what, passed: true, seen: await look() });
  } catch (error) {
    sightings.push({ what, passed: false, seen: wordsOf(error) });
  }
}
process.stdout.write(JSON.stringify(sightings));

/** `fetch` says "fetch failed" and why only in the cause. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

async function sentHome(url: string): Promise<string> {
  const { status, headers } = await get(url);
  const to = headers.get("location");
  if (status !== 303 || to !== "/") throw new Error(`It answers ${status} and leads to ${to ?? "nothing"}.`);
  return "sent to the sign-in";
}

function get(url: string, options: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(SECONDS * 1000), ...options });
}

async function page(url: string): Promise<string> {
  const response = await get(url);
  const body = await response.text();
  if (response.status !== 200 || !/<html/i.test(body))
    throw new Error(`It answered ${response.status}: ${body.slice(0, 200)}`);
  return `200, ${body.length} characters of HTML`;
}

async function sameHeaders(url: string, wanted: VisitRequest["headers"]): Promise<string> {
  const { headers: found } = await get(url);
  for (const [name, value] of Object.entries(wanted)) {
    if (found.get(name) !== value) throw new Error(`${name} is "${found.get(name) ?? "absent"}" and not "${value}".`);
  }
  const server = found.get("server") ?? "";
  if (/[0-9]/.test(server)) throw new Error(`The server tells its version: "${server}".`);
  return Object.keys(wanted).join(", ");
}

async function sameText(url: string, wanted: string): Promise<string> {
  const response = await get(url);
  const body = await response.text();
  if (response.status !== 200) throw new Error(`It answered ${response.status}.`);
  if (body !== wanted) {
    let at = 0;
    while (body[at] === wanted[at]) at += 1;
    throw new Error(`It differs from the rendered one at character ${at}: "${body.slice(at, at + 80)}".`);
  }
  return `${body.length} characters, all the same`;
}

async function redirected(host: string): Promise<string> {
  const call = plainRequest({ host, path: "/somewhere?x=1", timeout: SECONDS * 1000 }).end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  response.resume();
  const to = response.headers.location ?? "";
  if (![301, 308].includes(response.statusCode ?? 0) || !to.startsWith(`https://${host}/`)) {
    throw new Error(`It answered ${response.statusCode ?? 0} and leads to "${to}".`);
  }
  return `${response.statusCode ?? 0} to ${to}`;
}

function refusedName(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Whatever certificate it would show is not the point here: it must show none.
    const socket = connect({ host, port: 443, servername: host, rejectUnauthorized: false, timeout: SECONDS * 1000 });
    socket.once("secureConnect", () => {
      socket.destroy();
      reject(new Error("It made a TLS connection for a name that nobody has."));
    });
    socket.once("timeout", () => socket.destroy(new Error("It did not answer at all.")));
    socket.once("error", (error: Error & { code?: string }) => {
      if (error.code === "ECONNREFUSED" || error.message.startsWith("It did not")) reject(error);
      else resolve(error.code ?? error.message);
    });
  });
}

type Xmpp = VisitRequest["xmpp"];

async function xmppRefuses(host: string, xmpp: Xmpp): Promise<string> {
  const outcome = await signIn(host, xmpp, "");
  if (outcome === "accepted") throw new Error("It let somebody in without a token.");
  const wrong = await signIn(host, xmpp, `&token=${xmpp.token.slice(0, -6)}AAAAAA`);
  if (wrong === "accepted") throw new Error("It let somebody in with a token whose signature is wrong.");
  return `without one: ${outcome}; with a wrong signature: ${wrong}`;
}

async function xmppAccepts(host: string, xmpp: Xmpp): Promise<string> {
  const outcome = await signIn(host, xmpp, `&token=${xmpp.token}`);
  if (outcome !== "accepted") throw new Error(`It did not let in who has a good token: ${outcome}`);
  return "signed in over WebSocket";
}

/** RFC 7395, section 3: an XMPP stream in a WebSocket; RFC 6120, section 6: SASL. */
async function signIn(host: string, xmpp: Xmpp, token: string): Promise<string> {
  const socket = new WebSocket(`wss://${host}/xmpp-websocket?room=${xmpp.room}${token}`, "xmpp");
  const received: string[] = [];
  let wake = (): void => undefined;
  let ended: string | undefined;
  socket.addEventListener("message", (event) => {
    received.push(String(event.data));
    wake();
  });
  for (const kind of ["error", "close"] as const) {
    socket.addEventListener(kind, () => {
      ended ??= "the server closed the connection";
      wake();
    });
  }
  const timer = setTimeout(() => {
    ended = undefined;
    socket.close();
    wake();
    received.push("nothing came");
  }, SECONDS * 1000);
  const next = async (): Promise<string> => {
    while (received.length === 0 && ended === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const first = received.shift() ?? ended ?? "";
    if (first === "nothing came") throw new Error(`${host} did not answer for ${SECONDS} seconds.`);
    return first;
  };
  try {
    await Promise.race([once(socket, "open"), once(socket, "close")]);
    if (socket.readyState !== WebSocket.OPEN) return "refused at the door";
    socket.send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${xmpp.domain}" version="1.0"/>`);
    let answer = await next();
    while (answer.startsWith("<open")) answer = await next();
    if (!answer.includes("<mechanisms")) return `refused: ${answer.slice(0, 160)}`;
    socket.send('<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>');
    answer = await next();
    return answer.startsWith("<success") ? "accepted" : `refused: ${answer.slice(0, 160)}`;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}

async function matrix(
  method: "GET" | "POST" | "PUT",
  url: string,
  token: string | undefined,
  body?: unknown,
): Promise<{ readonly status: number; readonly answer: Readonly<Record<string, unknown>> }> {
  const response = await get(url, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const printed = await response.text();
  try {
    return { status: response.status, answer: JSON.parse(printed) as Readonly<Record<string, unknown>> };
  } catch {
    return { status: response.status, answer: { text: printed.slice(0, 200) } };
  }
}

/** Matrix client-server API v1.11: login, createRoom, send, event. What is sent is what a client would send: ciphertext. */
async function message(api: string, account: { readonly name: string; readonly password: string }): Promise<string> {
  const asked = async (...call: Parameters<typeof matrix>): Promise<Readonly<Record<string, unknown>>> => {
    const { status, answer } = await matrix(...call);
    if (status !== 200) throw new Error(`${call[0]} ${call[1]} answered ${status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const login = await asked("POST", `${api}/login`, undefined, {
    type: "m.login.password",
    identifier: { type: "m.id.user", user: account.name },
    password: account.password,
  });
  const token = String(login["access_token"]);
  const { room_id: room } = await asked("POST", `${api}/createRoom`, token, { preset: "private_chat" });
  const path = `${api}/rooms/${encodeURIComponent(String(room))}`;
  const encryption = await asked("GET", `${path}/state/m.room.encryption`, token);
  const content = {
    algorithm: encryption["algorithm"],
    ciphertext: "AwgAEnB",
    session_id: "proof",
    device_id: login["device_id"],
  };
  const { event_id: event } = await asked("PUT", `${path}/send/m.room.encrypted/${Date.now()}`, token, content);
  const read = await asked("GET", `${path}/event/${encodeURIComponent(String(event))}`, token);
  const back = read["content"] as Readonly<Record<string, unknown>>;
  if (back["ciphertext"] !== content.ciphertext) throw new Error("What was read is not what was sent.");
  return `signed in as ${String(login["user_id"])}; the room encrypts with ${String(encryption["algorithm"])} by default`;
}

async function registrationRefused(api: string): Promise<string> {
  const wanted = { username: "stranger", password: "Correct-horse-7", auth: { type: "m.login.dummy" } };
  const { status, answer } = await matrix("POST", `${api}/register`, undefined, wanted);
  if (status !== 403) throw new Error(`It answered ${status}: ${JSON.stringify(answer)}`);
  return `403 ${JSON.stringify(answer)}`;
}

/** The paths by which servers speak to each other: Matrix server-server API v1.11. */
async function federationClosed(host: string): Promise<string> {
  const seen: string[] = [];
  for (const path of [
    "/_matrix/federation/v1/version",
    "/_matrix/key/v2/server",
    "/_synapse/admin/v1/server_version",
  ]) {
    const { status } = await get(`https://${host}${path}`);
    if (status !== 403 && status !== 404) throw new Error(`${path} answered ${status}.`);
    seen.push(`${path} ${status}`);
  }
  return seen.join(", ");
}
