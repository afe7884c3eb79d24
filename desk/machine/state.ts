import { once } from "node:events";
import { lstat, statfs } from "node:fs/promises";
import { get } from "node:http";
import { connect } from "node:tls";
import type { Desk } from "../desk.ts";
import { may, type NotAllowed, type Staff } from "../staff/roles.ts";

/**
 * How the machine is, as far as the desk's own account sees it: it asks the programs on the machine's loopback, and files that everybody may
 * see. Nothing in it is about a person.
 */
export interface MachineState {
  /** Whether the web server answers with the desk's name. */
  readonly web: boolean;
  /** Whether the rooms' server answers. */
  readonly rooms: boolean;
  /** Whole days until the web server's certificate is over, less than 0 after that; undefined where nobody answered. */
  readonly certificateDays: number | undefined;
  /** Percent that programs may still fill, of the file system with the least of it. */
  readonly freePercent: number | undefined;
  /** When the last delivery was kept. */
  readonly delivered: Date | undefined;
  /** When security updates were last installed, or found to be none. */
  readonly updated: Date | undefined;
  /** Whether an update waits for the machine to be started again. */
  readonly restartDue: boolean;
}

/** Where things lie on a machine. */
export interface Places {
  readonly disks: readonly string[];
  readonly release: string;
  readonly upgrades: string;
  readonly restart: string;
  readonly webPort: number;
}

const PLACES: Places = {
  // The second one where the data has a volume of its own (services/data-volume.ts).
  disks: ["/", "/srv/data"],
  // Put in place by a rename when a delivery is kept (docs/delivery.md).
  release: "/var/lib/stillroom/current",
  // As in host/status.ts: apt.systemd.daily of Debian's apt, and the kernels' scripts.
  upgrades: "/var/lib/apt/periodic/upgrade-stamp",
  restart: "/run/reboot-required",
  webPort: 443,
};

const DAY_MILLISECONDS = 86_400_000;
/** Whoever does not answer on the same machine in this time is not there. */
const ANSWER_MILLISECONDS = 2_000;

/** @param places others than a machine's for who tests */
export async function machineStateOf(
  { settings, now }: Pick<Desk, "settings" | "now">,
  by: Staff,
  places = PLACES,
): Promise<{ readonly kind: "state"; readonly state: MachineState } | NotAllowed> {
  if (!may(by, "see-counts")) return { kind: "refused", why: "not-allowed" };
  const { origin, rooms } = settings;
  const [certificate, roomsAnswer, free, delivered, updated, restart] = await Promise.all([
    certificateEnd(places.webPort, new URL(origin).hostname),
    answers(rooms.ordersPort),
    Promise.all(places.disks.map(freePercentOf)),
    changedAt(places.release),
    changedAt(places.upgrades),
    changedAt(places.restart),
  ]);
  const known = free.filter((percent) => percent !== undefined);
  return {
    kind: "state",
    state: {
      web: certificate !== undefined,
      rooms: roomsAnswer,
      certificateDays: certificate && Math.floor((certificate.getTime() - now().getTime()) / DAY_MILLISECONDS),
      freePercent: known.length === 0 ? undefined : Math.min(...known),
      delivered,
      updated,
      restartDue: restart !== undefined,
    },
  };
}

/** The last moment of the certificate with which the web server answers for a name; undefined where it does not. */
async function certificateEnd(port: number, name: string): Promise<Date | undefined> {
  // What is asked is only its end. Who trusts its issuer is for each browser to say.
  const socket = connect({ host: "127.0.0.1", port, servername: name, rejectUnauthorized: false });
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
    const end = new Date(socket.getPeerCertificate().valid_to);
    return Number.isNaN(end.getTime()) ? undefined : end;
  } catch {
    return undefined;
  } finally {
    // What else goes wrong with it is of no interest any more.
    socket.on("error", () => undefined).destroy();
  }
}

/** Whether a program there speaks HTTP, whatever it says. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
    get({ host: "127.0.0.1", port, signal }, (response) => {
      response.destroy();
      resolve(true);
    }).on("error", () => {
      resolve(false);
    });
  });
}

/** statvfs(3): what is free for everybody (f_bavail), of that and what is used. */
async function freePercentOf(path: string): Promise<number | undefined> {
  const disk = await statfs(path).catch(() => undefined);
  if (disk === undefined) return undefined;
  const { blocks, bfree, bavail } = disk;
  const all = blocks - bfree + bavail;
  return all === 0 ? undefined : Math.floor((100 * bavail) / all);
}

async function changedAt(path: string): Promise<Date | undefined> {
  return (await lstat(path).catch(() => undefined))?.mtime;
}
