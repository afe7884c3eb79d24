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
 * `npm run soak:kill-switch`: every fault again and again, in both packet filters, with a capture on the outside; at least 100 in all.
 * Ends with 1 where anything left that may not.
 */
const AT_LEAST = 100;

const obstacle = await journeyObstacle();
if (obstacle !== false) {
  console.error(obstacle);
  process.exit(2);
}

let runs = 0;
let packets = 0;
let leaking = 0;
for (const filter of ["nftables", "iptables"] as const) {
  const journey = await beginJourney();
  try {
    await setUpWireguard(journey);
    const command = await handOver(journey, BY_WIREGUARD);
    if (filter === "iptables") await withoutNftables(journey.workstation);
    startChatter(journey, BY_WIREGUARD);
    await journey.workstation.shell(`${command} install`);
    await wireguardUp(journey);
    for (let count = 0; count < AT_LEAST / 2;) {
      for (const { name, strike } of FAULTS) {
        await untilReached(journey, [4]);
        const { allowed, leaks } = await seenWhile(journey, BY_WIREGUARD, async () => {
          await chatterOn();
          await strike(journey, command);
          await chatterOn();
          await recover(journey);
        });
        count += 1;
        runs += 1;
        packets += [...allowed.values()].reduce((sum, one) => sum + one, 0);
        if (leaks.size > 0) leaking += 1;
        console.log(
          `${String(runs).padStart(3)} ${filter}: ${name}: ${leaks.size === 0 ? "nothing" : JSON.stringify([...leaks])}`,
        );
      }
    }
  } finally {
    await journey.end();
  }
}
console.log(`${runs} faults, ${packets} packets that may leave, ${leaking} faults in which others left.`);
process.exitCode = leaking > 0 ? 1 : 0;
