import type { Release } from "../../render/release.ts";
import { DATA_VOLUME_SCRIPT } from "../../services/data-volume.ts";
import type { DeliveryProblem, Report } from "./agent-session.ts";
import type { Connection } from "./connection.ts";
import { awaitCloudInit, connectPatiently } from "./delivery.ts";

/** In memory, so that a machine which takes no release keeps nothing of it. */
const SCRIPT = "/run/stillroom-data-volume";

/**
 * Opens the data volume of a machine before the release that keeps its data there. Does nothing where the release has none.
 *
 * @param key 64 hexadecimal digits; undefined where the volume opens without one
 */
export async function openDataVolume(
  connection: Connection,
  release: Release,
  key: string | undefined,
  report: Report,
): Promise<DeliveryProblem | undefined> {
  const script = release.files.find((file) => file.path === DATA_VOLUME_SCRIPT);
  if (script === undefined) return undefined;
  const session = await connectPatiently(connection, report);
  if ("kind" in session) return { kind: "problem", failure: session.failure };
  try {
    const unready = await awaitCloudInit(session, report);
    if (unready !== undefined) return unready;
    report({ kind: "progress", step: "data volume", detail: "Opening the data volume." });
    const needed = release.packages.some((one) => one.name === "cryptsetup-bin");
    const tools = needed
      ? "command -v cryptsetup >/dev/null || { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends cryptsetup-bin; }"
      : "true";
    const placed = await session.run(
      `{ ${tools}; } </dev/null >&2 && install -m 0700 /dev/stdin ${SCRIPT}`,
      Buffer.from(script.text),
    );
    const ran = placed.status === 0 ? await session.run(SCRIPT, Buffer.from(key ?? "")) : placed;
    if (ran.status === 0) return undefined;
    return {
      kind: "problem",
      failure: {
        step: "data volume",
        what: `The data volume can't be opened: ${ran.stderr.trim()}`,
        mend: "Mend what the message names; nothing on the volume was changed that is not blank.",
      },
    };
  } finally {
    session.close();
  }
}
