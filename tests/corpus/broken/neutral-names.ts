import type { Clinic } from "../../../clinic/clinic.ts";
import {
  appended,
  replaced,
  videoFile,
  withFile,
  withFileOf,
  withSubject,
  withText,
} from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

/** A clinic that asks for a telling name itself. */
function asking(how: string, clinic: Partial<Clinic>): BrokenTree {
  return { how, clinic: { ...CLINIC, ...clinic }, apply: (release) => release };
}

function named(how: string, names: Partial<Clinic["names"]>): BrokenTree {
  return asking(how, { names: { ...CLINIC.names, ...names } });
}

/** A clinic with certificates of its own. */
function certified(how: string, chain: string, root: string = NEUTRAL): BrokenTree {
  return asking(how, { certificates: { issuer: "practice", chain, root } });
}

/** For quiet-harbour.example and meet.quiet-harbour.example, signed by itself. */
const NEUTRAL = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBvTCCAWKgAwIBAgIUMuVUEhAbOxMWf1REKE0ooc8YJXwwCgYIKoZIzj0EAwIw",
  "IDEeMBwGA1UEAwwVcXVpZXQtaGFyYm91ci5leGFtcGxlMB4XDTI2MTEyMzA3MTcz",
  "M1oXDTM2MTEyMDA3MTczM1owIDEeMBwGA1UEAwwVcXVpZXQtaGFyYm91ci5leGFt",
  "cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEIk8aiO8RGVma6jrkWwtIhLO",
  "DyNRT812C9h8jJvKRuk9ermBWACfbMX91O2UE2A/lAb2tYVH213Cc92VCrkknKN6",
  "MHgwHQYDVR0OBBYEFIMTcorHIypkc3nDtm5s2YJ8HYMwMB8GA1UdIwQYMBaAFIMT",
  "corHIypkc3nDtm5s2YJ8HYMwMA8GA1UdEwEB/wQFMAMBAf8wJQYDVR0RBB4wHIIa",
  "bWVldC5xdWlldC1oYXJib3VyLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAwRgIhAKWI",
  "6ERPGGwqpxNKoZYwLh/GywJNwfF0lYfbENEsQf/LAiEAuHNgaE3P5IdKQ1RFLI3a",
  "9Kj4qcIhcvk4eMbg1XnNA+0=",
  "-----END CERTIFICATE-----",
].join("\n");
/** For quiet-harbour.example and patients.quiet-harbour.example, signed by itself. */
const FOR_MORE = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBvzCCAWagAwIBAgIUcKF90ZM9gbM1oQoG2eoiDZllpCUwCgYIKoZIzj0EAwIw",
  "IDEeMBwGA1UEAwwVcXVpZXQtaGFyYm91ci5leGFtcGxlMB4XDTI2MTEyMzA3MTcz",
  "M1oXDTM2MTEyMDA3MTczM1owIDEeMBwGA1UEAwwVcXVpZXQtaGFyYm91ci5leGFt",
  "cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXSappQ6exN8Rk1nocBII9LLZ",
  "gH5FbM/2nIAT2FDTuGsToXsv3pAM4LN8XX9o/yPr7EvbQu6vmy378wEbSRglL6N+",
  "MHwwHQYDVR0OBBYEFN/an9dWV3beWtdlRx1jvYt/YMTSMB8GA1UdIwQYMBaAFN/a",
  "n9dWV3beWtdlRx1jvYt/YMTSMA8GA1UdEwEB/wQFMAMBAf8wKQYDVR0RBCIwIIIe",
  "cGF0aWVudHMucXVpZXQtaGFyYm91ci5leGFtcGxlMAoGCCqGSM49BAMCA0cAMEQC",
  "ICUwcSewp0shB7Jw8tfDbGrc7K+WybbwK24cy6JgwGwvAiAc4g7BCZ94DCVHHNcI",
  "o5vwifjCxvSWT5LQwsDMnipBOQ==",
  "-----END CERTIFICATE-----",
].join("\n");
/** For quiet-harbour.example of an organisation with a telling name, signed by NEUTRAL. */
const FOR_AN_ORGANISATION = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBrjCCAVSgAwIBAgIUI5SbRthJmqTO23fvmylrgRjlxq8wCgYIKoZIzj0EAwIw",
  "IDEeMBwGA1UEAwwVcXVpZXQtaGFyYm91ci5leGFtcGxlMB4XDTI2MTEyMzA3MTcz",
  "M1oXDTM2MTEyMDA3MTczM1owOTEXMBUGA1UECgwOSG9zcGl0YWwgTm9ydGgxHjAc",
  "BgNVBAMMFXF1aWV0LWhhcmJvdXIuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49",
  "AwEHA0IABC1M8spDSkR2FOP++otADg7MMYE6AkIv2H4KCieS1KIR1Li/cUS8h5+0",
  "1/sMIFca0vKLIO8BnxGKnyUXtjCig6KjUzBRMB0GA1UdDgQWBBRBFzOsuWv2zo4Z",
  "jKGxwFer4kocYDAfBgNVHSMEGDAWgBSDE3KKxyMqZHN5w7ZubNmCfB2DMDAPBgNV",
  "HRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCYe+z/auQDvsUiWMj76qe0",
  "mBwfzWte6MTbFq2O6UfLGgIgA8LSTIa56RzegPmJcrE8x08c5uoujWCGqinSsONn",
  "FIg=",
  "-----END CERTIFICATE-----",
].join("\n");
/** For quiet-harbour.example, signed by an authority with a telling name. */
const ISSUED = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBPTCB5AIUICCIm0JWxhXZ7ojCmKvBxAZi9c4wCgYIKoZIzj0EAwIwIzEhMB8G",
  "A1UEAwwYUm9vdCBvZiBQc3ljaG9sb2d5IE5vcnRoMB4XDTI2MTEyMzA3MTczM1oX",
  "DTM2MTEyMDA3MTczM1owIDEeMBwGA1UEAwwVcXVpZXQtaGFyYm91ci5leGFtcGxl",
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAET1Luw+xF0951VqfaglQcxCs5ZiSB",
  "AASmRaebF85IsAul9aLLSgkgj15dLmHHuwIZfjlgPPUWUilvF9cA+TQZMjAKBggq",
  "hkjOPQQDAgNIADBFAiBV6GgihcvDXgD/b1SI5KA9ILTeH8DLV5cEv1Y5MvoVFAIh",
  "ALW82vxOEIld6d6nkLLQ37Leo90D/QBCUxhDjDkY3we0",
  "-----END CERTIFICATE-----",
].join("\n");

const PROJECTS = "/etc/stillroom/sources.list.d/projects.sources";
const TITLE = "/usr/local/share/stillroom/video/title.html";

export const TREES: readonly BrokenTree[] = [
  {
    how: "the program of the desk's pages is no longer the reviewed one, and greets",
    clinic: INVITING,
    apply: (release) =>
      appended(release, "/usr/local/lib/stillroom/desk-page.js", 'document.title = "Welcome to your therapy";'),
  },
  {
    how: "the desk's title is another one than the practice's",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.desk, /"title": ".*"/, '"title": "Counselling at the Harbour"'),
  },
  {
    how: "the desk's unit says whom it is for",
    clinic: INVITING,
    apply: (release) =>
      replaced(release, "/etc/systemd/system/desk.service", "Description=Appointments", "Description=Patients"),
  },
  // What the stack file asks for.
  named("the host's label holds the word inside a longer one", { host: "quiettherapyhub.quiet-harbour.example" }),
  named("the word is spread over labels", { video: "psy.cho.lo.gist.quiet-harbour.example" }),
  named("a hyphen cuts the word where another begins", { messaging: "the-rapist.quiet-harbour.example" }),
  named("the word ends where the domain begins, and neither half tells", {
    domain: "rapist.example",
    host: "the.rapist.example",
  }),
  named("digits stand for two letters of a label", { relay: "c0uns3lling.quiet-harbour.example" }),
  named("an l stands for an i", { video: "cllnic.quiet-harbour.example" }),
  named("r and n stand for an m", { video: "rnedical.quiet-harbour.example" }),
  named("a label in punycode spells the word with a Cyrillic letter", {
    host: "xn--clnic-o2e.quiet-harbour.example",
  }),
  named("a title is glued to a surname", { host: "drmarsh.quiet-harbour.example" }),
  named("the homeserver's name tells in Icelandic", { homeserver: "salfraedingur.quiet-harbour.example" }),
  named("the relay's name tells in Polish, inflected", { relay: "poradni-psychologicznej.quiet-harbour.example" }),
  named("the whole domain tells in German, with ae for its umlaut", {
    domain: "aerztehaus-nord.example",
    host: "h1.aerztehaus-nord.example",
    video: "meet.aerztehaus-nord.example",
    messaging: "chat.aerztehaus-nord.example",
    homeserver: "matrix.aerztehaus-nord.example",
    relay: "relay.aerztehaus-nord.example",
  }),
  named("the relay lies under another domain than the rest, which tells", { relay: "relay.clinic.example" }),
  named("a degree stands behind the name of a person", { host: "weaver-phd.quiet-harbour.example" }),
  asking("a lunate sigma of Greek stands for a c in the title", {
    branding: { ...CLINIC.branding, title: "Quiet ϲlinic" },
  }),
  asking("a digit of Devanagari stands for an o in the title", {
    branding: { ...CLINIC.branding, title: "Quiet d०ctor" },
  }),
  asking("a sign of the language APL stands for a p in the title", {
    branding: { ...CLINIC.branding, title: "Thera⍴y" },
  }),
  named("a thorn stands for a p in punycode", { host: "xn--sychology-99a.quiet-harbour.example" }),
  named("the room where people wait is a doctor's in German", { messaging: "wartezimmer.quiet-harbour.example" }),
  named("the host's label tells in Hungarian", { host: "pszichologus.quiet-harbour.example" }),
  asking("the page's title tells in Hebrew", { branding: { ...CLINIC.branding, title: "חדר שקט לטיפול" } }),
  asking("the page's title tells in Arabic", { branding: { ...CLINIC.branding, title: "عيادة الميناء" } }),
  asking("the page's title tells in Chinese", { branding: { ...CLINIC.branding, title: "静港心理咨询" } }),
  asking("the page's title tells in Japanese, in letters of half width", {
    branding: { ...CLINIC.branding, title: "静かな港 ｾﾗﾋﾟｰ" },
  }),
  asking("the page's title tells in Korean", { branding: { ...CLINIC.branding, title: "조용한 항구 심리치료" } }),
  asking("the stack's own name tells, which names every resource at the cloud", { stack: "psych-prod" }),
  asking("the page's title tells in letters without their alphabet", {
    branding: { ...CLINIC.branding, title: "ᴘsʏᴄʜᴏʟᴏɢʏ at the harbour" },
  }),
  asking("the page's title is the sign of the trade", {
    branding: { ...CLINIC.branding, title: "Ψ Quiet Harbour" },
  }),
  asking("an administrator's account is called after the trade", {
    administrators: CLINIC.administrators.map((one) => ({ ...one, name: "nurse" })),
  }),
  asking("an administrator's key tells in its comment", {
    administrators: CLINIC.administrators.map((one) => ({
      ...one,
      sshKeys: one.sshKeys.map((key) => key.replace(/ ops$/, " ops@harbour-clinic")),
    })),
  }),
  asking("the address for the certificate authority's mails tells", {
    certificates: {
      issuer: "acme",
      directory: "https://acme-v02.api.letsencrypt.org/directory",
      contact: "office@harbour-counselling.example",
      root: undefined,
    },
  }),
  certified("the practice's own certificate names one site more", FOR_MORE),
  certified(
    "the second certificate of the practice's chain names an organisation",
    [NEUTRAL, FOR_AN_ORGANISATION].join("\n"),
  ),
  certified("the practice's certificate is signed by an authority with a telling name", ISSUED),
  certified("the practice's root names a telling site", NEUTRAL, FOR_MORE),
  // What was changed afterwards.
  {
    how: "nginx answers under a second name, behind a neutral one",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        'server_name "chat.quiet-harbour.example";',
        'server_name "chat.quiet-harbour.example" "psy.quiet-harbour.example";',
      ),
  },
  {
    how: "nginx sends strangers to a telling address whose letters are percent-encoded",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "return 301 https://$host$request_uri;",
        "return 301 https://quiet-harbour.example/%63linic$request_uri;",
      ),
  },
  {
    how: "a header that nobody reads tells",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "add_header X-Content-Type-Options nosniff always;",
        'add_header X-Content-Type-Options nosniff always; add_header X-Served-By "mental-health-1" always;',
      ),
  },
  {
    how: "the relay's realm is set once more, after ours",
    apply: (release) => appended(release, ENTRY.coturn, "realm=hospital.example"),
  },
  {
    how: "Prosody serves a domain that Lua puts together",
    apply: (release) => appended(release, ENTRY.prosody, 'VirtualHost ("psy" .. "chology.internal")'),
  },
  {
    how: "a room component of Prosody is given a name for people",
    apply: (release) =>
      withText(release, ENTRY.prosody, (text) =>
        text.replace(/^(Component "conference\.meet\.internal" "muc")$/m, '$1\n    name = "Group therapy"'),
      ),
  },
  {
    how: "the client's brand is put together from halves that tell nothing",
    apply: (release) =>
      appended(release, videoFile(release, "interface_config.js"), 'interfaceConfig.APP_NAME = "Psy" + "chology";'),
  },
  {
    how: "a setting of the client's brand is joined from a list",
    apply: (release) =>
      appended(
        release,
        videoFile(release, "interface_config.js"),
        'interfaceConfig.PROVIDER_NAME = ["cl", "in", "ic"].join("");',
      ),
  },
  {
    how: "the name that a visitor gets by default is joined from halves",
    apply: (release) =>
      appended(release, videoFile(release, "config.js"), 'config.defaultLocalDisplayName = "Pat" + "ient";'),
  },
  {
    how: "a comment in config.js tells, and every visitor is sent it",
    apply: (release) => appended(release, videoFile(release, "config.js"), "// for our outpatients"),
  },
  {
    how: "a key of config.js that no program knows tells",
    apply: (release) => appended(release, videoFile(release, "config.js"), "config.clinicId = 7;"),
  },
  {
    how: "the page's title is written in character references",
    apply: (release) =>
      replaced(release, TITLE, "<title>Quiet Harbour</title>", "<title>Quiet &#67;l&#x69;nic</title>"),
  },
  {
    how: "the page's title is cut in two by a soft hyphen",
    apply: (release) => replaced(release, TITLE, "<title>Quiet Harbour</title>", "<title>Quiet Thera&shy;py</title>"),
  },
  {
    how: "what search engines and chats show beside a link tells in an attribute",
    apply: (release) =>
      replaced(release, TITLE, 'content="Quiet Harbour"', 'content="Quiet Harbour" data-for="patients"'),
  },
  {
    how: "Element's brand tells, in Swedish",
    apply: (release) => replaced(release, ENTRY.element, '"brand": "Quiet Harbour"', '"brand": "Vårdcentralen"'),
  },
  {
    how: "Element's brand is given twice, and the telling one wins in escapes",
    apply: (release) =>
      replaced(
        release,
        ENTRY.element,
        '"brand": "Quiet Harbour",',
        '"brand": "Quiet Harbour", "brand": "\\u0050raxis",',
      ),
  },
  {
    how: "Synapse's server name, which can never change, tells in a scalar over two lines",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        '"server_name": "matrix.quiet-harbour.example"',
        '"server_name": "matrix.psycho\\\n  logist.example"',
      ),
  },
  {
    how: "Synapse sends mail under a telling name",
    apply: (release) =>
      appended(
        release,
        ENTRY.synapse,
        'email:\n  notif_from: "Practice for Psychiatry <noreply@quiet-harbour.example>"',
      ),
  },
  {
    how: "the login's banner lies in a file of a telling name",
    apply: (release) =>
      replaced(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", "Banner none", "Banner /etc/clinic-banner"),
  },
  {
    how: "the banner tells for one account alone",
    apply: (release) =>
      appended(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", "Match User ops\n    Banner /etc/clinic-banner"),
  },
  {
    how: "packages are asked of a telling mirror",
    apply: (release) => replaced(release, PROJECTS, "https://download.jitsi.org", "https://mirror.clinic.example"),
  },
  {
    how: "packages are asked of a telling suite",
    apply: (release) => replaced(release, PROJECTS, "Suites: trixie", "Suites: therapy"),
  },
  {
    how: "packages are asked of a telling component",
    apply: (release) => replaced(release, PROJECTS, "Components: main", "Components: main psych"),
  },
  {
    how: "apt's requests carry a telling user agent",
    apply: (release) =>
      appended(release, "/etc/apt/apt.conf.d/90stillroom-updates", 'Acquire::http::User-Agent "Praxisrechner";'),
  },
  {
    how: "the bridge is called after the trade, in a value of HOCON that is joined",
    apply: (release) =>
      appended(
        release,
        "/etc/stillroom/videobridge/jvb.conf",
        'videobridge.ice.udp.x = "cli"\nvideobridge.relay.region = ${videobridge.ice.udp.x}"nic"',
      ),
  },
  {
    how: "sshd tells it behind its version",
    apply: (release) =>
      replaced(
        release,
        "/etc/ssh/sshd_config.d/00-stillroom.conf",
        "VersionAddendum none",
        "VersionAddendum TherapyHost",
      ),
  },
  {
    how: "the console's greeting tells behind a number sign, which is no comment there",
    apply: (release) => withFile(release, { path: "/etc/issue", format: "text", text: "# Psychology, machine \\n\n" }),
  },
  {
    how: "a second greeting lies in a folder beside the first",
    apply: (release) =>
      withFile(release, { path: "/etc/motd.d/10-welcome", format: "text", text: "Welcome to the clinic.\n" }),
  },
  {
    how: "the certificate is asked for with one name more",
    apply: (release) =>
      replaced(
        release,
        "/etc/stillroom/certbot.ini",
        "domains = meet.quiet-harbour.example,",
        "domains = praxis.quiet-harbour.example,meet.quiet-harbour.example,",
      ),
  },
  {
    how: "the certificate of the first minutes names one site more",
    apply: (release) => ({
      ...release,
      steps: release.steps.map((step) => ({
        ...step,
        argv: step.argv.map((arg) =>
          arg.startsWith("subjectAltName=") ? `${arg},DNS:doctor.quiet-harbour.example` : arg,
        ),
      })),
    }),
  },
  {
    how: "a service's description tells, cut by the end of a line",
    apply: (release) =>
      replaced(release, "/etc/systemd/system/jicofo.service", /^Description=.*$/m, "Description=Rooms of a cli\\\nnic"),
  },
  {
    how: "a service's description tells in systemd's escapes",
    apply: (release) =>
      replaced(release, "/etc/systemd/system/jicofo.service", /^Description=.*$/m, "Description=\\x63\\x6cinic rooms"),
  },
  {
    how: "a file is kept under a telling name",
    apply: (release) => ({
      ...release,
      files: [
        ...release.files,
        ...release.files
          .filter(({ path }) => path === TITLE)
          .map((file) => ({ ...file, path: "/usr/local/share/stillroom/video/patients.html" })),
      ],
    }),
  },
  {
    how: "a unit of the release has a telling name",
    apply: (release) => ({
      ...release,
      units: release.units.map((unit, index) => (index === 0 ? { ...unit, name: "clinic.service" } : unit)),
    }),
  },
  {
    how: "the clock is asked of a telling name, which the network's operator sees",
    apply: (release) => appended(release, "/etc/chrony/chrony.conf", "server time.health.example iburst"),
  },
  {
    how: "the clinic's own list of names tells, and the release's does not",
    apply: (release) =>
      withSubject(release, {
        clinic: {
          ...release.subject.clinic,
          names: { ...release.subject.clinic.names, video: "therapy.quiet-harbour.example" },
        },
      }),
  },
  {
    how: "the clinic's own list of names tells together with the domain alone, and the release's does not",
    clinic: {
      ...CLINIC,
      names: { ...CLINIC.names, domain: "rapist.example", host: "h1.rapist.example" },
    },
    apply: (release) =>
      withSubject(release, {
        clinic: {
          ...release.subject.clinic,
          names: { ...release.subject.clinic.names, host: "the.rapist.example" },
        },
      }),
  },
  {
    how: "nginx answers under a word that ends in one of the practice's own names",
    clinic: { ...CLINIC, names: { ...CLINIC.names, relay: "ic.example" } },
    apply: (release) =>
      replaced(release, ENTRY.nginx, 'server_name "chat.quiet-harbour.example";', 'server_name "clinic.example";'),
  },
  {
    how: "nginx answers under a word that begins where one of the practice's own names ends",
    clinic: { ...CLINIC, names: { ...CLINIC.names, relay: "north.cl" } },
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        'server_name "chat.quiet-harbour.example";',
        'server_name "north.clinic.example";',
      ),
  },
  {
    how: "a folder has a telling name",
    apply: (release) => ({
      ...release,
      directories: release.directories.map((one, index) => (index === 0 ? { ...one, path: "/var/lib/patients" } : one)),
    }),
  },
  {
    how: "the release's own word for the stack tells",
    apply: (release) => withSubject(release, { stack: "clinic-north" }),
  },
  {
    how: "the release is for one stack, and its clinic for another that tells",
    apply: (release) => withSubject(release, { clinic: { ...release.subject.clinic, stack: "clinic-north" } }),
  },
  {
    how: "the release's title is neutral, and the stack file's tells",
    apply: (release) =>
      withSubject(release, {
        clinic: {
          ...release.subject.clinic,
          branding: { ...release.subject.clinic.branding, title: "Klinikum am Hafen" },
        },
      }),
  },
  {
    how: "the style sheet shows the word by an escape of CSS",
    apply: (release) =>
      appended(release, "/usr/local/share/stillroom/video/guard.css", 'body::before { content: "\\63linic"; }'),
  },
  {
    how: "Jicofo's rooms lie under a telling XMPP domain, by a key that is set again",
    apply: (release) =>
      appended(
        release,
        "/etc/stillroom/jicofo/jicofo.conf",
        'jicofo.xmpp.client.conference-muc-jid = "patients.meet.internal"',
      ),
  },
  {
    how: "an account of the machine's services is called after the trade",
    apply: (release) => ({
      ...release,
      accounts: release.accounts.map((account, index) => (index === 0 ? { ...account, name: "therapist" } : account)),
    }),
  },
  {
    how: "what clients learn under the homeserver's name tells in a key of its own",
    apply: (release) =>
      withFileOf(release, ENTRY.wellKnown, (file) => ({
        ...file,
        text: file.text.replace("{", '{ "org.example.kind": "gesundheit",'),
      })),
  },
];
