import { appended, replaced, withText, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { ALL_INSIDE } from "../../fixtures/clinic-with-devices.ts";
import type { BrokenTree } from "../tree.ts";

const ALL_4 = "denied-peer-ip=0.0.0.0-255.255.255.255";
const ALL_6 = "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

function added(how: string, text: string): BrokenTree {
  return { how, apply: (release) => appended(release, ENTRY.coturn, text) };
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "the relay leads out of the devices' tunnel, to the machine's address outside",
    clinic: ALL_INSIDE,
    apply: (release) => appended(release, ENTRY.coturn, "allowed-peer-ip=@@fact:address4@@"),
  },
  added("the relay leads into a tunnel that there is none of", "allowed-peer-ip=10.135.81.1"),
  added(
    "a private network may be relayed to, written with a blank in place of the equals sign",
    "allowed-peer-ip 10.0.0.0-10.255.255.255",
  ),
  added("nobody is asked for a credential, after a comment that says otherwise", "# credentials are required\nno-auth"),
  {
    how: "the shared secret is no longer asked for",
    apply: (release) =>
      withText(release, ENTRY.coturn, (text) => text.replace(/^use-auth-secret$/m, "# use-auth-secret")),
  },
  added("accounts with passwords are switched off, which switches every credential off", "lt-cred-mech=no"),
  added("no-auth says no, which undoes the credentials before it", "no-auth=0"),
  added("an account with a password stands beside the secret", 'user="guest:guest"'),
  added("accounts come from a database on another machine", "psql-userdb host=db.example dbname=turn"),
  added("accounts come from a database by the option's other name", "db=/srv/turn.db"),
  added("a second secret opens the relay too", "static-auth-secret=@@fact:interface@@"),
  {
    how: "the secret is not the one that is born on the machine",
    apply: (release) =>
      replaced(release, ENTRY.coturn, /^static-auth-secret=.*$/m, "static-auth-secret=@@secret:prosody@@"),
  },
  {
    how: "the denied addresses are written as a network, which this coturn passes over",
    apply: (release) => replaced(release, ENTRY.coturn, ALL_4, "denied-peer-ip=0.0.0.0/0"),
  },
  {
    how: "only IPv6 is no longer denied",
    apply: (release) =>
      replaced(release, ENTRY.coturn, ALL_6, "denied-peer-ip=fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
  },
  {
    how: "the denied addresses have a hole of one between two ranges",
    apply: (release) =>
      replaced(
        release,
        ENTRY.coturn,
        ALL_4,
        "denied-peer-ip=0.0.0.0-10.0.0.0\ndenied-peer-ip=10.0.0.2-255.255.255.255",
      ),
  },
  {
    how: "the denied addresses have lost a letter of their option",
    apply: (release) => replaced(release, ENTRY.coturn, ALL_4, ALL_4.replace("peer", "per")),
  },
  {
    how: "a comment behind the denied addresses is no comment to coturn",
    apply: (release) => replaced(release, ENTRY.coturn, ALL_4, `${ALL_4} # everything`),
  },
  added("the private part of an external address is let through", "external-ip=198.51.100.7/10.0.0.5"),
  added("programs on loopback may be reached, in the file's last line", "\n\nallow-loopback-peers on"),
  added("multicast is let through again by a later line", "no-multicast-peers=false"),
  added("relaying over TCP is let through again, in capitals", "no-tcp-relay = Off"),
  added("the administration's console listens again", "no-cli=0\ncli-password=x"),
  added("the administration's pages listen on every port of the relay", "web-admin\nweb-admin-listen-on-workers"),
  added("its measurements are handed to whoever asks, whatever the value says", "prometheus=off"),
  added("people are led to another relay", "alternate-server=198.51.100.8:3478"),
  added("people are led to another relay over TLS alone", "tls-alternate-server=relay.elsewhere.example:5349"),
  added("a front in between tells who came, and is believed", "tcp-proxy-port=5550"),
  added(
    "strangers who speak HTTP are sent elsewhere",
    "acme-redirect=http://elsewhere.example/.well-known/acme-challenge/",
  ),
  added("tokens of another kind are good too", "oauth"),
  added("the program's account is another one", "proc-user=nobody"),
  {
    how: "a line is so long that its end is a line of its own",
    speaks: "understood",
    apply: (release) => appended(release, ENTRY.coturn, `realm=${"a".repeat(1017)}no-auth`),
  },
  {
    how: "a switch has a word that ends the program",
    speaks: "understood",
    apply: (release) => replaced(release, ENTRY.coturn, /^no-cli$/m, "no-cli=enabled\nno-cli"),
  },
  { how: "coturn has no configuration at all", apply: (release) => withoutFile(release, ENTRY.coturn) },
  {
    how: "the administration's console listens, without a word about it",
    apply: (release) => replaced(release, ENTRY.coturn, /^no-cli\n/m, ""),
  },
  {
    how: "no secret is given, so that one of the database's is good",
    apply: (release) => replaced(release, ENTRY.coturn, /^static-auth-secret=.*\n/m, ""),
  },
  ...["0.0.0.0/0-255.255.255.255", "0.0.0.0-255.255.255.255/0", "0.0.0.0-255.255.255.255-255.255.255.255"].map(
    (range): BrokenTree => ({
      how: `the denied addresses are written as ${range}, which coturn does not take`,
      apply: (release) => replaced(release, ENTRY.coturn, ALL_4, `denied-peer-ip=${range}`),
    }),
  ),
  ...["no-software-attribute", "no-rfc5780", "no-stun-backward-compatibility", "response-origin-only-with-rfc5780"].map(
    (option): BrokenTree => ({
      how: `strangers are told more than they must be, since ${option} is gone`,
      apply: (release) => replaced(release, ENTRY.coturn, new RegExp(`^${option}\\n`, "m"), ""),
    }),
  ),
  added("strangers are told which program answers, by its option's old name", "prod=no"),
  ...["user-quota", "total-quota", "max-bps"].map((option): BrokenTree => ({
    how: `nobody says what the ${option} is, which means none`,
    apply: (release) => replaced(release, ENTRY.coturn, new RegExp(`^${option}=.*\\n`, "m"), ""),
  })),
  ...[
    ...["user-quota=0", "user-quota=101", "total-quota=0", "total-quota=4294967296", "max-bps=0", "max-bps=12500001"],
    ...["stale-nonce=0", "stale-nonce=3601", "max-allocate-lifetime=3601", "channel-lifetime=601"],
    ...["permission-lifetime=301", "permission-lifetime=0", "min-port=1024", "min-port=49151", "max-port=65536"],
  ].map((line) => added(`the last word on a limit is ${line}`, line)),
];
