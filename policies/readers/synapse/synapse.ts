import type { Release } from "../../../render/release.ts";
import type { Settings } from "../../demands.ts";
import type { Plain, Reading } from "../../reading.ts";
import type { Breach } from "../../rule.ts";
import { shapes, unknownSettings, type Shapes } from "../known-settings.ts";
import { floatsIn, lineAt, offsetOf, plainOf } from "../located.ts";
import { unitOf } from "../systemd/units.ts";
import { locateYaml } from "../yaml.ts";

const UNIT = "matrix-synapse.service";
const HOMESERVER = "/etc/matrix-synapse/homeserver.yaml";

/**
 * Synapse's configuration: the files that its unit's command names, in order. Synapse overlays them key by key at the top level
 * alone (synapse/config/_base.py, read_config_files, v1.157.1). The unit of its package (debian/matrix-synapse-py3.matrix-synapse.service)
 * names homeserver.yaml and then the folder conf.d, which the package's own scripts fill. A setting that is not known here is
 * a doubt.
 */
export function readSynapse(release: Release): Reading<Settings> {
  const doubts: Breach[] = [];
  const merged = new Map<
    string,
    { readonly path: string; readonly line: (keys: readonly string[]) => number; readonly value: Plain }
  >();
  const command = synapseCommand(release);
  doubts.push(...command.doubts);
  for (const path of command.paths) {
    const file = release.files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      doubts.push({
        where: command.where,
        what: `Synapse would read ${path}, which is no file of the release, so what it says can't be told.`,
      });
      continue;
    }
    const reading = locateYaml(file);
    doubts.push(...reading.doubts);
    const whole = reading.value;
    if (whole === undefined) continue;
    if (whole.kind !== "map") {
      doubts.push({ where: path, line: 1, what: "The file holds no settings, so Synapse would ignore it as a whole." });
      continue;
    }
    const line = (keys: readonly string[]) => lineAt(file.text, offsetOf(whole, keys));
    const floats = floatsIn(whole).filter((keys) => !TAKES_FLOAT.test(keys.join(".")));
    doubts.push(
      ...floats.map((keys) => ({
        where: path,
        line: line(keys),
        what: `${keys.join(".")} is written with a decimal point, of which PyYAML makes a float; Synapse wants an integer or words there, so what it makes of it can't be told.`,
      })),
    );
    for (const [key, part] of whole.parts) merged.set(key, { path, line, value: plainOf(part) });
  }
  const settings: Settings = {
    value: Object.fromEntries([...merged].map(([key, { value }]) => [key, value])),
    origin: {
      path: HOMESERVER,
      lineOf: (keys) => merged.get(keys[0] ?? "")?.line(keys),
      pathOf: (keys) => merged.get(keys[0] ?? "")?.path ?? command.paths[0] ?? HOMESERVER,
    },
  };
  doubts.push(...unknownSettings(settings.value, SYNAPSE, "Synapse", settings.origin));
  return { value: settings, doubts };
}

/**
 * Where Synapse takes a float as well (1.163.2): synapse/config/ratelimiting.py, RatelimitSettings, and cache.py. Durations and sizes must be
 * of the very type int, or words (_base.py, parse_duration and parse_size).
 */
const TAKES_FLOAT = /^rc_\w+\.(?:\w+\.)*(?:per_second|burst_count)$|^caches\.(?:global_factor$|per_cache_factors\.)/;

/** The files that Synapse's command names, and every word of it that could say something else. */
function synapseCommand(release: Release): {
  readonly paths: readonly string[];
  readonly where: string;
  readonly doubts: readonly Breach[];
} {
  const last = unitOf(release, UNIT)
    .filter(({ section, key }) => section === "Service" && key === "ExecStart")
    .at(-1);
  if (last === undefined || last.value === "") {
    return {
      paths: [HOMESERVER, "/etc/matrix-synapse/conf.d/"],
      where: `/etc/systemd/system/${UNIT}`,
      doubts: [],
    };
  }
  const words = last.value.split(/\s+/);
  const start = words.findIndex((word, index) => words[index - 1] === "-m" && word === "synapse.app.homeserver");
  const options = words.slice(start + 1);
  const paths = options.flatMap((word) => /^--config-path=(\/[\w./-]+)$/.exec(word)?.[1] ?? []);
  const odd = start === -1 || paths.length < options.length || paths.length === 0;
  const doubt: Breach = {
    where: last.path,
    line: last.line,
    what: `Synapse is started with words that are not understood: ${last.value}.`,
    mend: "Name its files with --config-path= and nothing else: its other options override them.",
  };
  return { paths, where: last.path, doubts: odd ? [doubt] : [] };
}

const RATE = { fields: shapes("number", "per_second burst_count") } as const;
const TOGGLE = { fields: { enabled: "judged" } } as const;

/**
 * Settings of Synapse whose effect is known, by element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1, and, for those that it
 * no longer documents, synapse/config/*.py of 1.163.2.
 */
const SYNAPSE: Shapes = {
  // Who answers, to whom.
  server_name: "judged",
  public_baseurl: "judged",
  ...shapes("judged", "listeners serve_server_wellknown web_client_location extra_well_known_client_content"),
  ...shapes("judged", "bind_port unsecure_port bind_host manhole metrics_port metrics_bind_host"),
  // Other servers.
  ...shapes("judged", "federation_domain_whitelist trusted_key_servers perspectives send_federation"),
  ...shapes("judged", "allow_profile_lookup_over_federation allow_device_name_lookup_over_federation"),
  ...shapes("judged", "allow_public_rooms_over_federation federation_whitelist_endpoint_enabled"),
  suppress_key_server_warning: "flag",
  ...shapes(
    "judged",
    "federation_custom_ca_list federation_verify_certificates federation_certificate_verification_whitelist",
  ),
  ip_range_blacklist: "texts",
  // Other companies.
  ...shapes(
    "judged",
    "report_stats report_stats_endpoint start_pushers pusher_instances enable_3pid_lookup enable_3pid_changes",
  ),
  ...shapes(
    "judged",
    "url_preview_enabled url_preview_ip_range_whitelist ip_range_whitelist oembed email sentry opentracing",
  ),
  ...shapes("judged", "account_threepid_delegates default_identity_server trust_identity_server_for_password_resets"),
  ...shapes(
    "judged",
    "recaptcha_public_key recaptcha_private_key recaptcha_siteverify_api enable_registration_captcha",
  ),
  ...shapes("judged", "user_consent http_proxy https_proxy matrix_rtc media_storage_providers redis turn_uris"),
  ...shapes("judged", "turn_shared_secret turn_username turn_password"),
  push: {
    fields: { enabled: "flag", include_content: "judged", group_unread_count_by_room: "flag", jitter_delay: "span" },
  },
  turn_allow_guests: "flag",
  turn_user_lifetime: "span",
  url_preview_ip_range_blacklist: "texts",
  url_preview_accept_language: "texts",
  // Accounts.
  ...shapes("judged", "enable_registration enable_registration_without_verification registration_requires_token"),
  ...shapes("judged", "disable_registration allow_guest_access registration_shared_secret"),
  ...shapes("judged", "oidc_providers oidc_config saml2_config cas_config jwt_config sso modules password_providers"),
  ...shapes("judged", "matrix_authentication_service experimental_features app_service_config_files ldap_config"),
  ...shapes("judged", "spam_checker third_party_event_rules presence_router login_via_existing_session"),
  registration_shared_secret_path: ["/etc/matrix-synapse/registration.secret"],
  ...shapes("flag", "request_token_inhibit_3pid_errors inhibit_user_in_use_error disable_msisdn_registration"),
  ...shapes("flag", "enable_set_displayname enable_set_avatar_url allow_per_room_profiles"),
  ...shapes(
    "span",
    "session_lifetime refresh_token_lifetime refreshable_access_token_lifetime nonrefreshable_access_token_lifetime",
  ),
  bcrypt_rounds: "judged",
  registrations_require_3pid: "texts",
  password_config: {
    fields: {
      ...shapes("judged", "enabled localdb_enabled pepper"),
      policy: {
        fields: {
          ...shapes("judged", "enabled minimum_length"),
          ...shapes("flag", "require_digit require_symbol require_lowercase require_uppercase"),
        },
      },
    },
  },
  // Who sees whom.
  encryption_enabled_by_default_for_room_type: "judged",
  ...shapes(
    "judged",
    "allow_public_rooms_without_auth enable_room_list_search room_list_publication_rules alias_creation_rules",
  ),
  ...shapes("judged", "require_auth_for_profile_requests limit_profile_requests_to_users_who_share_rooms"),
  ...shapes("judged", "include_profile_data_on_invite use_presence auto_join_rooms"),
  user_directory: {
    fields: {
      ...shapes("judged", "enabled search_all_users"),
      ...shapes("flag", "prefer_local_users exclude_remote_users show_locked_users"),
    },
  },
  presence: TOGGLE,
  ...shapes("flag", "enable_search block_non_admin_invites require_membership_for_aliases"),
  default_room_version: "text",
  // How long things stay: the rule message-retention judges it against the stack file.
  retention: {
    fields: {
      enabled: "judged",
      default_policy: { fields: shapes("span", "min_lifetime max_lifetime") },
      ...shapes("span", "allowed_lifetime_min allowed_lifetime_max"),
      purge_jobs: { each: { fields: shapes("span", "shortest_max_lifetime longest_max_lifetime interval") } },
    },
  },
  media_retention: { fields: shapes("span", "local_media_lifetime remote_media_lifetime") },
  ...shapes("span", "redaction_retention_period forgotten_room_retention_period user_ips_max_age"),
  ...shapes("span", "delete_stale_devices_after unused_expiration_time"),
  forget_rooms_on_leave: "flag",
  // Files.
  enable_authenticated_media: "judged",
  enable_media_repo: "flag",
  media_store_path: ["/var/lib/matrix-synapse/media"],
  ...shapes("span", "max_upload_size max_image_pixels max_avatar_size remote_media_download_per_second"),
  max_pending_media_uploads: "number",
  dynamic_thumbnails: "flag",
  allowed_avatar_mimetypes: "texts",
  // Limits. Those against guessing are judged.
  rc_login: "judged",
  ...shapes(RATE, "rc_message rc_registration rc_registration_token_validity rc_room_creation rc_user_directory"),
  ...shapes(RATE, "rc_admin_redaction rc_joins_per_room rc_3pid_validation rc_third_party_invite rc_media_create"),
  ...shapes(RATE, "rc_delayed_event_mgmt rc_reports"),
  rc_joins: { fields: shapes(RATE, "local remote") },
  rc_invites: { fields: shapes(RATE, "per_room per_user per_issuer") },
  rc_presence: { fields: { per_user: RATE } },
  ...shapes("number", "filter_timeline_limit dummy_events_threshold soft_file_limit"),
  ...shapes("span", "event_cache_size"),
  caches: {
    fields: {
      global_factor: "number",
      per_cache_factors: { named: "number" },
      expire_caches: "flag",
      ...shapes("span", "cache_entry_ttl sync_response_cache_duration"),
    },
  },
  // Where it keeps things. Its logging is read from this one file.
  database: {
    fields: {
      name: ["psycopg2"],
      txn_limit: "number",
      allow_unsafe_locale: "flag",
      args: {
        fields: {
          ...shapes(["synapse"], "dbname database"),
          user: ["matrix-synapse"],
          password: "judged",
          host: ["/var/run/postgresql", "/run/postgresql"],
          ...shapes("number", "cp_min cp_max keepalives_idle keepalives_interval keepalives_count connect_timeout"),
        },
      },
    },
  },
  log_config: ["/etc/matrix-synapse/log.yaml"],
  signing_key_path: ["/var/lib/matrix-synapse/homeserver.signing.key"],
  ...shapes("judged", "macaroon_secret_key form_secret worker_replication_secret"),
  enable_metrics: "flag",
  metrics_flags: { fields: { known_servers: "flag" } },
  stats: TOGGLE,
  ...shapes("flag", "use_frozen_dicts limit_usage_by_mau mau_stats_only track_puppeted_user_ips"),
  gc_thresholds: { each: "number" },
  gc_min_interval: { each: "span" },
  background_updates: {
    fields: {
      ...shapes("number", "background_update_duration_ms sleep_duration_ms min_batch_size default_batch_size"),
      sleep_enabled: "flag",
    },
  },
};
