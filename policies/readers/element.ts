import type { Settings } from "../demands.ts";
import type { Reading, Source } from "../reading.ts";
import { readJsonSettings } from "./json-settings.ts";
import { shapes, type Shapes } from "./known-settings.ts";

/** Element Web's config.json; a setting that is not known here, an old spelling in camelCase too, is a doubt. */
export function readElement(source: Source): Reading<Settings> {
  return readJsonSettings(source, "Element", ELEMENT);
}

/** What clients learn under the homeserver's name (Matrix specification, "Well-known URI"), likewise. */
export function readClientDiscovery(source: Source): Reading<Settings> {
  return readJsonSettings(source, "the client's discovery", DISCOVERY);
}

/**
 * element-hq/element-web src/IConfigOptions.ts and docs/config.md at 014ee774 (apps/web since). Its `SnakedObject` reads old names in
 * camelCase too, where the new one is missing: none of them stands here.
 */
const ELEMENT: Shapes = {
  default_server_config: {
    fields: {
      "m.homeserver": { fields: shapes("judged", "base_url server_name") },
      "m.identity_server": "judged",
    },
  },
  ...shapes("judged", "default_server_name default_hs_url default_is_url fallback_hs_url"),
  ...shapes("judged", "disable_custom_urls disable_guests"),
  ...shapes("flag", "disable_3pid_login disable_login_language_selector force_verification default_federate"),
  // Names are judged where names are.
  brand: "text",
  branding: {
    fields: shapes("judged", "logo_link_url auth_footer_links auth_header_logo_url welcome_background_url"),
  },
  embedded_pages: { fields: { login_for_welcome: "flag", ...shapes("judged", "welcome_url home_url") } },
  ...shapes("judged", "permalink_prefix help_url help_encryption_url help_key_storage_url feedback"),
  ...shapes("judged", "integrations_ui_url integrations_rest_url integrations_widgets_urls"),
  jitsi: { fields: { preferred_domain: "judged" } },
  jitsi_widget: { fields: { skip_built_in_welcome_screen: "flag" } },
  ...shapes("judged", "desktop_builds mobile_builds mobile_guide_toast update_base_url"),
  ...shapes("judged", "room_directory element_call modules widget_build_url audio_stream_url"),
  ...shapes(
    "judged",
    "bug_report_endpoint_url uisi_autorageshake_app map_style_url posthog sentry piwik analytics_owner",
  ),
  ...shapes("judged", "custom_translations_url logout_redirect_url privacy_policy_url terms_and_conditions_links"),
  ...shapes("judged", "oidc_static_clients oidc_metadata sso_redirect_options sso_immediate_redirect"),
  enable_presence_by_hs_url: { named: "flag" },
  show_labs_settings: [false],
  default_theme: ["light", "dark"],
  default_country_code: "text",
  default_device_display_name: "text",
  sync_timeline_limit: "number",
  setting_defaults: {
    fields: {
      language: "text",
      ...shapes(
        "flag",
        "UIFeature.advancedSettings UIFeature.deactivate UIFeature.passwordReset UIFeature.registration",
      ),
      ...shapes("flag", "UIFeature.allowCreatingPublicRooms UIFeature.allowCreatingPublicSpaces UIFeature.urlPreviews"),
      ...shapes("flag", "UIFeature.roomHistorySettings UIFeature.BulkUnverifiedSessionsReminder"),
      ...shapes(
        "judged",
        "UIFeature.feedback UIFeature.identityServer UIFeature.locationSharing UIFeature.shareSocial",
      ),
      ...shapes("judged", "UIFeature.thirdPartyId UIFeature.widgets fallbackICEServerAllowed"),
      "UIFeature.voip": [false],
    },
  },
};

/** element-hq/element-web docs/e2ee.md and docs/jitsi.md, Matrix specification, "Well-known URI". */
const DISCOVERY: Shapes = {
  "m.homeserver": { fields: shapes("judged", "base_url") },
  "m.identity_server": "judged",
  "org.matrix.msc2965.authentication": "judged",
  "io.element.e2ee": {
    fields: {
      ...shapes("judged", "default force_disable"),
      ...shapes("flag", "secure_backup_required"),
    },
  },
  "io.element.jitsi": { fields: { preferredDomain: "judged", useFor1To1Calls: "flag" } },
  "io.element.voip": { fields: { disable_fallback_ice: "judged" } },
};
