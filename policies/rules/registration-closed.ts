import type { Release } from "../../render/release.ts";
import { appended, replaced, withFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, only, placeIn, unmet, type Demand, type Origin } from "../demands.ts";
import { modulesOf, optionOf, placeOfModule } from "../readers/prosody/prosody.ts";
import { reachingSynapse } from "../readers/synapse/reach.ts";
import { at, isMap, shown, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/**
 * element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1, and synapse/config/*.py of 1.163.2 for what it no longer documents.
 * Synapse takes "true", "yes" and "1" for true (`strtobool`), so that a flag is false only where it is exactly that.
 */
const SYNAPSE: readonly Demand[] = [
  only("enable_registration", false, "anybody could make an account."),
  only("enable_registration_without_verification", false, "anybody could make an account."),
  only("disable_registration", true, "it is an old name for open registration."),
  equals(
    "registration_requires_token",
    true,
    "if registration is ever opened by mistake, a token must still be needed.",
  ),
  only("allow_guest_access", false, "guests need no account."),
  only("allow_public_rooms_without_auth", false, "rooms would be listed to anybody without an account."),
  only("enable_authenticated_media", true, "files would be handed out to anybody without an account."),
  only("login_via_existing_session.enabled", false, "one session could make another without a password."),
  only("password_config.enabled", true, "people would have to come in by something else than their password."),
  only("password_config.localdb_enabled", true, "people would have to come in by something else than their password."),
  equals("password_config.policy.enabled", true, "a password of one letter would be taken."),
  absent(
    "registration_shared_secret",
    "whoever reads it makes accounts; it belongs into a file of its own that only Synapse reads.",
  ),
  ...["oidc_config", "saml2_config", "cas_config", "jwt_config", "sso", "ldap_config"].map((key) =>
    absent(key, "it lets accounts come from elsewhere."),
  ),
  absent("matrix_authentication_service", "it lets accounts come from elsewhere."),
  only("oidc_providers", [], "it lets accounts come from elsewhere."),
  ...["modules", "password_providers"].map((key) => only(key, [], "it loads a program that can let anybody in.")),
  ...["spam_checker", "third_party_event_rules", "presence_router"].map((key) =>
    absent(key, "it loads a program that can let anybody in."),
  ),
  only("app_service_config_files", [], "an application service makes accounts and acts for them."),
  absent("experimental_features", "some of them let accounts come from elsewhere."),
];

/** A password is guessed sooner than that; the clinic's own accounts get long ones (messaging-account). */
const SHORTEST_PASSWORD = 12;
/** Synapse's default for the cost of one guess at a stolen password (`bcrypt_rounds`). */
const LEAST_ROUNDS = 12;
/** Synapse's own largest defaults for `rc_login`: guesses a second, and at once. */
const MOST_GUESSES = { per_second: 0.17, burst_count: 10 } as const;

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
const AUTHENTICATIONS: ReadonlySet<Plain | undefined> = new Set(["room_token", "service_accounts"]);

/** Nobody gets an account, or in without one, but by an administrator's or a clinician's hand. */
export const registrationClosed: Rule = {
  id: "registration-closed",
  title: "Nobody can make an account, and nobody gets in without one or a token.",
  severity: "high",
  serves: "Unique users and access authorisation: HIPAA 45 CFR 164.308(a)(4) and 164.312(a)(2)(i), GDPR art. 25(2).",
  mend: "Put templates/synapse and templates/prosody back as they are in the repository (`git diff templates/synapse templates/prosody` shows what changed); administrators make accounts with messaging-account.",
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

function synapseBreaches(configuration: Configuration): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  const origin = configuration.synapseOrigin();
  return [...unmet(synapse, SYNAPSE, origin), ...guessingBreaches(synapse, origin)];
}

/** How easily somebody gets in by guessing. */
function guessingBreaches(synapse: Plain, origin: Origin): readonly Breach[] {
  const breaches: Breach[] = [];
  const say = (keys: readonly string[], what: string) => {
    breaches.push({ ...placeIn(origin, keys), what });
  };
  const shortest = at(synapse, "password_config", "policy", "minimum_length");
  if (typeof shortest !== "number" || shortest < SHORTEST_PASSWORD) {
    say(
      ["password_config", "policy", "minimum_length"],
      `The shortest password has ${shown(shortest)} characters; one of less than ${SHORTEST_PASSWORD} can be guessed.`,
    );
  }
  const rounds = at(synapse, "bcrypt_rounds");
  if (rounds !== undefined && (typeof rounds !== "number" || rounds < LEAST_ROUNDS))
    say(
      ["bcrypt_rounds"],
      `bcrypt_rounds is ${shown(rounds)}; below ${LEAST_ROUNDS} a stolen password is soon guessed.`,
    );
  const limits = at(synapse, "rc_login");
  if (limits !== undefined && !isMap(limits))
    say(["rc_login"], `rc_login is ${shown(limits)}, no limits against guessing.`);
  for (const [kind, limit] of Object.entries(isMap(limits) ? limits : {})) {
    for (const [name, value] of Object.entries(isMap(limit) ? limit : { limit })) {
      const most = name === "per_second" || name === "burst_count" ? MOST_GUESSES[name] : undefined;
      if (most === undefined || typeof value !== "number" || value > most)
        say(
          ["rc_login", kind, name],
          `rc_login.${kind}.${name} is ${shown(value)}, which is no limit against guessing.`,
        );
    }
  }
  return breaches;
}

function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  return [...prosody.hosts.values()].flatMap((host): readonly Breach[] => {
    const registering = [...modulesOf(prosody, host)]
      .filter((module) => REGISTERING.has(module))
      .map((module) => ({
        ...placeOfModule(prosody, host, module),
        what: `On ${host.name} the module ${module} is loaded, which makes accounts.`,
      }));
    const allowed = optionOf(prosody, host, "allow_registration");
    const allowing =
      allowed === undefined || allowed === false
        ? []
        : [
            {
              ...prosody.placeOf(host.name, ["allow_registration"]),
              what: `On ${host.name} allow_registration is ${shown(allowed)}.`,
            },
          ];
    const authentication = optionOf(prosody, host, "authentication");
    const admitting =
      host.component !== undefined || AUTHENTICATIONS.has(authentication)
        ? []
        : [
            {
              ...prosody.placeOf(host.name, ["authentication"]),
              what: `On ${host.name} authentication is ${shown(authentication)}, which is none that asks for our tokens.`,
            },
          ];
    return [...registering, ...allowing, ...admitting];
  });
}

/** Synapse's admin API makes accounts too; it is for administrators on the machine itself. */
const ADMINISTRATION = ["/_synapse/admin/", "/_synapse/mas/"];

function adminBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  if (configuration.synapse() === undefined) return [];
  return reachingSynapse(configuration.nginx(), ADMINISTRATION).map(({ path, line, name, args }) => ({
    where: path,
    line,
    what: `${name} ${args.join(" ")} can hand on requests from outside to ${release.subject.names.homeserver}'s administration, which makes accounts.`,
  }));
}
