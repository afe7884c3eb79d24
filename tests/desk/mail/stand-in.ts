import type { Socket } from "node:net";

/** What the stand-in says to a line of the client's. With `silence` it says nothing, with `hang-up` it ends the connection. */
export type Answer = string;

/** What the test wants said: each line that begins with a word gets that word's answer. */
export interface Script {
  readonly greeting?: Answer;
  readonly answers?: Readonly<Record<string, Answer>>;
}

/** What a mail server that takes everything says. */
const USUAL: Readonly<Record<string, Answer>> = {
  EHLO: "250-localhost\r\n250 AUTH LOGIN PLAIN\r\n",
  "AUTH PLAIN": "235 welcome\r\n",
  "MAIL FROM": "250 ok\r\n",
  "RCPT TO": "250 ok\r\n",
  DATA: "354 go on\r\n",
  ".": "250 taken\r\n",
  QUIT: "221 bye\r\n",
};

/** TLS begins with a record of this kind (RFC 8446, 5.1). */
const HANDSHAKE = 22;

/**
 * Speaks on a connection as a mail server would, as far as a script goes; it takes no mail.
 *
 * @param hear gets every line that the client says
 */
export function standIn(
  socket: Socket,
  { greeting = "220 hello\r\n", answers = {} }: Script,
  hear: (line: string) => void,
): void {
  const said = { ...USUAL, ...answers };
  const say = (answer: Answer): void => {
    if (answer === "hang-up") socket.destroy();
    else if (answer !== "silence") socket.write(answer);
  };
  let rest = "";
  let inMessage = false;
  const take = (chunk: Buffer): void => {
    // Who begins with encryption gets to read that there is none.
    if (chunk[0] === HANDSHAKE) say("500 what\r\n");
    rest += String(chunk);
    const lines = rest.split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      hear(line);
      if (inMessage && line !== ".") continue;
      inMessage = line === "DATA" && said["DATA"]?.startsWith("354") === true;
      say(
        Object.entries(said).find(([word]) => line === word || (word.length > 1 && line.startsWith(word)))?.[1] ??
          "500 what\r\n",
      );
    }
  };
  socket.on("error", () => undefined).on("data", take);
  say(greeting);
}
