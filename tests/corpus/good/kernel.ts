import { appended } from "../../../policies/breaking.ts";
import { KERNEL_SETTINGS } from "../../../policies/rules/kernel-hardened.ts";
import type { Release } from "../../../render/release.ts";
import type { GoodTree } from "../tree.ts";

const KERNEL = "/etc/sysctl.d/90-stillroom.conf";

export const TREES: readonly GoodTree[] = [
  ...Object.entries(KERNEL_SETTINGS).flatMap(([key, values]) =>
    values.map((value) => ({
      how: `${key} is ${value}, which is good`,
      apply: (release: Release) => appended(release, KERNEL, `${key} = ${value}`),
    })),
  ),
  {
    how: "the machine swaps late and takes many connections at once",
    apply: (release) => appended(release, KERNEL, "vm.swappiness = 10\nnet.core.somaxconn = 4096"),
  },
];
