import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PRACTICE, fileOf } from "./declared.ts";

/** Hosts that are not the practice's. */
export const OTHER = "elsewhere.example";
export const THIRD = "third-party.example";

/**
 * Runs one of this folder's programs on a computer of its own: with the kit's files where each browser looks for them, with no network
 * but itself, and with every host's name leading there. It ends with this process.
 *
 * @returns what the program printed, which is JSON
 * @throws where it ends with another status than 0, with its last words
 */
export async function runAlone(program: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "browsers-"));
  try {
    const put = (path: string, text: string): void => {
      mkdirSync(join(folder, "etc", path, ".."), { recursive: true });
      writeFileSync(join(folder, "etc", path), text);
    };
    put("firefox/policies/policies.json", fileOf("firefox.json"));
    put("chromium/policies/managed/browsers.json", fileOf("chrome.json"));
    const { names } = PRACTICE;
    const hosts = [names.video, names.messaging, names.homeserver, names.desk, OTHER, THIRD, "localhost"];
    put("hosts", `127.0.0.1 ${hosts.join(" ")}\n`);
    cpSync(new URL("pages", import.meta.url), join(folder, "pages"), { recursive: true });
    mkdirSync(join(folder, "home"));
    const script = [
      `mount -t overlay -o 'lowerdir=${folder}/etc:/etc' overlay /etc`,
      "ip link set lo up",
      'exec "$@"',
    ].join("\n");
    const child = spawn(
      "unshare",
      [
        ...["--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "--propagation", "private"],
        ...["sh", "-euc", script, "sh", process.execPath, "--no-warnings"],
        ...[new URL(program, import.meta.url).pathname, folder],
      ],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, HOME: join(folder, "home") } },
    );
    const [said, complained]: Buffer[][] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => said?.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => complained?.push(chunk));
    const [status] = (await once(child, "close")) as [number | null];
    const words = Buffer.concat(complained ?? []).toString();
    if (status !== 0) throw new Error(`${program} ended with ${status ?? "a signal"}:\n${words.slice(-3000)}`);
    return JSON.parse(Buffer.concat(said ?? []).toString());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
