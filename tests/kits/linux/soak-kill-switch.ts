import { FAULTS, recover } from "./faults.ts";
import {
  beginJourney,
  BY_WIREGUARD,
  handOver,
  journeyObstacle,
  setUpWireguard,
  untilReached,
  wireguardUp,
  withoutNftables,
} from "./journey.ts";
import { chatterOn, seenWhile, startChatter } from "./leaks.ts";

/**
 * `npm run soak:kill-switch`: every fault again and again, in both packet filters side by side, with a capture on the outside; at least
 * 100 in each. Ends with 1 where anything left that may not.
 */
const AT_LEAST = 100;

interface Soaked {
  readonly faults: number;
  /** Packets that may leave. */
  readonly allowed: number;
  /** Faults in which others left. */
  readonly leaking: number;
}

const obstacle = await journeyObstacle();
if (obstacle !== false) {
  console.error(obstacle);
  process.exit(2);
}

const soaked = await Promise.all([soak("nftables"), soak("iptables")]);
for (const [index, { faults, allowed, leaking }] of soaked.entries()) {
  console.log(
    `${["nftables", "iptables"][index]}: ${faults} faults, ${allowed} packets that may leave, ${leaking} faults in which others left.`,
  );
}
process.exitCode = soaked.some(({ leaking }) => leaking > 0) ? 1 : 0;

async function soak(filter: "nftables" | "iptables"): Promise<Soaked> {
  const journey = await beginJourney();
  let [faults, allowed, leaking] = [0, 0, 0];
  try {
    await setUpWireguard(journey);
    const command = await handOver(journey, BY_WIREGUARD);
    if (filter === "iptables") await withoutNftables(journey.workstation);
    startChatter(journey, BY_WIREGUARD);
    await journey.workstation.shell(`${command} install`);
    await wireguardUp(journey);
    while (faults < AT_LEAST) {
      for (const { name, strike } of FAULTS) {
        await untilReached(journey, [4]);
        const seen = await seenWhile(journey, BY_WIREGUARD, async () => {
          await chatterOn(journey);
          await strike(journey, command);
          await chatterOn(journey);
          await recover(journey);
        });
        faults += 1;
        allowed += [...seen.allowed.values()].reduce((sum, one) => sum + one, 0);
        if (seen.leaks.size > 0) leaking += 1;
        const told = seen.leaks.size === 0 ? "nothing" : JSON.stringify([...seen.leaks]);
        console.log(`${filter} ${String(faults).padStart(3)} ${name}: ${told}`);
      }
    }
  } finally {
    await journey.end();
  }
  return { faults, allowed, leaking };
}
