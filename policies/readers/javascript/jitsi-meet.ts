import { isMap, type Plain, type Reading, type Source } from "../../reading.ts";
import { placeIn, same } from "../../demands.ts";
import { remembered } from "../../remembered.ts";
import type { Breach } from "../../rule.ts";
import { shownUnder } from "../text/secret-shapes.ts";
import { readScript, type Script } from "./javascript.ts";

/** The variables in which Jitsi Meet keeps its configuration, each with its file in the package. */
export type ClientVariable = "config" | "interfaceConfig";

function paths(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Every key below one. */
function below(key: string, parts: string): readonly string[] {
  return paths(parts).map((part) => `${key}.${part}`);
}

/**
 * The keys of config.js that we know: what they do at any value is harmless, or a rule looks at them. Names and shapes:
 * jitsi-meet react/features/base/config/configType.ts at 006e8463, configWhitelist.ts at 02a8f1a4, config.js at 237e645e.
 */
const CONFIG: ReadonlySet<string> = new Set([
  // Where to: rules want our own.
  ...below("hosts", "domain muc focus anonymousdomain authdomain visitorFocus"),
  ...paths(
    "focusUserJid websocket bosh preferBosh conferenceRequestUrl serviceUrl bridgeChannel.preferSctp useTurnUdp",
  ),
  // Encryption, recording, streams, transcripts, telephones: rules want them off, old names included.
  ...below("e2ee", "disabled externallyManagedKey"),
  ...paths("testing.disableE2EE enableE2EE p2p.enabled p2p.stunServers startWithAudioMuted startWithVideoMuted"),
  ...below("deeplinking", "disabled hideLogo"),
  ...below("recordingService", "enabled sharingEnabled hideStorageWarning"),
  ...below("localRecording", "disable disableSelfRecording notifyAllParticipants"),
  ...below("recordings", "suggestRecording recordAudioAndVideo requireConsent showPrejoinWarning showRecordingLink"),
  ...paths("fileRecordingsEnabled fileRecordingsServiceEnabled fileRecordingsServiceSharingEnabled"),
  ...paths("liveStreaming.enabled liveStreamingEnabled transcribingEnabled autoCaptionOnRecord hideRecordingLabel"),
  ...below(
    "transcription",
    "enabled disableClosedCaptions autoTranscribeOnRecord autoCaptionOnRecord inviteJigasiOnBackendTranscribing",
  ),
  ...paths("audioTranslation.enabled screenshotCapture.enabled iAmRecorder iAmSipGateway hiddenDomain"),
  ...below("dropbox", "appKey redirectURI"),
  ...paths("dialInNumbersUrl dialInConfCodeUrl dialOutAuthUrl dialOutCodesUrl dialOutRegionUrl"),
  // Other servers: rules want none.
  ...paths("disableThirdPartyRequests gravatar.disabled giphy.enabled whiteboard.enabled enableCalendarIntegration"),
  ...below("analytics", "disabled rtcstatsEnabled watchRTCEnabled amplitudeAPPKey matomoEndpoint matomoSiteID"),
  ...below("analytics", "googleAnalyticsTrackingId scriptURLs rtcstatsEndpoint obfuscateRoomName"),
  ...paths("callStatsID callStatsSecret callStatsConfIDNamespace watchRTCConfigParams etherpad_base salesforceUrl"),
  ...paths("googleApiApplicationClientID microsoftApiApplicationClientID peopleSearchUrl inviteServiceUrl"),
  ...paths("corsAvatarURLs jaasActuatorUrl jaasTokenUrl jaasConferenceCreatorUrl tokenAuthUrl dynamicBrandingUrl"),
  ...paths("gatherStats enableDisplayNameInStats enableEmailInStats feedbackPercentage sharedVideoAllowedURLDomains"),
  ...below(
    "faceLandmarks",
    "enableFaceCentering enableFaceExpressionsDetection enableDisplayFaceExpressions enableRTCStats",
  ),
  ...below("legalUrls", "helpCentre privacy security terms"),
  ...below("deploymentUrls", "downloadAppsUrl userDocumentationURL"),
  // Who gets in, and what is shown on the way.
  ...below("prejoinConfig", "enabled hideDisplayName hideExtraJoinButtons preCallTestEnabled"),
  ...below("lobby", "autoKnock enableChat"),
  ...below("securityUi", "hideLobbyButton disableLobbyPassword"),
  ...paths("welcomePage.disabled enableWelcomePage enableClosePage doNotStoreRoom disableInviteFunctions"),
  ...paths("enableInsecureRoomNameWarning requireDisplayName readOnlyName roomPasswordNumberOfDigits"),
  ...below("breakoutRooms", "hideAddRoomButton hideAutoAssignButton hideJoinRoomButton"),
  ...below("remoteVideoMenu", "disabled disableGrantModerator disableDemote disableKick disablePrivateChat"),
  // What people see and hear; strings among these are looked at for hosts and telling words.
  ...paths("defaultLanguage defaultLogoUrl defaultRemoteDisplayName defaultLocalDisplayName inviteAppName"),
  ...paths("hideConferenceSubject hideConferenceTimer hideDisplayName hideDominantSpeakerBadge hideEmailInSettings"),
  ...paths("hideParticipantsStats toolbarButtons backgroundAlpha disableProfile disablePolls disableReactions"),
  ...below("toolbarConfig", "initialTimeout timeout alwaysVisible autoHideWhileChatIsOpen"),
  ...below("conferenceInfo", "alwaysVisible autoHide"),
  ...below("connectionIndicators", "autoHide autoHideTimeout disabled disableDetails inactiveDisabled"),
  ...below("filmstrip", "disabled disableResizable disableStageFilmstrip disableTopPanel"),
  ...below("speakerStats", "disabled disableSearch order"),
  ...below("participantsPane", "hideModeratorSettingsTab hideMoreActionsButton hideMuteAllButton"),
  ...below("notificationTimeouts", "short medium long"),
  ...paths("notifications disabledNotifications disabledSounds disableJoinLeaveSounds disableIncomingMessageSound"),
  ...paths("disableModeratorIndicator disableSelfView disableSelfViewSettings disableShortcuts disableShowMoreStats"),
  ...paths("disableTileView disableTileEnlargement disableResponsiveTiles disableFilmstripAutohiding disable1On1Mode"),
  ...paths("disableChatSmileys disableLocalVideoFlip doNotFlipLocalVideo disableVirtualBackground disableRemoteMute"),
  ...paths("disableAddingBackgroundImages disableRemoteControl disableReactionsModeration mouseMoveCallbackInterval"),
  ...below("logging", "defaultLogLevel disableLogCollector"),
  ...paths("apiLogLevels"),
  // How much is sent, and how fine.
  ...paths("channelLastN startLastN startAudioOnly resolution maxFullResolutionParticipants disableSimulcast"),
  ...paths("disableAudioLevels audioLevelsInterval enableNoAudioDetection enableNoisyMicDetection enableOpusRed"),
  ...below("constraints.video.height", "ideal max min"),
  ...below("desktopSharingFrameRate", "min max"),
]);

/** What the browser's console and the page around may be told (jitsi-meet config.js@237e645e, `logging`, `apiLogLevels`): finer levels name people and rooms. */
const QUIET: Readonly<Record<string, readonly Plain[]>> = {
  "logging.defaultLogLevel": ["warn", "error"],
  apiLogLevels: [[]],
};

function isOtherThanQuiet(key: string, found: Plain): boolean {
  return Object.hasOwn(QUIET, key) && QUIET[key]?.some((quiet) => same(quiet, found)) === false;
}

/** Likewise for interface_config.js at 00f22c43 and later keys that our template names. */
const INTERFACE: ReadonlySet<string> = new Set([
  ...paths("APP_NAME NATIVE_APP_NAME PROVIDER_NAME DEFAULT_BACKGROUND DEFAULT_WELCOME_PAGE_LOGO_URL DEFAULT_LOGO_URL"),
  ...paths(
    "DEFAULT_LOCAL_DISPLAY_NAME DEFAULT_REMOTE_DISPLAY_NAME DISPLAY_WELCOME_FOOTER DISPLAY_WELCOME_PAGE_CONTENT",
  ),
  ...paths("DISPLAY_WELCOME_PAGE_ADDITIONAL_CARD DISPLAY_WELCOME_PAGE_TOOLBAR_ADDITIONAL_CONTENT LANG_DETECTION"),
  ...paths("GENERATE_ROOMNAMES_ON_WELCOME_PAGE HIDE_INVITE_MORE_HEADER JITSI_WATERMARK_LINK BRAND_WATERMARK_LINK"),
  ...paths("MOBILE_APP_PROMO RECENT_LIST_ENABLED SETTINGS_SECTIONS SHOW_BRAND_WATERMARK SHOW_JITSI_WATERMARK"),
  ...paths("SHOW_POWERED_BY SHOW_PROMOTIONAL_CLOSE_PAGE SHOW_WATERMARK_FOR_GUESTS SHOW_CHROME_EXTENSION_BANNER"),
  ...paths("VIDEO_LAYOUT_FIT VERTICAL_FILMSTRIP FILM_STRIP_MAX_HEIGHT TOOLBAR_TIMEOUT INITIAL_TOOLBAR_TIMEOUT"),
  ...paths("DISABLE_FOCUS_INDICATOR DISABLE_DOMINANT_SPEAKER_INDICATOR DISABLE_RINGING ENABLE_FEEDBACK_ANIMATION"),
  ...paths("AUDIO_LEVEL_PRIMARY_COLOR AUDIO_LEVEL_SECONDARY_COLOR LOCAL_THUMBNAIL_RATIO REMOTE_THUMBNAIL_RATIO"),
  ...paths("MAXIMUM_ZOOMING_COEFFICIENT CLOSE_PAGE_GUEST_HINT"),
]);

/** Jitsi Meet's configuration as a browser gets it. A key that nobody has looked up is a doubt: what it does can't be told. */
export function readClient(source: Source, variable: ClientVariable): Reading<Script> {
  return READ[variable](source);
}

const READ: Readonly<Record<ClientVariable, (source: Source) => Reading<Script>>> = {
  config: remembered((source) => clientIn(source, "config")),
  interfaceConfig: remembered((source) => clientIn(source, "interfaceConfig")),
};

function clientIn(source: Source, variable: ClientVariable): Reading<Script> {
  const { value: script, doubts } = readScript(source, variable);
  const known = variable === "config" ? CONFIG : INTERFACE;
  const branches = variable === "config" ? CONFIG_BRANCHES : NO_BRANCHES;
  const unknown = [...leaves(script.value ?? {}, [])].filter(([keys, found]) => {
    const key = keys.join(".");
    if (isMap(found)) return !known.has(key) && !branches.has(key);
    return !known.has(key) || isOtherThanQuiet(key, found);
  });
  const said = unknown.map(([keys, found]): Breach => ({
    ...placeIn(script, keys),
    what: `${[variable, ...keys].join(".")} is ${shownUnder(keys, found)}, and what Jitsi Meet does with ${isMap(found) ? "an empty map there" : "it"} is unknown to us.`,
    mend: "Take the key out, or look it up and add it to policies/readers/javascript/jitsi-meet.ts.",
  }));
  return { value: script, doubts: [...doubts, ...said] };
}

/** Keys below which others are known: a map there may be empty, and anywhere else it is true-like. */
const CONFIG_BRANCHES: ReadonlySet<string> = new Set([
  "",
  ...[...CONFIG].flatMap((key) => {
    const keys = key.split(".");
    return keys.slice(1).map((_, index) => keys.slice(0, index + 1).join("."));
  }),
]);
const NO_BRANCHES: ReadonlySet<string> = new Set([""]);

/** Every value that is no map, and every empty map, with the keys that lead to it. */
function* leaves(value: Plain, keys: readonly string[]): Generator<readonly [readonly string[], Plain]> {
  if (!isMap(value) || Object.keys(value).length === 0) yield [keys, value];
  else for (const [key, part] of Object.entries(value)) yield* leaves(part, [...keys, key]);
}
