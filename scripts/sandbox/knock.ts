/**
 * Knocks at ports, from wherever it is started: `node knock.ts` reads `{ address, tcp: [port…], udp: [port…] }` and prints
 * `{ tcp: { port: Answer }, udp: { port: Answer } }`. A program of its own because a process belongs to one network namespace.
 */
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** `open`: something answers. `refused`: the machine says that nothing is there. `silent`: no packet comes back. */
export type Answer = "open" | "refused" | "silent";

export interface KnockRequest {
  readonly address: string;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

export interface KnockResult {
  readonly tcp: Readonly<Record<string, Answer>>;
  readonly udp: Readonly<Record<string, Answer>>;
}

const PATIENCE_MS = 1500;
/** Below the 1024 open files that a process may have by default on Debian (systemd-system.conf(5), DefaultLimitNOFILE). */
const AT_ONCE = 900;

if (import.meta.main) {
  const { address, tcp, udp } = JSON.parse(await text(process.stdin)) as KnockRequest;
  const result: KnockResult = {
    tcp: await each(tcp, (port) => knockTcp(address, port)),
    udp: await each(udp, (port) => knockUdp(address, port)),
  };
  process.stdout.write(JSON.stringify(result));
}

async function each(
  ports: readonly number[],
  knock: (port: number) => Promise<Answer>,
): Promise<Readonly<Record<string, Answer>>> {
  const answers: Record<string, Answer> = {};
  for (let at = 0; at < ports.length; at += AT_ONCE) {
    const some = ports.slice(at, at + AT_ONCE);
    for (const [index, answer] of (await Promise.all(some.map(knock))).entries()) answers[some[index] ?? 0] = answer;
  }
  return answers;
}

function knockTcp(address: string, port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: PATIENCE_MS });
    const done = (answer: Answer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => {
      done("open");
    });
    socket.once("timeout", () => {
      done("silent");
    });
    socket.once("error", () => {
      done("refused");
    });
  });
}

/** RFC 8489, section 5: a STUN binding request, which every UDP service of ours answers. */
function knockUdp(address: string, port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    const done = (answer: Answer): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(done, PATIENCE_MS, "silent");
    socket.once("message", () => {
      done("open");
    });
    // Only a connected socket is told of an ICMP "port unreachable" (udp(7)).
    socket.once("error", () => {
      done("refused");
    });
    socket.connect(port, address, () => {
      const request = Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), randomBytes(12)]);
      socket.send(request, (error) => {
        if (error !== null) done("refused");
      });
    });
  });
}
