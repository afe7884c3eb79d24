import type { Clinic } from "../clinic/clinic.ts";
import { ACME_WEBROOT, CERTIFICATE, certifiedNames } from "./certificates.ts";
import { ELEMENT_PAGES, WELL_KNOWN_CLIENT } from "./element.ts";
import { VIDEO_CONFIGURATION, VIDEO_FILES, VIDEO_INTERFACE } from "./jitsi-meet.ts";
import { XMPP } from "./prosody.ts";
import { reachedBy } from "./devices.ts";
import type { Proof, Service } from "./service.ts";
import { LARGEST_UPLOAD_MB } from "./synapse.ts";

const CONFIGURATION = "/etc/nginx/nginx.conf";
const ACCOUNT = "www-data";

/** nginx: the only door to the pages, to signalling and to the homeserver's client interface. It opens no connection outside. */
export const nginx: Service = {
  name: "nginx",
  wanted: () => true,
  declare: (clinic) => ({
    packages: [{ name: "nginx", repository: "debian" }],
    ports: [
      {
        protocol: "tcp",
        from: 80,
        to: 80,
        // The issuer asks from outside, wherever people come from.
        reachableBy: clinic.certificates.issuer === "acme" ? "anyone" : reachedBy(clinic),
        account: ACCOUNT,
        purpose: "certificate issuer, redirect",
      },
      {
        protocol: "tcp",
        from: 443,
        to: 443,
        reachableBy: reachedBy(clinic),
        account: ACCOUNT,
        purpose: "pages and signalling",
      },
    ],
    files: [
      {
        path: CONFIGURATION,
        format: "nginx",
        data: {
          // nginx 1.25.1 made HTTP/2 a directive of its own; Debian 12 has 1.22.
          http2Directive: clinic.machine.debian >= 13,
          names: [...certifiedNames(clinic)],
          certificate: CERTIFICATE,
          acmeWebroot: ACME_WEBROOT,
          video: {
            name: clinic.names.video,
            xmppDomain: XMPP.domain,
            configuration: VIDEO_CONFIGURATION,
            interface: VIDEO_INTERFACE,
            files: VIDEO_FILES,
            policy: policyText(videoPolicy(clinic)),
          },
          messaging: clinic.messaging.enabled
            ? {
                name: clinic.names.messaging,
                homeserver: clinic.names.homeserver,
                pages: ELEMENT_PAGES,
                wellKnown: WELL_KNOWN_CLIENT,
                largestUpload: `${LARGEST_UPLOAD_MB}m`,
                policy: policyText(messagingPolicy(clinic)),
                permissions: permissionsText(`(self "https://${clinic.names.video}")`),
              }
            : undefined,
          desk: clinic.desk.enabled ? { name: clinic.names.desk, policy: policyText(DESK_POLICY) } : undefined,
          permissions: permissionsText("(self)"),
        },
      },
      { path: "/etc/systemd/system/nginx.service.d/stillroom.conf", format: "systemd" },
    ],
    // Its drop-in counts from the next start on, and a restart would end every meeting.
    units: [{ name: "nginx.service", onChange: "reload", files: [CONFIGURATION] }],
    validators: [{ name: "nginx configuration", argv: ["nginx", "-t", "-q"] }],
    proofs: [{ kind: "unit-active", unit: "nginx.service" }, ...videoProofs(clinic), ...homeserverProofs(clinic)],
  }),
};

type ContentPolicy = Readonly<Record<string, readonly string[]>>;

/**
 * What the video page may load and do (Content Security Policy Level 3). Encryption needs two things that are easily
 * forgotten, and without them calls go on in clear: `wasm-unsafe-eval`, since Olm is WebAssembly, and `blob:` workers, since
 * lib-jitsi-meet starts its encryption worker from one (modules/e2ee/E2EEContext.js at 01daa07c). `unsafe-inline` is for
 * index.html's own scripts, into which the server puts config.js.
 */
function videoPolicy({ names, messaging }: Clinic): ContentPolicy {
  return {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'", "'wasm-unsafe-eval'"],
    "worker-src": ["'self'", "blob:"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "media-src": ["'self'", "blob:", "mediastream:"],
    "connect-src": ["'self'", `wss://${names.video}`],
    "manifest-src": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'none'"],
    // Element Web shows a call inside its page.
    "frame-ancestors": messaging.enabled ? [`https://${names.messaging}`] : ["'none'"],
  };
}

/** Element Web's page: its cryptography is WebAssembly, its server is the homeserver's name, its calls are our video page. */
function messagingPolicy({ names }: Clinic): ContentPolicy {
  const homeserver = `https://${names.homeserver}`;
  return {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "worker-src": ["'self'", "blob:"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", homeserver],
    "font-src": ["'self'", "data:"],
    "media-src": ["'self'", "blob:", "data:", homeserver],
    "connect-src": ["'self'", "blob:", homeserver],
    "frame-src": ["'self'", "blob:", `https://${names.video}`],
    "manifest-src": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
  };
}

/** The desk's own pages: nothing from elsewhere, nothing written into the page, and no page of another may show them. */
const DESK_POLICY: ContentPolicy = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

function policyText(policy: ContentPolicy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

/** W3C Permissions Policy: what a call needs, for `allowed` alone, and nothing else that a browser could give away. */
function permissionsText(allowed: string): string {
  const needed = [
    "camera",
    "display-capture",
    "microphone",
    "speaker-selection",
    "autoplay",
    "fullscreen",
    "screen-wake-lock",
  ];
  const refused = [
    "accelerometer",
    "bluetooth",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "midi",
    "payment",
    "serial",
    "usb",
  ];
  return [...needed.map((feature) => `${feature}=${allowed}`), ...refused.map((feature) => `${feature}=()`)].join(", ");
}

function videoProofs({ names }: Clinic): readonly Proof[] {
  return [
    { kind: "https", host: names.video, path: "/", status: 200, contains: "/guard.js" },
    { kind: "https", host: names.video, path: "/config.js", status: 200, contains: XMPP.rooms },
    { kind: "https", host: names.video, path: "/guard.js", status: 200, contains: "toggleE2EE" },
  ];
}

function homeserverProofs({ names, messaging }: Clinic): readonly Proof[] {
  if (!messaging.enabled) return [];
  return ["/_synapse/admin/v1/server_version", "/_matrix/federation/v1/version", "/_matrix/key/v2/server"].map(
    (path): Proof => ({ kind: "https", host: names.homeserver, path, status: 404 }),
  );
}
