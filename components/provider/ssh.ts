import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import ssh2, { type Client, type ConnectConfig } from "ssh2";
import type { Failure } from "../../host/protocol.ts";
import { visibleLines } from "../../policies/visible-text.ts";
import { hostsOf, type Connection } from "./connection.ts";

/** An open SSH connection to the machine whose host key is pinned. */
export interface Session {
  /**
   * Runs one command as root.
   *
   * @param onLine is told each line on standard output as it comes
   * @param most seconds for the whole of a command that only looks; any other is waited for as long as it says something, within the
   *   session's own bound
   * @returns when the command has ended; `status` is undefined when the connection broke first, nothing was heard for too long, or
   *   more than anybody could want
   */
  readonly run: (command: string, input?: Buffer, onLine?: (line: string) => void, most?: number) => Promise<Ran>;
  readonly close: () => void;
}

export interface Ran {
  readonly status: number | undefined;
  readonly stdout: string;
  /** With nothing in it that a terminal obeys. */
  readonly stderr: string;
}

/** Seconds that a machine gets for a look that changes nothing. */
export const LOOK_SECONDS = 60;
/** A package installation can say nothing for long; whoever waits for conferences says so each minute. */
const SILENCE_SECONDS = 45 * 60;
/**
 * The whole of a session, whatever the machine goes on saying. A first delivery installs packages over a slow line, another waits an
 * hour for conferences: neither comes near.
 */
const SESSION_SECONDS = 3 * 3600;
/** A release of 93 files has half a million; a machine that says this much more is out to fill our memory. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Why a machine can't be reached, in a way that a person can act on. */
export interface Unreachable {
  readonly kind: "unreachable";
  /** `refused` and `timeout` may pass while a machine boots; the others don't pass by waiting. `network`: there is no way to the address. */
  readonly cause: "refused" | "timeout" | "network" | "host-key" | "authentication" | "key-file" | "other";
  readonly failure: Failure;
}

/** Whether waiting can help. */
export function mayPass({ cause }: Unreachable): boolean {
  return cause === "refused" || cause === "timeout";
}

/** Whether nobody answered there; whoever showed a key or refused us is not asked a second time by another address. */
function isSilent({ cause }: Unreachable): boolean {
  return cause === "refused" || cause === "timeout" || cause === "network";
}

const HANDSHAKE_SECONDS = 20;
/** Where there is another address to try. */
const FIRST_HANDSHAKE_SECONDS = 10;
const KEEPALIVE_SECONDS = 10;
const KEEPALIVES_LOST = 6;

/**
 * Connects to no machine but the one that holds the pinned key: outside and inside of the practice's tunnel, in the connection's order.
 *
 * @param seconds after which the session ends, whatever is being said in it; a test has less time
 */
export async function connect(connection: Connection, seconds = SESSION_SECONDS): Promise<Session | Unreachable> {
  const [host, other] = hostsOf(connection);
  if (other === undefined) return connectAt(host, connection, HANDSHAKE_SECONDS, seconds);
  const first = await connectAt(host, connection, FIRST_HANDSHAKE_SECONDS, seconds);
  if (!("kind" in first) || !isSilent(first)) return first;
  const second = await connectAt(other, connection, HANDSHAKE_SECONDS, seconds);
  return "kind" in second && isSilent(second) ? bothSilent(connection, first, second) : second;
}

/** Nobody answers outside or inside of the tunnel: which of the two should, the stack file decides. */
function bothSilent({ inside }: Connection, first: Unreachable, second: Unreachable): Unreachable {
  const tunnel =
    'switch the practice\'s tunnel on, on a computer whose key is on the list of stillroom:devices ("sudo wg show" tells of its last handshake)';
  return {
    kind: "unreachable",
    cause: mayPass(first) ? first.cause : second.cause,
    failure: {
      step: "connect",
      what: `The machine is reached neither at its address inside the practice's tunnel, ${inside?.host ?? ""}, nor outside of it. ${first.failure.what} ${second.failure.what}`,
      mend:
        inside?.first === true
          ? `The stack file has SSH inside the tunnel alone: ${tunnel}. A machine that was just made has no tunnel yet, so a new one begins with "inside: nothing". Where no device gets in any more, go in by the machine's console.`
          : `See that the machine runs, and that the network you are in is named in administrationFrom of the stack file. Where the machine still has SSH inside alone, ${tunnel}.`,
    },
  };
}

function connectAt(
  host: string,
  connection: Connection,
  handshakeSeconds: number,
  seconds: number,
): Promise<Session | Unreachable> {
  const where = `${connection.user}@${host}, port ${connection.port}`;
  const credentials = credentialsOf(where);
  if ("kind" in credentials) return Promise.resolve(credentials);
  const [keyType = ""] = connection.hostKey.split(" ");
  const pinned = blobOf(connection.hostKey);
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let shown: Buffer | undefined;
    client.on("ready", () => {
      client.on("error", () => undefined);
      resolve(sessionOf(client, connection.user, seconds));
    });
    client.on("error", (error) => {
      client.end();
      resolve(unreachable(error, where, shown, connection, host));
    });
    client.connect({
      host,
      port: connection.port,
      username: connection.user,
      readyTimeout: handshakeSeconds * 1000,
      keepaliveInterval: KEEPALIVE_SECONDS * 1000,
      keepaliveCountMax: KEEPALIVES_LOST,
      hostVerifier: (key: Buffer) => {
        shown = key;
        return key.equals(pinned);
      },
      algorithms: { serverHostKey: hostKeyAlgorithms(keyType) },
      ...credentials,
    });
  });
}

/** Only the pinned key's own type is asked for, so that a machine with several keys shows that one. RFC 8332 for RSA. */
function hostKeyAlgorithms(keyType: string): NonNullable<NonNullable<ConnectConfig["algorithms"]>["serverHostKey"]> {
  switch (keyType) {
    case "ssh-rsa":
      return ["rsa-sha2-512", "rsa-sha2-256"];
    case "ecdsa-sha2-nistp256":
    case "ecdsa-sha2-nistp384":
    case "ecdsa-sha2-nistp521":
      return [keyType];
    default:
      return ["ssh-ed25519"];
  }
}

/** STILLROOM_SSH_KEY names a key file; without it the SSH agent's keys are tried, and then ~/.ssh/id_ed25519. */
function credentialsOf(where: string): Pick<ConnectConfig, "agent" | "privateKey"> | Unreachable {
  const named = process.env["STILLROOM_SSH_KEY"] ?? "";
  if (named !== "") {
    const key = readKey(named);
    return "privateKey" in key ? key : noKey(`STILLROOM_SSH_KEY names ${named}: ${key.trouble}.`);
  }
  const usual = join(homedir(), ".ssh", "id_ed25519");
  const key = readKey(usual);
  const agent = process.env["SSH_AUTH_SOCK"] ?? "";
  // A key file with a passphrase is no trouble where an agent holds that key.
  if (agent !== "") return "privateKey" in key ? { agent, ...key } : { agent };
  if ("privateKey" in key) return key;
  return noKey(`There is no SSH key to sign in to ${where} with: no SSH agent runs, and ${usual}: ${key.trouble}.`);
}

function noKey(what: string): Unreachable {
  const mend =
    "Load an administrator's key into an SSH agent (ssh-add asks for its passphrase once), or let STILLROOM_SSH_KEY name a key file without one.";
  return { kind: "unreachable", cause: "key-file", failure: { step: "connect", what, mend } };
}

function readKey(path: string): { readonly privateKey: Buffer } | { readonly trouble: string } {
  try {
    const privateKey = readFileSync(path);
    const parsed = ssh2.utils.parseKey(privateKey);
    return parsed instanceof Error ? { trouble: parsed.message } : { privateKey };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}

function unreachable(
  error: Error & { level?: string; code?: string },
  where: string,
  shown: Buffer | undefined,
  connection: Connection,
  host: string,
): Unreachable {
  const problem = (cause: Unreachable["cause"], what: string, mend: string): Unreachable => ({
    kind: "unreachable",
    cause,
    failure: { step: "connect", what: visibleLines(what), mend },
  });
  if (
    (shown !== undefined && !shown.equals(blobOf(connection.hostKey))) ||
    /no matching host key/i.test(error.message)
  ) {
    const { what, mend } = otherKey(where, shown, connection);
    const elsewhere = "Is the practice's tunnel on, on this computer? Without it this address is somebody else's. ";
    return problem("host-key", what, host === connection.inside?.host ? elsewhere + mend : mend);
  }
  if (error.level === "client-authentication") {
    return problem(
      "authentication",
      `The machine at ${where} accepts none of your keys.`,
      "Use the key of an administrator named in the stack file: load it into the SSH agent or name its file in STILLROOM_SSH_KEY. Where the agent holds more than a few keys, name one: the machine hangs up after some. A security key (sk-ssh-ed25519@openssh.com) works with ssh, but not with Stillroom's own connection: keep one plain ed25519 key for whoever delivers. After many tries the machine bans an address for a while.",
    );
  }
  if (error.level === "client-timeout" || error.code === "ETIMEDOUT" || error.code === "EHOSTUNREACH") {
    return problem(
      "timeout",
      `Nothing answers at ${where}.`,
      "See that the machine runs, and that the network you are in is named in administrationFrom of the stack file.",
    );
  }
  if (error.code === "ECONNREFUSED" || error.code === "ECONNRESET" || /Connection lost|closed/i.test(error.message)) {
    return problem(
      "refused",
      `The machine at ${where} takes no SSH connection: ${error.message}`,
      "See that its SSH server runs and that the port is right.",
    );
  }
  return problem(
    error.level === "client-socket" ? "network" : "other",
    `No SSH connection to ${where}: ${error.message}`,
    "Try `ssh` with the same address, port and user; it shows more.",
  );
}

/** Another key than the pinned one: the key of the machine's birth tells of a rebuilt machine, any other of an attack. */
function otherKey(
  where: string,
  shown: Buffer | undefined,
  { hostKey, birthKey }: Connection,
): { readonly what: string; readonly mend: string } {
  const pinned = fingerprintOf(blobOf(hostKey));
  if (shown !== undefined && birthKey !== undefined && shown.equals(blobOf(birthKey))) {
    return {
      what: `The machine at ${where} shows the host key with which it was born, ${fingerprintOf(shown)}, and no longer its own, ${pinned}. Nothing was sent to it.`,
      mend: `Look at the server on its provider's console: was it rebuilt, or put back from an image? If you know why, run "pulumi up --replace '**-own-host-key'", and it makes a key anew. If nobody did that, it is no mistake: that key's private half stands in the server's user data and in the Pulumi state, so somebody who read one of them poses as your machine. Then do not connect, change the stack's passphrase, and destroy the machine and let it be made anew.`,
    };
  }
  return {
    what: `The machine at ${where} shows another host key than the pinned one: ${shown === undefined ? "none of that key's type" : fingerprintOf(shown)} instead of ${pinned}. Nothing was sent to it.`,
    mend: `Nobody here knows that key: take it for an attack until you know better. On the provider's console, not over SSH, run "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub". If that prints the pinned fingerprint, somebody stands between you and the machine: do not connect from this network, and find out who. If it prints the other one, somebody changed the machine: where that was you (a machine of your own, installed anew), pin its key as hostKey at stillroom:machine of the stack file; where it was nobody you know, destroy the machine and let it be made anew.`,
  };
}

function blobOf(publicKey: string): Buffer {
  return Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
}

/** As `ssh-keygen -l` and a provider's console print it (ssh-keygen(1), -E: SHA-256 in base64 without padding). */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

function sessionOf(client: Client, user: string, seconds: number): Session {
  let isOpen = true;
  let reason = "The SSH connection broke.";
  const broken = (): Ran => unheard(reason);
  const timer = setTimeout(() => {
    reason = `The machine went on talking for ${seconds} seconds, longer than anything takes that we ask of one.`;
    client.destroy();
  }, seconds * 1000).unref();
  client.on("close", () => {
    clearTimeout(timer);
    isOpen = false;
  });
  return {
    run: (command, input, onLine, most) =>
      isOpen ? runOn(client, asRoot(user, command), { input, onLine, most, broken }) : Promise.resolve(broken()),
    close: () => client.end(),
  };
}

/** Nobody hears any more how the command ends. */
function unheard(stderr: string): Ran {
  return { status: undefined, stdout: "", stderr };
}

/** sudo(8), `-n`: never ask for a password. */
function asRoot(user: string, command: string): string {
  const shell = `sh -c '${command.replaceAll("'", `'\\''`)}'`;
  return user === "root" ? shell : `sudo -n ${shell}`;
}

const STDERR_CHARACTERS = 4000;

function runOn(
  client: Client,
  command: string,
  {
    input,
    onLine,
    most,
    broken,
  }: {
    readonly input: Buffer | undefined;
    readonly onLine: ((line: string) => void) | undefined;
    /** Seconds for the whole of it; undefined where it may take as long as it says something. */
    readonly most: number | undefined;
    /** What to give back when the connection has gone. */
    readonly broken: () => Ran;
  },
): Promise<Ran> {
  return new Promise((resolve) => {
    const whenBroken = (): void => {
      clearTimeout(timer);
      resolve(broken());
    };
    // The whole connection goes: a machine that does not end its command may not end its channel either.
    const giveUp = (stderr: string): void => {
      clearTimeout(timer);
      resolve(unheard(stderr));
      client.destroy();
    };
    const timer = setTimeout(
      () => {
        giveUp(
          most === undefined
            ? `Nothing was heard from the machine for ${SILENCE_SECONDS} seconds.`
            : `The machine did not answer within ${most} seconds.`,
        );
      },
      (most ?? SILENCE_SECONDS) * 1000,
    );
    const heard = (): void => {
      if (most === undefined) timer.refresh();
    };
    client.once("close", whenBroken);
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        clearTimeout(timer);
        resolve(unheard(visibleLines(error.message)));
        return;
      }
      let stdout = "";
      let stderr = "";
      let rest = "";
      let status: number | undefined;
      channel.setEncoding("utf8");
      channel.on("data", (chunk: string) => {
        heard();
        stdout += chunk;
        if (stdout.length > MOST_CHARACTERS) {
          giveUp("The machine said more than 64 MB, which no answer has.");
          return;
        }
        const end = chunk.lastIndexOf("\n");
        if (end === -1) {
          rest += chunk;
          return;
        }
        const lines = (rest + chunk.slice(0, end)).split("\n");
        rest = chunk.slice(end + 1);
        if (onLine !== undefined) lines.forEach(onLine);
      });
      channel.stderr.on("data", (chunk: Buffer) => {
        heard();
        stderr = (stderr + chunk.toString("utf8")).slice(-STDERR_CHARACTERS);
      });
      channel.on("exit", (code: number | null) => {
        status = code ?? undefined;
      });
      channel.on("error", () => undefined);
      channel.on("close", () => {
        clearTimeout(timer);
        client.off("close", whenBroken);
        resolve({ status, stdout, stderr: visibleLines(stderr) });
      });
      channel.end(input);
    });
  });
}
