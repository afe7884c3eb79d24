/** The command that runs `argv` in a network namespace that ip-netns(8) named. Unlike `ip netns exec` it leaves /sys, and so the control groups, in sight. */
export function inNamespace(namespace: string, argv: readonly string[]): readonly string[] {
  return ["nsenter", `--net=/run/netns/${namespace}`, "--", ...argv];
}
