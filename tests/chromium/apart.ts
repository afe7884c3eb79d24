import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { CHROMIUM } from "./installed.ts";

/** Chromium in a network of its own. */
export interface ChromiumApart {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/**
 * This system's Chromium in a network that has nothing but a loopback, on which the ports given lead to the same ones on this system's. Chromium
 * ends every request that is under way (`net::ERR_NETWORK_CHANGED`) when the system's network changes, and it changes each time a machine of
 * another test starts or ends.
 *
 * @param ports of servers that listen on 127.0.0.1
 */
export async function chromiumApart(ports: readonly number[], args: readonly string[]): Promise<ChromiumApart> {
  const folder = mkdtempSync(join(tmpdir(), "stillroom-chromium-"));
  const doors = await Promise.all(ports.map((port) => doorTo(port, join(folder, String(port)))));
  const inside = new URL("inside.ts", import.meta.url).pathname;
  const program = join(folder, "chromium");
  const inNetwork = `unshare --net "${process.execPath}" --no-warnings "${inside}" "${folder}" "${ports.join(",")}"`;
  writeFileSync(program, `#!/bin/sh\nexec ${inNetwork} "${CHROMIUM ?? ""}" "$@"\n`, { mode: 0o755 });
  const remove = (): void => {
    for (const door of doors) door.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const browser = await chromium.launch({ executablePath: program, args: [...args] });
    return {
      browser,
      close: async () => {
        await browser.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A socket in a file, which every network sees, that leads to a port of this system's. */
async function doorTo(port: number, path: string): Promise<Server> {
  const door = createServer((here) => {
    const there = connect(port, "127.0.0.1");
    here.pipe(there).pipe(here);
    here.on("error", () => there.destroy());
    there.on("error", () => here.destroy());
  });
  door.listen(path);
  await once(door, "listening");
  return door;
}
