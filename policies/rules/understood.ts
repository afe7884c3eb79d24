import { appended } from "../breaking.ts";
import type { Rule } from "../rule.ts";

/** What the other rules rest on: everything that a program would read was read here as that program reads it. */
export const understood: Rule = {
  id: "understood",
  title: "Every configuration is understood as its program would understand it.",
  severity: "promise",
  serves: "All promises: what can't be told can't be promised.",
  mend: "Write it in a plainer way, or teach the reader of this format in policies/readers/ what it means.",
  check: (_release, configuration) => configuration.doubts(),
  breaks: [
    {
      how: "Prosody's options come from the machine's environment",
      apply: (release) =>
        appended(release, "/etc/prosody/prosody.cfg.lua", 'modules_enabled = { Lua.os.getenv("EXTRA") }'),
    },
    {
      how: "nginx includes whatever lies in a folder",
      apply: (release) => appended(release, "/etc/nginx/nginx.conf", "include /etc/nginx/conf.d/*.conf;"),
    },
    {
      how: "Jicofo's configuration takes a value from the environment",
      apply: (release) => appended(release, "/etc/stillroom/jicofo/jicofo.conf", "jicofo.jibri.brewery-jid = ${?BREWERY}"),
    },
    {
      how: "a firewall rule uses a match that is not understood",
      apply: (release) =>
        appended(release, "/etc/iptables/rules.v4", "*filter\n-A OUTPUT -m bpf --bytecode 1 -j ACCEPT\nCOMMIT"),
    },
  ],
};
