import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { render } from "../../render/render.ts";
import { isInstalled } from "../../scripts/sandbox/obstacle.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const UNITS = "/etc/systemd/system/";

function textOf(clinic: Clinic, path: string): string | undefined {
  return render(clinic).files.find((file) => file.path === path)?.text;
}

function timesOf(clinic: Clinic, timer: string): readonly string[] {
  const text = textOf(clinic, `${UNITS}${timer}`) ?? "";
  return [...text.matchAll(/^OnCalendar=\*-\*-\* (.+)$/gm)].map(([, time = ""]) => time);
}

const WINDOW = "apt-daily-upgrade.timer.d/stillroom.conf";
const SILENT: Clinic = { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } };

describe("the window for updates", () => {
  it("has six tries in the practice's own time zone, over midnight where it has to", () => {
    const late: Clinic = { ...CLINIC, maintenance: { start: "22:45", timeZone: "America/New_York" } };
    assert.deepEqual(
      timesOf(late, WINDOW),
      ["22:45:00", "23:15:00", "23:45:00", "00:15:00", "00:45:00", "01:15:00"].map(
        (time) => `${time} America/New_York`,
      ),
    );
  });

  it("takes back Debian's own time first", () => {
    assert.match(textOf(CLINIC, `${UNITS}${WINDOW}`) ?? "", /^OnCalendar=\nOnCalendar=\*/m);
  });

  it("is followed by restarts, a quarter of an hour behind, where nobody has to hand over a key afterwards", () => {
    assert.equal(timesOf(SILENT, "stillroom-restart.timer")[0], "03:15:00 UTC");
    assert.equal(textOf(CLINIC, `${UNITS}stillroom-restart.timer`), undefined);
  });
});

describe("a machine that is cut off", () => {
  it("installs nothing, and does not restart itself though an update asks for it", async () => {
    const dropIn = textOf(CLINIC, `${UNITS}apt-daily-upgrade.service.d/stillroom.conf`) ?? "";
    assert.match(dropIn, /^\[Unit\]\nConditionPathExists=!\/var\/lib\/stillroom\/isolation\.json$/m);
    const folder = mkdtempSync(join(tmpdir(), "stillroom-restart-"));
    writeFileSync(join(folder, "required"), "");
    assert.equal(await restartNeeded(folder), 0);
    writeFileSync(join(folder, "isolation.json"), "{}");
    assert.notEqual(await restartNeeded(folder), 0);
    rmSync(folder, { recursive: true });
  });
});

/** The program as rendered, but for the folders, run to its end. */
async function restartNeeded(folder: string): Promise<number | null> {
  const text = textOf(SILENT, "/usr/local/lib/stillroom/restart-needed") ?? "";
  const here = text.replaceAll("/var/lib/stillroom", folder).replace("/run/reboot-required", join(folder, "required"));
  const [status] = (await once(spawn("sh", ["-c", here], { stdio: "ignore" }), "close")) as [number | null];
  return status;
}

/** The program as rendered, but for the port, run to its end. */
async function nobodyMeets(port: number): Promise<number | null> {
  const text = textOf(CLINIC, "/usr/local/lib/stillroom/nobody-meets") ?? "";
  assert.match(text, /^port='5280'$/m);
  const program = spawn("sh", ["-c", text.replace("port='5280'", `port='${port}'`)], { stdio: "ignore" });
  const [status] = (await once(program, "close")) as [number | null];
  return status;
}

const skip = isInstalled("ss") ? false : "ss (iproute2) is not installed";

describe("the look for meetings", { skip }, () => {
  it("sees a browser's line while it is open, and nobody without one", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    // A server on a port has an address with a port.
    const { port } = server.address() as AddressInfo;
    assert.equal(await nobodyMeets(port), 0);
    const [line] = await Promise.all([once(server, "connection"), once(connect(port, "127.0.0.1"), "connect")]);
    assert.notEqual(await nobodyMeets(port), 0);
    (line[0] as { destroy: () => void }).destroy();
    server.close();
    await once(server, "close");
  });
});
