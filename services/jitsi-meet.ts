import { JITSI_HOST, XMPP } from "./prosody.ts";
import type { Service } from "./service.ts";

/** Served as /config.js and /interface_config.js, and put into the page by its server-side includes. */
export const VIDEO_CONFIGURATION = "/etc/jitsi/meet/config.js";
export const VIDEO_INTERFACE = "/etc/jitsi/meet/interface_config.js";

const FOLDER = "/usr/local/share/stillroom/video";

/** Our own pieces of the page; outside the package's folder, so that an update of it can't drop them. */
export const VIDEO_FILES = {
  /** Served for the package's head.html and plugin.head.html; loads the guard. */
  head: `${FOLDER}/plugin.head.html`,
  title: `${FOLDER}/title.html`,
  guard: `${FOLDER}/guard.js`,
  style: `${FOLDER}/guard.css`,
} as const;

/**
 * Jitsi Meet's web client with our configuration and our guard. The packages jitsi-meet-web-config and
 * jitsi-meet-turnserver are left out: they would write configurations of nginx and coturn.
 */
export const jitsiMeet: Service = {
  name: "jitsi-meet",
  wanted: () => true,
  declare: ({ names, video, branding }) => ({
    packages: [{ name: "jitsi-meet-web", repository: "jitsi", answers: [JITSI_HOST] }],
    files: [
      {
        path: VIDEO_CONFIGURATION,
        format: "javascript",
        data: {
          domain: XMPP.domain,
          rooms: XMPP.rooms,
          focus: XMPP.focus,
          focusJid: XMPP.focusJid,
          websocket: `wss://${names.video}/xmpp-websocket`,
          title: branding.title,
          language: branding.language,
          maxOccupants: video.maxOccupants,
        },
      },
      {
        path: VIDEO_INTERFACE,
        format: "javascript",
        data: { title: branding.title, colour: branding.colour },
      },
      { path: VIDEO_FILES.head, format: "html" },
      { path: VIDEO_FILES.title, format: "html", data: { title: branding.title } },
      { path: VIDEO_FILES.guard, format: "javascript", bundle: { entry: "guard/main.ts", runs: "browser" } },
      { path: VIDEO_FILES.style, format: "css" },
    ],
  }),
};
