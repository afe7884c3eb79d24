import { appended, replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { equals, only, placeIn, unmet, type Demand } from "../demands.ts";
import { at, shown, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1. */
const SYNAPSE: readonly Demand[] = [
  only("user_directory.search_all_users", false, "everybody could look up everybody who has an account."),
  equals("require_auth_for_profile_requests", true, "anybody could ask whether a name has an account."),
  equals(
    "limit_profile_requests_to_users_who_share_rooms",
    true,
    "everybody could ask for the names of people with whom they share nothing.",
  ),
  equals("include_profile_data_on_invite", false, "an invitation shows name and picture before it is accepted."),
  equals("presence.enabled", false, "people would see when others are there."),
  only("use_presence", false, "it is an old name for showing when people are there."),
  equals("enable_room_list_search", false, "people could look up rooms."),
  only("auto_join_rooms", [], "everybody would be put into one room, where all see each other."),
];

/** Those who write to a practice are its patients: that one has an account there is a secret already. */
export const directoryClosed: Rule = {
  id: "directory-closed",
  title: "Nobody who writes here can look up other people or rooms.",
  severity: "high",
  serves: "Confidentiality of who is a client: § 203 StGB, GDPR art. 9(1) and 25(2), HIPAA 45 CFR 164.502(b).",
  mend: "Put templates/synapse back as it is in the repository (`git diff templates/synapse` shows what changed).",
  looksAt:
    "What Synapse tells its users about each other: directory, profiles, presence, room lists, aliases, rooms that all join.",
  check: (_release, configuration) => {
    const synapse = configuration.synapse();
    if (synapse === undefined) return [];
    return [
      ...unmet(synapse, SYNAPSE, configuration.synapseOrigin()),
      ...["room_list_publication_rules", "alias_creation_rules"].flatMap((key) =>
        allowingBreaches(synapse, key, configuration),
      ),
    ];
  },
  breaks: [
    {
      how: "everybody is found in the directory",
      apply: (release) => replaced(release, ENTRY.synapse, "search_all_users: false", "search_all_users: true"),
    },
    {
      how: "profiles are shown to anybody who asks",
      apply: (release) =>
        replaced(
          release,
          ENTRY.synapse,
          "require_auth_for_profile_requests: true",
          "require_auth_for_profile_requests: false",
        ),
    },
    {
      how: "presence is left out, which means that it is on",
      apply: (release) => replaced(release, ENTRY.synapse, "presence:\n  enabled: false\n", ""),
    },
    {
      how: "one kind of alias is allowed before all are denied",
      apply: (release) =>
        replaced(
          release,
          ENTRY.synapse,
          "alias_creation_rules:\n",
          'alias_creation_rules:\n  - alias: "#desk*"\n    action: allow\n',
        ),
    },
    {
      how: "everybody is put into one room",
      apply: (release) => appended(release, ENTRY.synapse, 'auto_join_rooms: ["#lounge:matrix.quiet-harbour.example"]'),
    },
  ],
};

/**
 * The first rule that fits decides, and where none does, it is denied, so rules that deny, whomever they name, deny all; without a list all
 * is allowed (config/room_directory.py of 1.163.2, which denies publication then too).
 */
function allowingBreaches(synapse: Plain, key: string, configuration: Configuration): readonly Breach[] {
  const rules = at(synapse, key);
  if (Array.isArray(rules) && (rules as readonly Plain[]).every((rule) => at(rule, "action") === "deny")) return [];
  return [
    {
      ...placeIn(configuration.synapseOrigin(), [key]),
      what: `${key} is ${shown(rules)}, and does not deny everything: rooms would get names that everybody can look up.`,
    },
  ];
}
