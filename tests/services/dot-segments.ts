const UP = ["..", "%2e%2e", ".%2E", "%2e."];
const BETWEEN = ["/", "%2f", "%2F", "//", "/%2F", "/./", "%2f%2e%2F", "\\", "%5c", "%5C", "/%5C"];
const OPEN = ["_matrix/client", "_matrix/media", "_synapse/client"];
const ADMINISTRATION = "/_synapse/admin/v2/users";

/**
 * Addresses under the homeserver's name that nobody but an attacker writes: each has a segment of one dot or two (RFC 3986, section 3.3),
 * in some spelling. Many are one address to a program that resolves such segments and another to one that doesn't.
 */
export const WITH_DOT_SEGMENTS: readonly string[] = [
  ...UP.flatMap((up) =>
    BETWEEN.flatMap((between) => [
      // Something of the administration's, to a program that resolves no dots; the client interface to one that does.
      `${ADMINISTRATION}/${[up, up, up, up, "_matrix", "client", "x"].join(between)}`,
      // And the other way round.
      `/_matrix/client${between}${[up, up, "_synapse", "admin", "v2", "users", "x"].join(between)}`,
      `/_matrix/client/v3/a${between}${up}${between}versions`,
      `/_matrix/client/v3/a${between}${up}`,
    ]),
  ),
  ...UP.flatMap((up) => OPEN.map((open) => `${ADMINISTRATION}/${[up, up, up, up, open, "x"].join("%2f")}`)),
  ...["?", "%3f", "%23a", "?a=b", "#", "#a", "/?a=/", "?/_matrix/client/"].flatMap((end) =>
    [".", "..", "%2E", "%2e%2e"].map((dots) => `/_matrix/client/v3/${dots}${end}`),
  ),
  ...[".", "%2e"].flatMap((dot) => [
    `/${dot}/_matrix/client/x`,
    `/_matrix/${dot}/client/x`,
    `/_matrix/client/x/${dot}`,
  ]),
  "/_matrix/client/v3/a%2F.",
  "/_matrix/client/v3/a#/../b",
  "/_matrix/client/v3/a%3f/../b",
  "/../_matrix/client/x",
  "//../_matrix/client/x",
  "/..//_matrix//client/x",
  `https://elsewhere.example${ADMINISTRATION}/..%2f..%2f..%2f..%2f_matrix%2fclient%2fx`,
];

/** What clients do ask for (matrix.org, spec v1.15, client-server API), which has to arrive as it was sent. */
export const OF_CLIENTS: readonly string[] = [
  "/_matrix/client/versions",
  "/_matrix/client/v3/directory/room/%23plans%2Ftwo..three%3Aquiet-harbour.example",
  "/_matrix/client/v3/directory/room/%23.%3Aquiet-harbour.example",
  "/_matrix/client/v3/rooms/!a%3Ab/event/%24acR1l0raoZnm60CBwAVgqbZqoO%2FmYU81xysh1u7XcJk",
  "/_matrix/client/v3/rooms/!a%3ab/state/m.room.encryption/",
  "/_matrix/client/v3/rooms/!a%3Ab/state/im.vector.modular.widgets/%2Fa%2Fb",
  "/_matrix/client/v3/pushrules/global/override/.m.rule.master/enabled",
  "/_matrix/client/v3/profile/%40..a%3Aquiet-harbour.example",
  "/_matrix/client/v3/user/@a:b/account_data/...",
  "/_matrix/client/v3/sync?filter=%7B%22a%22%3A%22/../%22%7D&since=s1/../2",
  "/_matrix/client/v3/sync?since=../..",
  "/_matrix/client/v1/media/thumbnail/quiet-harbour.example/a.b?width=1",
  "/_matrix/media/v3/upload?filename=..%2Fa",
  "/_synapse/client/password_reset/email/submit_token?token=.",
];
