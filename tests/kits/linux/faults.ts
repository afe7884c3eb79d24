import { setTimeout as sleep } from "node:timers/promises";
import { joinNetwork, wireguardDown, wireguardUp, type Journey } from "./journey.ts";

/** Something that happens to a workstation whose tunnel is up. */
export interface Fault {
  readonly name: string;
  readonly strike: (journey: Journey, command: string) => Promise<void>;
}

const onWorkstation =
  (script: string) =>
  async ({ workstation }: Journey): Promise<void> => {
    await workstation.shell(script);
  };

/** `pkill` sees the room's own processes alone. */
export const FAULTS: readonly Fault[] = [
  { name: "the tunnel's process is killed", strike: onWorkstation("pkill -KILL wireguard-go") },
  { name: "the tunnel's process hangs", strike: onWorkstation("pkill -STOP wireguard-go") },
  { name: "the tunnel's interface is taken down", strike: onWorkstation("ip link set wg0 down") },
  { name: "the tunnel's interface is deleted", strike: onWorkstation("ip link del wg0") },
  { name: "wg-quick ends the tunnel", strike: onWorkstation("wg-quick down wg0 2>&1") },
  {
    name: "the way into the tunnel is forgotten",
    strike: onWorkstation(
      "for family in 4 6; do ip -$family rule del table 51820; ip -$family route flush table 51820; done",
    ),
  },
  {
    name: "the server is not reached any more",
    strike: async ({ isp }) => {
      await isp.shell(
        "nft 'add table ip cut; add chain ip cut through { type filter hook forward priority 0; }; add rule ip cut through udp dport 51820 drop'",
      );
    },
  },
  {
    name: "the cable is pulled and put back",
    strike: async ({ workstation }) => {
      await workstation.shell("ip link set w0 down");
      await sleep(200);
      await joinNetwork(workstation, "w0");
    },
  },
  { name: "the address changes", strike: ({ workstation }) => joinNetwork(workstation, "w0", 7) },
  {
    name: "the address changes and the tunnel is gone",
    strike: async ({ workstation }) => {
      await wireguardDown(workstation);
      await joinNetwork(workstation, "w0", 8);
    },
  },
  { name: "the computer joins another network", strike: ({ workstation }) => joinNetwork(workstation, "w1") },
  {
    name: "the computer joins another network without the tunnel",
    strike: async ({ workstation }) => {
      await wireguardDown(workstation);
      await joinNetwork(workstation, "w1");
    },
  },
  {
    name: "the rules are loaded again, over and over, without the tunnel",
    strike: onWorkstation("ip link del wg0; for count in 1 2 3 4 5; do vpn-only load; done"),
  },
  {
    name: "it is installed again without the tunnel",
    strike: async ({ workstation }, command) => {
      await workstation.shell(`ip link del wg0; ${command} install`);
    },
  },
  {
    name: "an installation is cut off somewhere",
    strike: async ({ workstation }, command) => {
      const moment = (Math.random() * 0.4).toFixed(3);
      await workstation.shell(`ip link del wg0; timeout --signal=KILL ${moment} ${command} install || true`);
      await sleep(300);
      await workstation.shell(`${command} install`);
    },
  },
  {
    name: "another packet filter lets everything pass",
    strike: onWorkstation(
      `ip link del wg0
       for program in iptables ip6tables; do $program -I OUTPUT -j ACCEPT; $program -I FORWARD -j ACCEPT; $program -t mangle -A POSTROUTING -j ACCEPT; done`,
    ),
  },
];

/** As before any fault: the first network, the tunnel, no foreign rule. */
export async function recover(journey: Journey): Promise<void> {
  const { isp, workstation } = journey;
  await isp.shell("nft delete table ip cut 2> /dev/null || true");
  await workstation.shell(
    `pkill -KILL wireguard-go || true
     for program in iptables ip6tables; do
       for rule in "OUTPUT" "FORWARD" "POSTROUTING -t mangle"; do while $program -D $rule -j ACCEPT 2> /dev/null; do :; done; done
     done`,
  );
  await wireguardDown(workstation);
  await joinNetwork(workstation, "w0");
  await wireguardUp(journey);
}
