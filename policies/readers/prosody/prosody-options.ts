import { shown, stringsOf, type Plain } from "../../reading.ts";
import type { Breach } from "../../rule.ts";
import type { ProsodyConfiguration } from "./prosody.ts";
import { shownUnder } from "../text/secret-shapes.ts";

function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/**
 * The options that we know: what they do at any value is harmless here, or a rule looks at them. Prosody's own: core/ and modules/ of
 * Debian's 13.0.1 and 0.12.3. Jitsi's: jitsi-meet resources/prosody-plugins/, as the template names them. Ours: templates/prosody.
 */
const KNOWN: ReadonlySet<string> = new Set([
  // Modules and where they come from: rules look at them.
  ...names("plugin_paths installer_plugin_path modules_enabled modules_disabled"),
  // Who gets in and as what, and how much one may send: rules look at them.
  ...names("admins authentication allow_registration allow_empty_token asap_key_server app_id"),
  ...names("app_secret asap_accepted_issuers asap_accepted_audiences asap_require_room_claim"),
  ...names("token_key token_issuer token_audience token_longest_life token_required_modules token_room_domains"),
  ...names("room_orders_key"),
  ...names("token_service_domains service_accounts service_passwords service_watchers unlimited_jids limits"),
  ...names("trusted_proxies http_cors_override cross_domain_websocket"),
  ...names("restrict_room_creation component_admins_as_room_owners muc_max_occupants"),
  ...names("muc_filter_whitelist muc_lobby_whitelist main_muc lobby_muc target_address muc_component"),
  ...names("muc_room_default_members_only muc_mapper_domain_base muc_mapper_domain_prefix e2ee_seconds"),
  ...names("jitsi_default_permissions"),
  // Where it listens: rules look at the addresses.
  ...names("interfaces local_interfaces c2s_interfaces http_interfaces c2s_ports c2s_direct_tls_ports s2s_ports"),
  ...names("s2s_direct_tls_ports component_ports http_ports https_ports http_default_host"),
  ...names("https_interfaces s2s_interfaces component_interfaces consider_websocket_secure c2s_require_encryption"),
  // What stays: rules look at it.
  ...names("storage log muc_room_allow_persistent muc_room_default_history_length max_history_messages muc_tombstones"),
  // The relay's credentials; hosts in them are looked at.
  ...names("external_service_secret external_service_ttl external_services"),
  // Harmless at any value: sizes, times, names that are looked at for telling words, how rooms look before anyone configures them.
  ...names("c2s_stanza_size_limit c2s_timeout c2s_close_timeout smacks_max_unacked_stanzas smacks_hibernation_time"),
  ...names("smacks_max_old_sessions smacks_max_queue_size smacks_max_ack_delay smacks_max_inactive_unacked_stanzas"),
  ...names("http_max_content_size http_max_buffer_size websocket_frame_buffer_limit websocket_frame_fragment_limit"),
  ...names("pidfile statistics name muc_room_locking muc_room_default_public_jids muc_room_default_public"),
  ...names("muc_room_default_language muc_room_default_change_subject muc_room_lock_timeout tcp_keepalives"),
]);

/** Set by VirtualHost and Component themselves (core/configmanager.lua); one of them alone by hand makes something in between. */
const MARKS: Readonly<Record<"host" | "component", readonly string[]>> = {
  host: ["defined"],
  component: ["component_module", "load_global_modules"],
};

/** Options that Prosody takes as lists of words (core/modulemanager.lua, core/startup.lua); another shape is not told. */
const LISTS = ["modules_enabled", "modules_disabled", "plugin_paths"];

/** Options that nobody has looked up: what they do can't be told. */
export function unknownOptions(configuration: ProsodyConfiguration): readonly Breach[] {
  const { global, hosts, placeOf } = configuration;
  const tables: readonly (readonly [string | undefined, Readonly<Record<string, Plain>>, readonly string[]])[] = [
    [undefined, global, []],
    ...[...hosts.values()].map(
      ({ name, component, options }) =>
        [name, options, component === undefined ? MARKS.host : MARKS.component] as const,
    ),
  ];
  return tables.flatMap(([host, options, marks]) =>
    Object.entries(options).flatMap(([option, value]): readonly Breach[] => {
      const of = host === undefined ? "" : ` of ${host}`;
      if (LISTS.includes(option) && stringsOf(value) === undefined)
        return [
          {
            ...placeOf(host, [option]),
            what: `${option}${of} is ${shown(value)}, no list of names, so what Prosody loads can't be told.`,
          },
        ];
      if (KNOWN.has(option) || marks.includes(option)) return [];
      return [
        {
          ...placeOf(host, [option]),
          what: `The option ${option}${of} is ${shownUnder([option], value)}, and what Prosody does with it is unknown to us.`,
          mend: "Take the option out, or look it up and add it to policies/readers/prosody/prosody-options.ts.",
        },
      ];
    }),
  );
}
