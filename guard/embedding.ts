/**
 * What a page around ours may ask of Jitsi: a closed list of what Element Web's widget uses (element-hq/element-web
 * src/vector/jitsi/index.ts at 02170e53; names as they travel: jitsi-meet modules/API/external/external_api.js). Left out of what
 * it would use: pictures of people from elsewhere, and live streams. Everything else, `toggle-e2ee`, `set-media-encryption-key` or
 * `overwrite-config` among it, never arrives.
 */
const EVENTS: ReadonlySet<unknown> = new Set([
  "display-name",
  "set-tile-view",
  "toggle-audio",
  "toggle-video",
  "video-hangup",
]);
const REQUESTS: ReadonlySet<unknown> = new Set(["is-audio-muted", "is-video-muted"]);

/**
 * Whether a message from another window may reach Jitsi. Jitsi listens by the package postis: a text of JSON with a method, which is
 * `__ready__` or `message` (jitsi-meet modules/transport/PostMessageTransportBackend.js at 95504410), and in that an event or a request
 * with a name (modules/transport/Transport.js at 0dff35c0).
 *
 * @param data what was posted
 */
export function mayReachJitsi(data: unknown): boolean {
  const { postis, method, params } = fieldsOf(parsed(data));
  if (postis !== true) return false;
  if (method === "__ready__") return true;
  if (method !== "message") return false;
  const { type, data: asked } = fieldsOf(params);
  const { name } = fieldsOf(asked);
  return type === "request" ? REQUESTS.has(name) : type === "event" && EVENTS.has(name);
}

/** postis reads texts alone. */
function parsed(data: unknown): unknown {
  if (typeof data !== "string") return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
