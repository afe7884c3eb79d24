import type { Socket } from "node:net";

/** What a mail server answers (RFC 5321, 4.2). */
export interface Reply {
  readonly code: number;
  /** Its lines, without their codes. */
  readonly lines: readonly string[];
}

/** A server's replies on one connection, one after the other. */
export interface Replies {
  /** @throws where the connection fails, ends, or says what is no reply */
  readonly next: () => Promise<Reply>;
  /**
   * Listens no more, for whoever goes on with this connection.
   *
   * @returns whether more was there than was asked for: said before TLS, it may come from anybody in between
   */
  readonly leave: () => boolean;
}

/** No server of good faith says more in one reply; a line has 512 octets at most (RFC 5321, 4.5.3.1.5). */
const MOST_OCTETS = 16_384;

export function repliesOn(socket: Socket): Replies {
  let read = "";
  let failure: Error | undefined;
  let waiting: { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void } | undefined;

  const look = (): void => {
    if (waiting === undefined) return;
    const { resolve, reject } = waiting;
    const reply = firstIn(read);
    if (reply === "none" || (reply === "more" && read.length > MOST_OCTETS))
      fail(new Error("no reply of a mail server"));
    else if (reply !== "more") {
      read = read.slice(reply.length);
      waiting = undefined;
      resolve(reply);
    } else if (failure !== undefined) {
      waiting = undefined;
      reject(failure);
    }
  };
  const fail = (error: Error): void => {
    failure ??= error;
    waiting?.reject(failure);
    waiting = undefined;
  };
  const more = (chunk: Buffer): void => {
    read += chunk.toString("latin1");
    look();
    if (read.length > MOST_OCTETS) fail(new Error("more than was asked for"));
  };
  const over = (): void => {
    fail(new Error("the connection ended"));
  };
  socket.on("data", more).on("error", fail).on("close", over).on("end", over);

  return {
    next: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        look();
      }),
    leave: () => {
      socket.off("data", more).off("close", over).off("end", over);
      return read !== "";
    },
  };
}

/** The first whole reply of a text: lines `250-…`, and a last one `250 …` of the same code. */
function firstIn(text: string): (Reply & { readonly length: number }) | "more" | "none" {
  const lines: string[] = [];
  let at = 0;
  for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n", at)) {
    const [, code = "", sign = "", words = ""] = /^([2-5][0-9]{2})([ -]?)(.*)$/s.exec(text.slice(at, end)) ?? [];
    if (code === "" || code !== text.slice(0, 3)) return "none";
    lines.push(words);
    at = end + 2;
    if (sign !== "-") return { code: Number(code), lines, length: at };
  }
  return "more";
}
