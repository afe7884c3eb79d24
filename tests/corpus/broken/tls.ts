import { appended, replaced, withFile, withText, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const { video, messaging, homeserver } = CLINIC.names;
const PROTOCOLS = "ssl_protocols TLSv1.2 TLSv1.3;";
const HSTS = 'add_header Strict-Transport-Security "max-age=63072000" always;';
const PAGES = "root /usr/share/jitsi-meet;";
const TIMER = "/etc/systemd/system/certificates.timer";
const PEMS = "/etc/stillroom/certificates/";
const SIGNED = {
  issuer: "practice",
  root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
} as const;
const CHALLENGES = 'root "/var/lib/stillroom/acme";';

function nginx(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.nginx, from, to);
}

/** One server more, after all others. */
function server(text: string): (release: Release) => Release {
  return nginx(/\n\}\s*$/, `\n    server {\n        ${text}\n    }\n}\n`);
}

/** The desk's own server, from its name on. */
const DESK = /server_name "desk\.quiet-harbour\.example";\n\s*root/;

/** nginx with a change in the desk's own server alone. */
function atDesk(how: string, from: string, to: string): BrokenTree {
  return {
    how: `the desk ${how}`,
    clinic: INVITING,
    apply: (release) =>
      withText(release, ENTRY.nginx, (text) => {
        const at = text.search(DESK);
        return text.slice(0, at) + text.slice(at).replace(from, () => to);
      }),
  };
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "no server answers under the desk's name",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.nginx, DESK, 'server_name "desk2.quiet-harbour.example"; root'),
  },
  {
    how: "the desk answers in clear alone",
    clinic: INVITING,
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        /listen 443 ssl;\s*listen \[::\]:443 ssl;\s*server_name "desk\.quiet-harbour\.example";/,
        'listen 80; listen [::]:80; server_name "desk.quiet-harbour.example";',
      ),
  },
  atDesk("has no HSTS", HSTS, ""),
  atDesk("speaks an old version", "root /nonexistent;", "root /nonexistent; ssl_protocols TLSv1 TLSv1.2;"),
  atDesk("has pages of which the length tells", "gzip off;", ""),
  {
    how: "a second line of versions stands below the first, and nginx adds them up",
    apply: nginx(PROTOCOLS, `${PROTOCOLS}\n    ssl_protocols TLSv1.1;`),
  },
  { how: "an old version is written in small letters", apply: nginx(PAGES, `${PAGES} ssl_protocols tlsv1 tlsv1.2;`) },
  {
    how: "only the server that refuses strangers allows an old version, which it settles for all",
    apply: nginx("ssl_reject_handshake on;", "ssl_reject_handshake on; ssl_protocols TLSv1 TLSv1.2 TLSv1.3;"),
  },
  { how: "the versions are left to nginx", apply: nginx(PROTOCOLS, `# ${PROTOCOLS}`) },
  {
    how: "an included file brings the oldest version back",
    apply: (release) =>
      withFile(nginx(PAGES, `${PAGES} include tuning.conf;`)(release), {
        path: "/etc/nginx/tuning.conf",
        format: "nginx",
        text: "ssl_buffer_size 4k;\nssl_protocols SSLv3 TLSv1.3;\n",
      }),
  },
  {
    how: "one server takes whatever OpenSSL calls high",
    apply: nginx(PAGES, `${PAGES} ssl_ciphers HIGH:!aNULL:!MD5;`),
  },
  {
    how: "a cipher without forward secrecy stands last in the list",
    apply: nginx(/ssl_ciphers ([^;]*);/, "ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:AES256-GCM-SHA384;"),
  },
  {
    how: "a cipher without authenticated encryption stands among the others",
    apply: nginx("ssl_ciphers ", "ssl_ciphers ECDHE-RSA-AES128-SHA:"),
  },
  {
    how: "OpenSSL's own command lowers the version again",
    apply: nginx(PROTOCOLS, `${PROTOCOLS} ssl_conf_command MinProtocol TLSv1;`),
  },
  {
    how: "OpenSSL's own command takes other ciphers for one server",
    apply: nginx(PAGES, `${PAGES} ssl_conf_command CipherString DEFAULT@SECLEVEL=0;`),
  },
  { how: "requests may come before the handshake is done", apply: nginx(PROTOCOLS, `${PROTOCOLS} ssl_early_data On;`) },
  { how: "the line about session tickets is gone", apply: nginx("ssl_session_tickets off;", "") },
  {
    how: "one server gives out session tickets, written in capitals",
    apply: nginx(PAGES, `${PAGES} ssl_session_tickets ON;`),
  },
  {
    how: "the key of session tickets lies in a file",
    apply: nginx("ssl_session_tickets off;", "ssl_session_tickets off; ssl_session_ticket_key /etc/nginx/ticket.key;"),
  },
  { how: "a short curve is preferred", apply: nginx("ssl_ecdh_curve X25519:", "ssl_ecdh_curve secp224r1:X25519:") },
  {
    how: "browsers are told of insisting twice in one header, and so not at all",
    apply: nginx(HSTS, 'add_header Strict-Transport-Security "max-age=63072000; max-age=0" always;'),
  },
  {
    how: "a header that ends the insisting stands before the one that begins it",
    apply: nginx(HSTS, `add_header Strict-Transport-Security "max-age=0" always; ${HSTS}`),
  },
  {
    how: "answers that say no do not insist on TLS",
    apply: nginx(HSTS, 'add_header Strict-Transport-Security "max-age=63072000";'),
  },
  { how: "the header that insists is empty", apply: nginx(HSTS, 'add_header Strict-Transport-Security "" always;') },
  {
    how: "the number of seconds is written with a comma",
    apply: nginx(HSTS, 'add_header Strict-Transport-Security "max-age=63,072,000" always;'),
  },
  {
    how: "a location inside another adds a header and loses all from above",
    apply: nginx(
      "location /bundles/ {",
      'location /bundles/ { location /bundles/i18n/ { add_header Vary "Accept-Language"; }',
    ),
  },
  {
    how: "by IPv6 alone, strangers get our certificate",
    apply: nginx("listen [::]:443 ssl default_server;\n        server_name _;", "server_name _;"),
  },
  {
    how: "no server is the default one any more, and the first in the file is one of ours",
    apply: nginx(
      /listen 443 ssl default_server;\s*listen \[::\]:443 ssl default_server;\s*server_name _;\s*ssl_reject_handshake on;/,
      `listen 443 ssl; listen [::]:443 ssl; server_name ${video};`,
    ),
  },
  {
    how: "the refusal of strangers is switched off by an inner line in capitals",
    apply: nginx("ssl_reject_handshake on;", "ssl_reject_handshake OFF;"),
  },
  { how: "the pages answer on port 80 as well", apply: nginx(PAGES, `${PAGES} listen 80;`) },
  {
    how: "by IPv6 alone, port 80 has pages of its own",
    apply: server(`listen [::]:80; server_name ${messaging}; root /usr/share/element-web;`),
  },
  { how: "another port has the pages in clear", apply: server(`listen 8080; server_name ${video}; ${PAGES}`) },
  {
    how: "a server that says nothing of where it listens, and so listens on port 80",
    apply: server(`server_name ${messaging}; root /usr/share/element-web;`),
  },
  {
    how: "behind the issuer's challenge on port 80 the homeserver answers",
    apply: nginx(CHALLENGES, "proxy_pass http://127.0.0.1:8008;"),
  },
  {
    how: "the folder of the issuer's challenge holds more than challenges",
    apply: nginx(CHALLENGES, "root /usr/local/share/stillroom;"),
  },
  {
    how: "an expression on port 80 comes before the way to TLS",
    apply: nginx(
      "location /.well-known/acme-challenge/ {",
      `location ~ ^/libs/ { ${PAGES} }\n        location /.well-known/acme-challenge/ {`,
    ),
  },
  {
    how: "the redirect leads to the same name without TLS",
    apply: nginx("return 301 https://$host$request_uri;", "return 301 http://$host$request_uri;"),
  },
  {
    how: "the redirect leads to a name that only begins like ours",
    apply: nginx("return 301 https://$host$request_uri;", `return 301 https://${video}.example.net/;`),
  },
  {
    how: "the redirect's host begins with a variable and goes on",
    apply: nginx("return 301 https://$host$request_uri;", "return 301 https://$host.example.net$request_uri;"),
  },
  { how: "strangers on port 80 get a text", apply: nginx("return 444;", 'return 200 "hello";') },
  {
    how: "one server has a certificate of its own",
    apply: nginx(PAGES, `${PAGES} ssl_certificate /etc/ssl/certs/ssl-cert-snakeoil.pem;`),
  },
  {
    how: "every server has a second certificate beside ours",
    apply: nginx(
      "ssl_session_tickets off;",
      "ssl_session_tickets off; ssl_certificate /etc/ssl/other.pem; ssl_certificate_key /etc/ssl/other.key;",
    ),
  },
  {
    how: "the relay's line against TLS 1.1 became a comment",
    apply: (release) => replaced(release, ENTRY.coturn, /^no-tlsv1_1$/m, "# no-tlsv1_1"),
  },
  {
    how: "the relay's line about ciphers is gone, and so all of OpenSSL's own count",
    apply: (release) => replaced(release, ENTRY.coturn, /^cipher-list=.*$/m, ""),
  },
  {
    how: "the relay has the key of another certificate",
    apply: (release) => replaced(release, ENTRY.coturn, /^pkey=.*$/m, "pkey=/etc/ssl/private/ssl-cert-snakeoil.key"),
  },
  {
    how: "the relay has the chain of another certificate",
    apply: (release) => replaced(release, ENTRY.coturn, /^cert=.*$/m, "cert=/etc/ssl/certs/ssl-cert-snakeoil.pem"),
  },
  ...[video, messaging, homeserver].map((name) => ({
    how: `no server has the name ${name} any more`,
    apply: nginx(`server_name "${name}";`, "server_name other.quiet-harbour.example;"),
  })),
  {
    how: "without messages on the machine, no server has the name of the pages any more",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
    apply: nginx(`server_name "${video}";`, "server_name other.quiet-harbour.example;"),
  },
  {
    how: "one server has the key of another certificate",
    apply: nginx(PAGES, `${PAGES} ssl_certificate_key /etc/ssl/private/ssl-cert-snakeoil.key;`),
  },
  {
    how: "the address of the pages is told as a text with a good status",
    apply: nginx("return 301 https://$host$request_uri;", "return 200 https://$host/;"),
  },
  {
    how: "Prosody's line about where it listens is gone",
    apply: (release) => replaced(release, ENTRY.prosody, /^interfaces = .*$/m, ""),
  },
  {
    how: "one of Prosody's hosts listens for pages on every address",
    apply: (release) => appended(release, ENTRY.prosody, 'VirtualHost "meet.internal"\n\thttp_interfaces = "*"'),
  },
  {
    how: "one of two addresses on which Prosody listens is not its own machine's",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /^http_interfaces = .*$/m, 'http_interfaces = { "127.0.0.1", "0.0.0.0" }'),
  },
  {
    how: "Prosody's ports for programs are open to everybody",
    apply: (release) => replaced(release, ENTRY.prosody, /^local_interfaces = .*$/m, 'component_interfaces = "*"'),
  },
  {
    how: "Prosody listens for clients by IPv6 on every address",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /^c2s_interfaces = .*$/m, 'c2s_interfaces = { "127.0.0.1", "::" }'),
  },
  {
    how: "the certificate is looked after again in 2099",
    apply: (release) => replaced(release, TIMER, /^OnCalendar=.*$/m, "OnCalendar=2099-01-01"),
  },
  {
    how: "the certificate is looked after once a year",
    apply: (release) =>
      replaced(release, TIMER, /^OnCalendar=.*$/m, "OnCalendar=hourly\nOnCalendar=\nOnCalendar=yearly"),
  },
  {
    how: "the certificate is looked after once, after the machine's start",
    apply: (release) => replaced(release, TIMER, /^OnCalendar=.*$/m, "OnBootSec=1min"),
  },
  {
    how: "the timer that renews the certificate is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "certificates.timer") }),
  },
  {
    how: "the program that renews the certificate is none of the release's packages",
    apply: (release) => ({ ...release, packages: release.packages.filter(({ name }) => name !== "certbot") }),
  },
  {
    how: "the practice's own root is another's",
    clinic: { ...CLINIC, certificates: { ...SIGNED, chain: undefined } },
    apply: (release) => replaced(release, `${PEMS}root.pem`, "MAo=", "MAs="),
  },
  {
    how: "the practice's own root has another one beside it",
    clinic: { ...CLINIC, certificates: { ...SIGNED, chain: undefined } },
    apply: (release) => appended(release, `${PEMS}root.pem`, SIGNED.root.replace("MAo=", "MAs=")),
  },
  {
    how: "the file with the practice's own root is gone",
    clinic: { ...CLINIC, certificates: { ...SIGNED, chain: undefined } },
    apply: (release) => withoutFile(release, `${PEMS}root.pem`),
  },
  {
    how: "the machine believes a root of which the stack file says nothing",
    apply: (release) => withFile(release, { path: `${PEMS}root.pem`, format: "text", text: SIGNED.root }),
  },
  {
    how: "the certificate that the practice signed is another one",
    clinic: { ...CLINIC, certificates: { ...SIGNED, chain: SIGNED.root } },
    apply: (release) => replaced(release, `${PEMS}issued.pem`, "MAo=", "MAs="),
  },
  ...[
    "ECDHE+AESGCM:!aNULL,AES128-SHA",
    "ECDHE+AESGCM:!RC4 ALL",
    "ECDHE+AESGCM;AES256-SHA256;ECDHE+CHACHA20",
    "ECDHE+AESGCM,@SECLEVEL=0",
    "ECDHE+AESGCM:!RC4@SECLEVEL=0",
    "ECDHE+AES:!SHA",
    "ECDHE",
    "AESGCM",
    "DHE+AESGCM",
    "ECDHE+AESGCM+aNULL",
    "!aNULL:!MD5",
    "ECDHE+AESGCM:!ECDHE",
    "ECDHE+AESGCM:-AESGCM",
  ].map((list): BrokenTree => ({
    how: `the relay's list of ciphers is ${list}`,
    apply: (release) => replaced(release, ENTRY.coturn, /^cipher-list=.*$/m, `cipher-list=${list}`),
  })),
  ...["secp224r1", "prime256v1:secp160r1", "brainpoolP256r1"].map((curve): BrokenTree => ({
    how: `the relay agrees on keys by ${curve}`,
    apply: (release) => appended(release, ENTRY.coturn, `ec-curve-name=${curve}`),
  })),
  // Who goes through all addresses in clear, and what outlives a conversation.
  {
    how: "in clear, strangers are led to the name of the video pages",
    apply: nginx("return 444;", `return 301 https://${video}/;`),
  },
  {
    how: "in clear, strangers are led to whatever they asked for",
    apply: nginx("return 444;", "return 308 https://$host$request_uri;"),
  },
  {
    how: "in clear, no server is there for strangers, and so the first answers with its own name",
    apply: (release) =>
      nginx(
        "https://$host$request_uri",
        "https://$server_name$request_uri",
      )(nginx(/server \{\n\s*listen 80 default_server;[^}]*\}/, "")(release)),
  },
  {
    how: "by IPv6 alone, strangers are led on in clear",
    apply: (release) => nginx("listen [::]:80 default_server;", "")(release),
  },
  {
    how: "sessions can be taken up again for a year",
    apply: nginx("ssl_session_timeout 1d;", "ssl_session_timeout 1y;"),
  },
  {
    how: "one server lets sessions be taken up again a minute longer than a day",
    apply: nginx(PAGES, `${PAGES} ssl_session_timeout 1441m;`),
  },
  {
    how: "what the homeserver answers is compressed",
    apply: nginx("gzip off;", "gzip on; gzip_types *; gzip_proxied any;"),
  },
  { how: "the homeserver's answers are no longer kept from being compressed", apply: nginx("gzip off;", "") },
];
