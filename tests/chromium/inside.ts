import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { join } from "node:path";

// Runs in the network that chromiumApart makes: brings its loopback up, opens the ports there, and then runs Chromium, to which Playwright speaks
// over the file descriptors 3 and 4.

const [folder = "", ports = "", program = "", ...args] = process.argv.slice(2);

const { status } = spawnSync("ip", ["link", "set", "lo", "up"], { stdio: "inherit" });
if (status !== 0) process.exit(1);

for (const port of ports.split(",").filter((one) => one !== "")) {
  const server = createServer((here) => {
    const there = connect(join(folder, port));
    here.pipe(there).pipe(here);
    here.on("error", () => there.destroy());
    there.on("error", () => here.destroy());
  });
  server.listen(Number(port), "127.0.0.1");
  await once(server, "listening");
}

const child = spawn(program, args, { stdio: ["inherit", "inherit", "inherit", "inherit", "inherit"] });
child.on("exit", (code) => process.exit(code ?? 1));
