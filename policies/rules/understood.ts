import { appended, withFile } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import type { Rule } from "../rule.ts";

/** What the other rules rest on: everything that a program would read was read here as that program reads it. */
export const understood: Rule = {
  id: "understood",
  title: "Every configuration is understood as its program would understand it.",
  severity: "promise",
  serves: "All promises: what can't be told can't be promised.",
  mend: "Write it in a plainer way, or teach the reader of this format in policies/readers/ what it means.",
  looksAt: "What every reader says that it could not tell.",
  check: (_release, configuration) => configuration.doubts(),
  breaks: [
    {
      how: "Prosody's options come from the machine's environment",
      apply: (release) => appended(release, ENTRY.prosody, 'modules_enabled = { Lua.os.getenv("EXTRA") }'),
    },
    {
      how: "nginx includes whatever lies in a folder",
      apply: (release) => appended(release, ENTRY.nginx, "include /etc/nginx/conf.d/*.conf;"),
    },
    {
      how: "Jicofo's configuration takes a value from the environment",
      apply: (release) =>
        appended(release, "/etc/stillroom/jicofo/jicofo.conf", "jicofo.jibri.brewery-jid = ${?BREWERY}"),
    },
    {
      how: "a drop-in starts the videobridge with a property that overrides its file",
      apply: (release) =>
        withFile(release, {
          path: "/etc/systemd/system/jitsi-videobridge2.service.d/zz.conf",
          format: "systemd",
          text: '[Service]\nEnvironment="JAVA_SYS_PROPS=-Dconfig.file=/etc/stillroom/videobridge/jvb.conf -Dvideobridge.websockets.enabled=true"\n',
        }),
    },
    {
      how: "a drop-in for every service binds another folder over nginx's",
      apply: (release) =>
        withFile(release, {
          path: "/etc/systemd/system/service.d/10-bind.conf",
          format: "systemd",
          text: "[Service]\nBindReadOnlyPaths=/srv/other:/etc/nginx\n",
        }),
    },
    {
      how: "sshd is started with options of its own",
      apply: (release) =>
        withFile(release, { path: "/etc/default/ssh", format: "text", text: "SSHD_OPTS=-oPermitRootLogin=yes\n" }),
    },
    {
      how: "a firewall rule uses a match that is not understood",
      apply: (release) =>
        appended(release, "/etc/iptables/rules.v4", "*filter\n-A OUTPUT -m bpf --bytecode 1 -j ACCEPT\nCOMMIT"),
    },
  ],
};
