// Real packets for tests, run by the machine's own Node (18 and newer):
//   knock.mjs talk '{"to":"198.18.0.1","port":123,"talking":"/run/a","goOn":"/run/b"}'   keeps one UDP connection: after the first answer
//     it makes one file, and when the other one is there it goes on talking
//   knock.mjs listen '[["tcp",443],["udp",10000,"198.18.0.1"]]'   answers until it is ended; says "ready" first
//   knock.mjs knock '[{"protocol":"tcp","to":"198.18.0.1","port":443,"from":"198.18.0.2"}]'   prints [true] for each that answered
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { connect, createServer, isIPv6 } from "node:net";
import { clearInterval, clearTimeout, setInterval, setTimeout } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 700;

/** TCP on every address; UDP on one, since an answer from a wildcard socket can bear another address than the one that was asked. */
function answer([protocol, port, address]) {
  return new Promise((done, refuse) => {
    if (protocol === "tcp") {
      createServer((socket) => socket.on("error", () => socket.destroy()).end("!"))
        .on("error", refuse)
        .listen(port, "::", done);
    } else {
      const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
      socket.on("message", (_, from) => socket.send("!", from.port, from.address));
      socket.on("error", refuse);
      socket.bind(port, address, done);
    }
  });
}

function knockTcp({ to, port, from }) {
  return new Promise((done) => {
    const socket = connect({ host: to, port, ...(from === undefined ? {} : { localAddress: from }) });
    const finish = (open) => {
      socket.destroy();
      done(open);
    };
    socket.setTimeout(PATIENCE_MS, () => finish(false));
    socket.on("connect", () => finish(true)).on("error", () => finish(false));
  });
}

function knockUdp({ to, port, from }) {
  return new Promise((done) => {
    const socket = createSocket(isIPv6(to) ? "udp6" : "udp4");
    const finish = (open) => {
      clearInterval(again);
      clearTimeout(late);
      socket.close();
      done(open);
    };
    // A filter's refusal of one packet is not yet the answer to the next.
    const send = () => socket.send("?", port, to, () => undefined);
    const again = setInterval(send, PATIENCE_MS / 3);
    const late = setTimeout(finish, PATIENCE_MS, false);
    socket.on("message", () => finish(true)).on("error", () => undefined);
    socket.bind(0, from, send);
  });
}

async function talk({ to, port, talking, goOn }) {
  const socket = createSocket(isIPv6(to) ? "udp6" : "udp4").on("error", () => undefined);
  socket.connect(port, to);
  await once(socket, "connect");
  socket.send("?");
  await once(socket, "message");
  writeFileSync(talking, "");
  while (!existsSync(goOn)) await sleep(20);
  for (let count = 0; count < 5; count += 1) {
    socket.send("?", () => undefined);
    await sleep(20);
  }
  socket.close();
}

const [verb, list] = process.argv.slice(2);
if (verb === "listen") {
  await Promise.all(JSON.parse(list).map(answer));
  console.log("ready");
} else if (verb === "talk") {
  await talk(JSON.parse(list));
} else {
  const answers = JSON.parse(list).map((one) => (one.protocol === "tcp" ? knockTcp(one) : knockUdp(one)));
  console.log(JSON.stringify(await Promise.all(answers)));
}
