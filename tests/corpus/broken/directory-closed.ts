import { appended, replaced, withFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { BrokenTree } from "../tree.ts";

const DENIED = "alias_creation_rules:\n  - action: deny";

export const TREES: readonly BrokenTree[] = [
  {
    how: "everybody is found in the directory, by a word of YAML 1.1",
    apply: (release) => replaced(release, ENTRY.synapse, "search_all_users: false", "search_all_users: on"),
  },
  {
    how: "profiles are shown to people who share nothing, since the line is a comment",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "limit_profile_requests_to_users_who_share_rooms: true",
        "# limit_profile_requests_to_users_who_share_rooms: true",
      ),
  },
  {
    how: "presence is on under its old name",
    apply: (release) => appended(release, ENTRY.synapse, "use_presence: true"),
  },
  {
    how: "presence is on for those who are here, in one word",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "presence:\n  enabled: false", "presence:\n  enabled: untracked"),
  },
  {
    how: "names are given to rooms by whoever comes after a first rule",
    apply: (release) => replaced(release, ENTRY.synapse, DENIED, `${DENIED}\n    user_id: "@ops:*"\n  - action: allow`),
  },
  {
    how: "the rules for names of rooms are left out, which allows all",
    apply: (release) => replaced(release, ENTRY.synapse, `${DENIED}\n`, ""),
  },
  {
    how: "everybody is put into one room, by a second file",
    apply: (release) =>
      replaced(
        withFile(release, {
          path: "/etc/matrix-synapse/rooms.yaml",
          format: "yaml",
          text: 'auto_join_rooms: ["#news:matrix.quiet-harbour.example"]\n',
        }),
        "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf",
        "--config-path=/etc/matrix-synapse/homeserver.yaml",
        "--config-path=/etc/matrix-synapse/homeserver.yaml --config-path=/etc/matrix-synapse/rooms.yaml",
      ),
  },
  {
    how: "rooms are listed to whoever has an account",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "enable_room_list_search: false", "enable_room_list_search: true"),
  },
  {
    how: "an invitation shows a name and a picture before anybody says yes",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "include_profile_data_on_invite: false", "include_profile_data_on_invite: true"),
  },
  {
    how: "rooms are published by whoever asks",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "room_list_publication_rules:\n  - action: deny",
        "room_list_publication_rules:\n  - action: allow",
      ),
  },
];
