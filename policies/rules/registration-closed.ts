import { appended, replaced, withFile } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { absent, differs, equals, originIn, unmet, type Demand } from "../demands.ts";
import { modulesOf, optionOf } from "../readers/prosody.ts";
import { placeOf, serverFor } from "../readers/nginx-request.ts";
import { shown } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1. */
const SYNAPSE: readonly Demand[] = [
  differs("enable_registration", true, "anybody could make an account."),
  differs("enable_registration_without_verification", true, "anybody could make an account."),
  equals(
    "registration_requires_token",
    true,
    "if registration is ever opened by mistake, a token must still be needed.",
  ),
  differs("allow_guest_access", true, "guests need no account."),
  absent(
    "registration_shared_secret",
    "whoever reads it makes accounts; it belongs into a file of its own that only Synapse reads.",
  ),
  ...["oidc_providers", "saml2_config", "cas_config", "jwt_config", "modules", "password_providers"].map((key) =>
    absent(key, "it lets accounts come from elsewhere."),
  ),
  absent("matrix_authentication_service", "it lets accounts come from elsewhere."),
  absent("experimental_features.msc3861", "it lets accounts come from elsewhere."),
];

/** Modules with which an account is made over XMPP (Prosody 13.0, modules/). */
const REGISTERING: ReadonlySet<string> = new Set([
  "register",
  "register_ibr",
  "register_limits",
  "invites",
  "invites_adhoc",
  "invites_register",
  "register_web",
  "admin_adhoc",
  "admin_web",
  "http_admin_api",
]);

/** Ours: tokens for people, born passwords for the two services. */
const AUTHENTICATIONS: ReadonlySet<unknown> = new Set(["room_token", "service_accounts"]);

/** Nobody gets an account, or in without one, but by an administrator's or a clinician's hand. */
export const registrationClosed: Rule = {
  id: "registration-closed",
  title: "Nobody can make an account, and nobody gets in without one or a token.",
  severity: "high",
  serves: "Unique users and access authorisation: HIPAA 45 CFR 164.308(a)(4) and 164.312(a)(2)(i), GDPR art. 25(2).",
  mend: "Leave templates/synapse and templates/prosody as they are; administrators make accounts with messaging-account.",
  looksAt: "Synapse's registration, guests and login, what nginx passes on to it, and how Prosody lets people in.",
  check: (release, configuration) => [
    ...synapseBreaches(configuration),
    ...prosodyBreaches(configuration),
    ...adminBreaches(release, configuration),
  ],
  breaks: [
    {
      how: "a later line turns registration on",
      apply: (release) => replaced(release, ENTRY.synapse, "enable_registration: false", "enable_registration: yes"),
    },
    {
      how: "Synapse also reads a file that somebody put into conf.d",
      apply: (release) =>
        replaced(
          withFile(release, {
            path: "/etc/matrix-synapse/conf.d/extra.yaml",
            format: "yaml",
            text: "enable_registration: true\nenable_registration_without_verification: true\n",
          }),
          "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf",
          "--config-path=/etc/matrix-synapse/homeserver.yaml",
          "--config-path=/etc/matrix-synapse/homeserver.yaml --config-path=/etc/matrix-synapse/conf.d/extra.yaml",
        ),
    },
    {
      how: "accounts come from another company",
      apply: (release) =>
        appended(release, ENTRY.synapse, "oidc_providers: [{idp_id: x, issuer: https://accounts.example}]"),
    },
    {
      how: "Prosody lets anybody in as a guest",
      apply: (release) =>
        appended(release, ENTRY.prosody, 'VirtualHost "guest.meet.internal"\n authentication = "anonymous"'),
    },
    {
      how: "Prosody's registration comes back on one host",
      apply: (release) =>
        appended(
          release,
          ENTRY.prosody,
          'VirtualHost "auth.meet.internal"\n modules_enabled { "register_ibr" }\n allow_registration = true',
        ),
    },
  ],
};

type Configuration = Parameters<Rule["check"]>[1];

function synapseBreaches(configuration: Configuration): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  return unmet(synapse, SYNAPSE, originIn(ENTRY.synapse, configuration.file(ENTRY.synapse)?.text));
}

function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  const origin = originIn(ENTRY.prosody, configuration.file(ENTRY.prosody)?.text);
  return [...prosody.hosts.values()].flatMap((host): readonly Breach[] => {
    const breaches: Breach[] = [];
    const say = (key: string, what: string) => {
      const line = origin.lineOf([key]);
      breaches.push({ where: ENTRY.prosody, ...(line === undefined ? {} : { line }), what });
    };
    for (const module of modulesOf(prosody, host)) {
      if (REGISTERING.has(module)) say(module, `On ${host.name} the module ${module} is loaded, which makes accounts.`);
    }
    if (optionOf(prosody, host, "allow_registration") === true) {
      say("allow_registration", `On ${host.name} allow_registration is true.`);
    }
    const authentication = optionOf(prosody, host, "authentication");
    if (host.component === undefined && !AUTHENTICATIONS.has(authentication)) {
      say(
        host.name,
        `On ${host.name} authentication is ${shown(authentication)}, which is none that asks for our tokens.`,
      );
    }
    return breaches;
  });
}

/** Synapse's admin API makes accounts too; it is for administrators on the machine itself. */
function adminBreaches(release: Parameters<Rule["check"]>[0], configuration: Configuration): readonly Breach[] {
  if (configuration.synapse() === undefined) return [];
  const server = serverFor(configuration.nginx(), release.subject.names.homeserver);
  if (server === undefined) return [];
  return ["/_synapse/admin/v1/register", "/_synapse/admin/v2/users"].flatMap((path): readonly Breach[] => {
    const place = placeOf(server, path);
    const proxy = place?.levels.at(-1)?.find(({ name }) => name === "proxy_pass");
    if (place !== undefined && proxy === undefined) return [];
    return [
      {
        where: proxy?.path ?? ENTRY.nginx,
        ...(proxy === undefined ? {} : { line: proxy.line }),
        what: `https://${release.subject.names.homeserver}${path} reaches Synapse's admin API from outside.`,
      },
    ];
  });
}
