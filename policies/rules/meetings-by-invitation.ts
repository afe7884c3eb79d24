import { ROOM_ORDERS, TOKEN, XMPP } from "../../services/prosody.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced, videoFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, only, same, unmet, type Demand } from "../demands.ts";
import { modulesOf, optionOf, type ProsodyConfiguration, type ProsodyHost } from "../readers/prosody/prosody.ts";
import { shownUnder } from "../readers/text/secret-shapes.ts";
import { at, shown, stringsOf, type Plain } from "../reading.ts";
import { REVIEWED, unreviewed } from "../reviewed-files.ts";
import type { Breach, Rule } from "../rule.ts";

/** A link is for one meeting, with room to connect again. */
const LONGEST_LINK_SECONDS = 4 * 60 * 60;
/** As many as Jitsi encrypts for, e2ee-required; whoever waits counts too. */
const MOST_WAITING = 19;
/** What one participant's signalling may take; sound and picture go another way. */
const FASTEST_BYTES_PER_SECOND = 100_000;
const LONGEST_BURST_SECONDS = 60;

/** Rooms are for those who were invited: by a signed link, for one room, for a time, and past the lobby. */
export const meetingsByInvitation: Rule = {
  id: "meetings-by-invitation",
  title:
    "Nobody enters a room without a signed link to it that ends, and guests wait in the lobby until they are let in.",
  severity: "high",
  serves:
    "Confidentiality of a meeting: GDPR art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) and (d) (access control, authentication).",
  mend: "Put templates/prosody, templates/jicofo and templates/jitsi-meet back as they are in the repository (`git diff templates/prosody templates/jicofo templates/jitsi-meet` shows what changed); links are made with video-link.",
  looksAt:
    "Prosody's hosts with their authentication, tokens, rooms, lobby, administrators and limits, Jicofo's ways of making owners, where config.js leads, and the program that makes links.",
  check: (release, configuration) => {
    const prosody = configuration.prosody();
    return [
      ...authenticationBreaches(prosody),
      ...tokenBreaches(prosody),
      ...roomBreaches(prosody),
      ...lobbyBreaches(prosody),
      ...limitBreaches(prosody),
      ...wayBreaches(prosody),
      ...focusBreaches(configuration),
      ...clientBreaches(release, configuration),
      ...unreviewed(release, REVIEWED.invitation),
    ];
  },
  breaks: [
    {
      how: "participants log in without a token, as Jitsi's package has it",
      apply: (release) =>
        replaced(release, ENTRY.prosody, 'authentication = "room_token"', 'authentication = "anonymous"'),
    },
    {
      how: "a host for guests stands beside, for whom nobody asks",
      apply: (release) =>
        appended(release, ENTRY.prosody, 'VirtualHost "guest.meet.internal"\nauthentication = "anonymous"'),
    },
    {
      how: "links last for a year",
      apply: (release) => replaced(release, ENTRY.prosody, /token_longest_life = \d+/, "token_longest_life = 31536000"),
    },
    {
      how: "tokens are signed with a secret that the relay has too",
      apply: (release) => replaced(release, ENTRY.prosody, /token_key = ".*"/, 'token_key = "@@secret:turn_secret@@"'),
    },
    {
      how: "whoever makes links can empty rooms",
      apply: (release) =>
        replaced(release, ENTRY.prosody, /room_orders_key = ".*"/, 'room_orders_key = "@@secret:video_token_key@@"'),
    },
    {
      how: "nobody hears the desk when a meeting was ended or a consent taken back",
      apply: (release) => replaced(release, ENTRY.prosody, '\t\t"room_orders";\n', ""),
    },
    {
      how: "rooms no longer ask whose token it is",
      apply: (release) =>
        replaced(
          release,
          ENTRY.prosody,
          /(Component.*"muc"\n\tmodules_enabled = \{\n)\t\t"muc_room_token";\n/,
          'Component "conference.meet.internal" "muc"\n\tmodules_enabled = {\n',
        ),
    },
    {
      how: "meetings go on without end and without a host",
      apply: (release) => replaced(release, ENTRY.prosody, '\t\t"muc_meeting_end";\n', ""),
    },
    {
      how: "people are let in while nothing counts who waits",
      apply: (release) => replaced(release, ENTRY.prosody, '= { "muc_occupant_limit" };', "= { };"),
    },
    {
      how: "anybody who is in may open more rooms",
      apply: (release) =>
        replaced(release, ENTRY.prosody, "restrict_room_creation = true", "restrict_room_creation = false"),
    },
    {
      how: "the lobby's module is gone",
      apply: (release) => replaced(release, ENTRY.prosody, '"muc_lobby_rooms";', ""),
    },
    {
      how: "a participant's name is an administrator's",
      apply: (release) =>
        appended(release, ENTRY.prosody, `VirtualHost "meet.internal" { }\nadmins = { "a@${XMPP.domain}" }`),
    },
    {
      how: "one participant may send as much as the line takes",
      apply: (release) => replaced(release, ENTRY.prosody, 'rate = "10kb/s"', 'rate = "10mb/s"'),
    },
    {
      how: "whoever comes first owns the room",
      apply: (release) => replaced(release, ENTRY.jicofo, "enable-auto-owner = false", "enable-auto-owner = true"),
    },
    {
      how: "guests are led to a domain of their own",
      apply: (release) =>
        replaced(
          release,
          videoFile(release, "config.js"),
          "hosts: {",
          'hosts: { anonymousdomain: "guest.meet.internal",',
        ),
    },
    {
      how: "every link leads into the same room",
      apply: (release) =>
        replaced(release, "/usr/local/lib/stillroom/video-link", 'randomBytes(16).toString("hex")', '"room"'),
    },
  ],
};

/** How each host lets people or programs in, by modules of ours; any other host would be one more door. */
const AUTHENTICATION: Readonly<Record<string, string>> = {
  [XMPP.domain]: "room_token",
  [XMPP.auth]: "service_accounts",
};
const SERVICES: ReadonlySet<string> = new Set<string>([XMPP.focusJid, XMPP.bridgeJid]);
/** Options of Jitsi's own token modules; with ours they have no meaning, and with Jitsi's they open what ours keeps shut. */
const OTHER_TOKENS = names(
  "allow_empty_token asap_key_server asap_accepted_issuers asap_accepted_audiences asap_require_room_claim app_id app_secret",
);

function names(text: string): readonly string[] {
  return text.split(" ");
}

function authenticationBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const name of Object.keys(AUTHENTICATION)) {
    const host = prosody.hosts.get(name);
    if (host !== undefined && host.component === undefined) continue;
    breaches.push({ ...prosody.placeOf(name, []), what: `There is no host ${name}, at which links are asked for.` });
  }
  for (const host of prosody.hosts.values()) {
    if (host.component !== undefined) continue;
    const expected = AUTHENTICATION[host.name];
    const found = optionOf(prosody, host, "authentication");
    if (found === expected && expected !== undefined) continue;
    breaches.push({
      ...prosody.placeOf(host.name, ["authentication"]),
      what: `On ${host.name} authentication is ${shown(found)}, not ${shown(expected)}: people could come in without a link.`,
    });
  }
  return breaches;
}

/** What templates/prosody's mod_auth_room_token asks of a token. */
function tokenBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const { host, say, breaches } = on(prosody, XMPP.domain);
  if (host === undefined) return [];
  const option = (name: string): Plain | undefined => optionOf(prosody, host, name);
  const expected = {
    token_key: `@@secret:${TOKEN.secret}@@`,
    token_issuer: TOKEN.issuer,
    token_audience: TOKEN.audience,
    // Whoever has it can empty rooms, so it is no key that opens them, and stands nowhere else but at the desk.
    room_orders_key: `@@secret:${ROOM_ORDERS.secret}@@`,
  };
  for (const [name, value] of Object.entries(expected)) {
    if (option(name) !== value) say([name], `${name} is ${shownUnder([name], option(name))}, not ${shown(value)}.`);
  }
  const life = option("token_longest_life");
  if (typeof life !== "number" || !(life > 0 && life <= LONGEST_LINK_SECONDS))
    say(
      ["token_longest_life"],
      `token_longest_life is ${shown(life)}; at most ${LONGEST_LINK_SECONDS} seconds are allowed.`,
    );
  const required = [
    [XMPP.domain, "room_token_limits"],
    [XMPP.domain, "room_orders"],
    [XMPP.rooms, "muc_room_token"],
    [XMPP.rooms, "muc_meeting_end"],
    [XMPP.lobby, "muc_occupant_limit"],
  ] as const;
  for (const [domain, module] of required) {
    if (stringsOf(at(option("token_required_modules"), domain))?.includes(module) === true) continue;
    say(
      ["token_required_modules", domain],
      `token_required_modules does not hold ${module} for ${domain}: people would be let in while it is not loaded.`,
    );
  }
  const reachable = {
    token_room_domains: [XMPP.rooms, XMPP.lobby],
    token_service_domains: [XMPP.focus, XMPP.endConference, XMPP.moderation],
  };
  for (const [name, domains] of Object.entries(reachable)) {
    const others = strangersIn(option(name), new Set<string>(domains));
    if (others !== undefined) say([name], `${name} lets participants speak with ${others}.`);
  }
  for (const name of OTHER_TOKENS) {
    for (const each of [undefined, ...prosody.hosts.values()]) {
      const found = (each?.options ?? prosody.global)[name];
      if (found === undefined) continue;
      breaches.push({
        ...prosody.placeOf(each?.name, [name]),
        what: `${name} is set, to ${shownUnder([name], found)}: it belongs to token modules that let in more than ours.`,
      });
    }
  }
  return breaches;
}

/** Who may open a room, and who is what in it (mod_muc of Prosody 13.0; mod_muc_room_token of ours). */
function roomBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const host of prosody.hosts.values()) {
    const say = (keys: readonly string[], what: string): void => {
      breaches.push({ ...prosody.placeOf(host.name, keys), what: `On ${host.name} ${what}` });
    };
    const modules = modulesOf(prosody, host);
    const needed = NEEDED[host.name] ?? [];
    for (const module of needed)
      if (!modules.has(module)) say(["modules_enabled"], `the module ${module} is not loaded.`);
    const allowed = host.name === XMPP.internal ? SERVICES : new Set<string>([XMPP.focusJid]);
    const admins = strangersIn(optionOf(prosody, host, "admins"), allowed);
    if (admins !== undefined) say(["admins"], `admins makes owners of every room of ${admins}.`);
    if (host.component !== "muc") continue;
    const restricted = optionOf(prosody, host, "restrict_room_creation");
    if (restricted !== true)
      say(
        ["restrict_room_creation"],
        `restrict_room_creation is ${shown(restricted)}, not true: anybody could open rooms.`,
      );
  }
  const { host, say, breaches: others } = on(prosody, XMPP.rooms);
  if (host !== undefined && optionOf(prosody, host, "muc_room_default_members_only") !== true)
    say(
      ["muc_room_default_members_only"],
      "muc_room_default_members_only is not true: a new room would be open to all.",
    );
  const inside = on(prosody, XMPP.internal);
  if (inside.host !== undefined) {
    const found = optionOf(prosody, inside.host, "muc_filter_whitelist");
    if (!same(found, [XMPP.auth]))
      inside.say(
        ["muc_filter_whitelist"],
        `muc_filter_whitelist is ${shown(found)}: others than the server's own programs could enter.`,
      );
  }
  return [...breaches, ...others, ...inside.breaches];
}

/** The modules by which a host asks, hides and limits. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  [XMPP.domain]: ["room_token_limits", "room_orders", "muc_lobby_rooms", "persistent_lobby", "limits"],
  [XMPP.rooms]: ["muc_room_token", "muc_meeting_end", "muc_hide_all"],
  [XMPP.lobby]: ["muc_hide_all", "muc_occupant_limit"],
  [XMPP.internal]: ["muc_filter_access", "muc_hide_all"],
};

/** jitsi-meet resources/prosody-plugins/mod_muc_lobby_rooms.lua finds rooms and lobby by these two options. */
function lobbyBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const { host, say, breaches } = on(prosody, XMPP.domain);
  if (host === undefined) return [];
  for (const [name, value] of [
    ["main_muc", XMPP.rooms],
    ["lobby_muc", XMPP.lobby],
  ] as const) {
    const found = optionOf(prosody, host, name);
    if (found !== value) say([name], `${name} is ${shown(found)}, not ${shown(value)}: nobody would wait in a lobby.`);
    if (prosody.hosts.get(value)?.component !== "muc")
      breaches.push({ ...prosody.placeOf(value, []), what: `There is no component ${value} for rooms.` });
  }
  return breaches;
}

/** mod_limits of Prosody 13.0: `10kb/s`; and who is exempt. */
function limitBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const { host, say, breaches } = on(prosody, XMPP.domain);
  if (host === undefined) return [];
  const rate = at(optionOf(prosody, host, "limits"), "c2s", "rate");
  if (!(bytesPerSecond(rate) <= FASTEST_BYTES_PER_SECOND))
    say(["limits", "c2s", "rate"], `limits.c2s.rate is ${shown(rate)}; at most 100kb/s are allowed.`);
  const burst = at(optionOf(prosody, host, "limits"), "c2s", "burst");
  const seconds = typeof burst === "string" ? /^(\d+) ?s$/.exec(burst)?.[1] : burst;
  if (burst !== undefined && !(Number(seconds) <= LONGEST_BURST_SECONDS))
    say(
      ["limits", "c2s", "burst"],
      `limits.c2s.burst is ${shown(burst)}; at most ${LONGEST_BURST_SECONDS}s are allowed.`,
    );
  const unlimited = strangersIn(optionOf(prosody, host, "unlimited_jids"), SERVICES);
  if (unlimited !== undefined) say(["unlimited_jids"], `unlimited_jids exempts ${unlimited}.`);
  const proxies = strangersIn(optionOf(prosody, host, "trusted_proxies"), new Set(["127.0.0.1", "::1"]));
  if (proxies !== undefined)
    say(["trusted_proxies"], `trusted_proxies believes ${proxies} about who asks, so limits could be got around.`);
  const lobby = on(prosody, XMPP.lobby);
  const most = lobby.host === undefined ? undefined : optionOf(prosody, lobby.host, "muc_max_occupants");
  if (lobby.host !== undefined && (typeof most !== "number" || !(most >= 1 && most <= MOST_WAITING)))
    lobby.say(["muc_max_occupants"], `muc_max_occupants is ${shown(most)}; at most ${MOST_WAITING} may wait.`);
  return [...breaches, ...lobby.breaches];
}

/** NaN where it can't be told, or is told in larger units (mod_limits, parse_rate: a kb is 1000 bytes). */
function bytesPerSecond(rate: Plain | undefined): number {
  const match = typeof rate === "string" ? /^(\d+) ?(k?)b\/s$/i.exec(rate) : null;
  return Number(match?.[1]) * (match?.[2] === "" ? 1 : 1000);
}

/** Only our own page opens the WebSocket (mod_http and mod_websocket of Prosody 13.0), and only the focus and the bridge log in. */
function wayBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const host of [undefined, ...prosody.hosts.values()]) {
    const options = host?.options ?? prosody.global;
    const say = (keys: readonly string[], what: string): void => {
      breaches.push({ ...prosody.placeOf(host?.name, keys), what });
    };
    const override = at(options["http_cors_override"], "websocket", "enabled");
    if ((host === undefined || Object.hasOwn(options, "http_cors_override")) && override !== false)
      say(
        ["http_cors_override"],
        `http_cors_override.websocket.enabled is ${shown(override)}, not false: any page could open a session.`,
      );
    if (options["cross_domain_websocket"] !== undefined && options["cross_domain_websocket"] !== false)
      say(["cross_domain_websocket"], "cross_domain_websocket lets other pages open a session.");
    const kept = options["smacks_hibernation_time"];
    if (kept !== undefined && !(typeof kept === "number" && kept >= 0 && kept <= LONGEST_HIBERNATION_SECONDS))
      say(
        ["smacks_hibernation_time"],
        `smacks_hibernation_time is ${shown(kept)}; a session that was cut off waits at most ${LONGEST_HIBERNATION_SECONDS} seconds, or somebody would still stand in the room.`,
      );
    for (const [name, value] of Object.entries(EXACT)) {
      if (Object.hasOwn(options, name) && !same(options[name], value))
        say([name], `${name} is ${shownUnder([name], options[name])}, not ${shown(value)}.`);
    }
  }
  return breaches;
}

/** mod_smacks of Prosody 13.0: ten minutes where nothing is said. */
const LONGEST_HIBERNATION_SECONDS = 600;

/** Where programs of the server find each other, and by what they log in: secrets that only this machine knows. */
const EXACT: Readonly<Record<string, Plain>> = {
  target_address: XMPP.focusJid,
  muc_component: XMPP.rooms,
  service_passwords: { focus: "@@secret:focus_password@@", jvb: "@@secret:bridge_password@@" },
  service_watchers: { focus: XMPP.focus },
};

/** jicofo jicofo-selector/ and jicofo/ reference.conf at 7ebb13dc. */
const FOCUS: readonly Demand[] = [
  equals("jicofo.conference.enable-auto-owner", false, "whoever comes first would own the room."),
  only("jicofo.authentication.enabled", false, "jicofo would open rooms for whoever has a login of its own."),
  equals("jicofo.rest.conference-request.enabled", false, "rooms could be opened without a token."),
];

function focusBreaches(configuration: Configuration): readonly Breach[] {
  const { value, lines } = configuration.jicofo();
  return unmet(value, FOCUS, { path: ENTRY.jicofo, lineOf: (keys) => lines.get(keys.join(".")) });
}

/** jitsi-meet react/features/base/config/configType.ts at 006e8463: where a browser turns to, and what it may offer on the way. */
function clientBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const client = configuration.videoClient();
  const elsewhere = "it leads past the place at which links are asked for.";
  return unmet(
    client.value,
    [
      equals("hosts.domain", XMPP.domain, elsewhere),
      only("hosts.focus", XMPP.focus, elsewhere),
      only("focusUserJid", XMPP.focusJid, "somebody else would pass for the server's own program."),
      equals("websocket", `wss://${release.subject.names.video}/xmpp-websocket`, elsewhere),
      absent("hosts.anonymousdomain", "guests would come in by a host that asks for no link."),
      absent("hosts.authdomain", "people would log in at another host."),
      ...["bosh", "conferenceRequestUrl", "serviceUrl", "tokenAuthUrl"].map((key) => absent(key, elsewhere)),
      equals("doNotStoreRoom", true, "whoever uses the browser next would see in which rooms somebody was."),
      equals("securityUi.disableLobbyPassword", true, "a password that is passed on would let people past the lobby."),
    ],
    client,
  );
}

/** A host, with a way to say what is wrong on it. */
function on(
  prosody: ProsodyConfiguration,
  name: string,
): {
  readonly host: ProsodyHost | undefined;
  readonly say: (keys: readonly string[], what: string) => void;
  readonly breaches: Breach[];
} {
  const breaches: Breach[] = [];
  return {
    host: prosody.hosts.get(name),
    say: (keys, what) => breaches.push({ ...prosody.placeOf(name, keys), what: `On ${name} ${what}` }),
    breaches,
  };
}

/** Who stands in a list beside those who may, as words for a message; undefined where nobody does. */
function strangersIn(list: Plain | undefined, allowed: ReadonlySet<string>): string | undefined {
  if (list === undefined) return undefined;
  const strangers = stringsOf(list)?.filter((name) => !allowed.has(name));
  if (strangers === undefined) return shown(list);
  return strangers.length === 0 ? undefined : strangers.join(", ");
}
