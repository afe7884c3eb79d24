import { appended, replaced, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const SSHD = "/etc/ssh/sshd_config.d/00-stillroom.conf";
const CHRONY = "/etc/chrony/chrony.conf";
const RESOLVER = "/etc/systemd/resolved.conf.d/90-stillroom.conf";
const DATABASE = "/etc/postgresql/17/main/conf.d/stillroom.conf";

export const TREES: readonly BrokenTree[] = [
  {
    how: "a later assignment lets the chat server take clients on every address",
    apply: (release) =>
      withText(release, ENTRY.prosody, (text) =>
        text.replace(/^(c2s_interfaces = .*)$/m, '$1\nc2s_interfaces = { "127.0.0.1", "" .. "*" }'),
      ),
  },
  {
    how: "the service for pages of the chat server is no longer kept to itself",
    apply: (release) =>
      replaced(release, ENTRY.prosody, 'http_interfaces = { "127.0.0.1" }', 'http_interfaces = { "127.0.0.1", "::" }'),
  },
  {
    how: "the ports of the chat server for other servers are its usual ones again, on another address",
    apply: (release) =>
      withText(release, ENTRY.prosody, (text) =>
        text.replace("https_ports = {}", "").replace('interfaces = { "127.0.0.1" }', 'interfaces = { "198.51.100.4" }'),
      ),
  },
  {
    how: "a second listener of the messaging server names no address",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "listeners:\n", "listeners:\n  - port: 9000\n    type: metrics\n"),
  },
  {
    how: "the messaging server listens on both loopback and everything",
    apply: (release) =>
      replaced(release, ENTRY.synapse, 'bind_addresses: ["127.0.0.1"]', 'bind_addresses: ["127.0.0.1", "0.0.0.0"]'),
  },
  {
    how: "the bridge's private pages are everybody's",
    apply: (release) => appended(release, ENTRY.videobridge, 'videobridge.http-servers.private.host = "0.0.0.0"'),
  },
  {
    how: "the bridge opens its public pages",
    apply: (release) => appended(release, ENTRY.videobridge, "videobridge { http-servers { public { port = 9090 } } }"),
  },
  {
    how: "media moved to another port than the one that is open",
    apply: (release) => appended(release, ENTRY.videobridge, "videobridge.ice.udp.port = 10001"),
  },
  {
    how: "the conference focus answers everybody",
    apply: (release) => appended(release, ENTRY.jicofo, 'jicofo.rest.host = "::"'),
  },
  {
    how: "the relay counts its callers for everybody",
    apply: (release) => appended(release, ENTRY.coturn, "prometheus"),
  },
  {
    how: "the relay's port for TLS differs from the open one",
    apply: (release) => appended(release, ENTRY.coturn, "tls-listening-port 5350"),
  },
  {
    how: "the relay listens on one address of one family",
    apply: (release) => appended(release, ENTRY.coturn, "listening-ip=198.51.100.4"),
  },
  {
    how: "the relay no longer takes calls over TCP",
    apply: (release) => appended(release, ENTRY.coturn, "no-tcp"),
  },
  {
    how: "the chat server takes the relay's place on a port that is declared for that",
    apply: (release) =>
      replaced(
        replaced(
          appended(release, ENTRY.coturn, "no-tcp\nno-tls"),
          ENTRY.prosody,
          'c2s_interfaces = { "127.0.0.1" }',
          'c2s_interfaces = { "*" }',
        ),
        ENTRY.prosody,
        "c2s_ports = { 5222 }",
        "c2s_ports = { 3478, 5349 }",
      ),
  },
  {
    how: "the database listens on every address, by a file that is read later",
    apply: (release) =>
      withFile(release, {
        path: "/etc/postgresql/17/main/conf.d/tuning.conf",
        format: "ini",
        text: "shared_buffers = 256MB\nListen_Addresses = '*'\n",
      }),
  },
  {
    how: "the database listens on one address of the machine",
    apply: (release) =>
      replaced(release, DATABASE, "listen_addresses = ''", "listen_addresses = 'localhost, 10.0.0.2'"),
  },
  {
    how: "the clock answers neighbours",
    apply: (release) => withText(release, CHRONY, (text) => text.replace(/^port 0$/m, "port 123\nallow 10/8")),
  },
  {
    how: "the clock takes commands from everywhere",
    apply: (release) => withText(release, CHRONY, (text) => text.replace(/^cmdport 0$/m, "bindcmdaddress 0.0.0.0")),
  },
  {
    how: "neighbours' questions for names are answered again",
    apply: (release) => replaced(release, RESOLVER, "LLMNR=no", "LLMNR=yes"),
  },
  {
    how: "the resolver answers on an address of the tunnel",
    apply: (release) => appended(release, RESOLVER, "DNSStubListenerExtra=udp:10.9.0.2"),
  },
  {
    how: "sshd listens on a second port as well",
    apply: (release) => appended(release, SSHD, "Port 22\nPort 2022"),
  },
  {
    how: "sshd listens on one address of one family",
    apply: (release) => appended(release, SSHD, "ListenAddress 0.0.0.0"),
  },
  {
    how: "sshd knows one address family",
    apply: (release) => appended(release, SSHD, "AddressFamily inet6"),
  },
  {
    how: "pages are served over one address family",
    apply: (release) => withText(release, ENTRY.nginx, (text) => text.replaceAll(/^ *listen \[::\]:.*$/gm, "")),
  },
  {
    how: "a server for pages listens on a port more",
    apply: (release) =>
      replaced(release, ENTRY.nginx, /^( *)listen 443 ssl;$/m, "        listen 443 ssl;\n        listen 8443 ssl;"),
  },
  {
    how: "the tunnel listens for others to begin it",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, ENTRY.tunnel, "[Peer]", "ListenPort = 51820\n[Peer]"),
  },
  {
    how: "a port is declared and open that no program listens on",
    apply: (release) => ({
      ...release,
      ports: [
        ...release.ports,
        { protocol: "tcp", from: 8448, to: 8448, reachableBy: "anyone", account: "www-data", purpose: "more pages" },
      ],
    }),
  },
];
