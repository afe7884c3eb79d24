import type { Directive } from "../nginx/nginx.ts";
import { matcherOf } from "../nginx/directives.ts";
import {
  addressOf,
  answerOf,
  foldersOf,
  placesOf,
  refusesDotSegments,
  serversOf,
  type Place,
} from "../nginx/request.ts";

/** Prosody's web port on this machine (templates/prosody, `http_ports`) and the desk's (services/desk.ts): no path of theirs is Synapse's. */
const OTHERS = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost):(?:5280|8200)(?:\/[^$]*)?$/;

/**
 * An address and a port alone: nginx hands on the path as it was sent (ngx_http_proxy_module, "proxy_pass"), which is below the folders of the
 * location where dot segments are refused.
 */
const PATH_KEPT = /^https?:\/\/[^/]+$/;

/**
 * Every directive by which nginx could hand on a request for something below one of `folders` to Synapse, under whatever name it
 * was asked. All that is handed on to anything but those two ports may be Synapse.
 *
 * @param folders paths with a slash at their end: `/_synapse/admin/`
 */
export function reachingSynapse(nginx: readonly Directive[], folders: readonly string[]): readonly Directive[] {
  return serversOf(nginx).flatMap((server) =>
    placesOf(server).flatMap((place) => {
      const answer = answerOf(place, server);
      if (answer.kind !== "passed" || OTHERS.test(answer.to)) return [];
      return PATH_KEPT.test(answer.to) &&
        refusesDotSegments(server) &&
        !isRewritten(place) &&
        !folders.some((folder) => holds(place, folder))
        ? []
        : [answer.directive];
    }),
  );
}

function isRewritten({ levels }: Place): boolean {
  return levels.some((level) => level.some(({ name }) => name === "rewrite"));
}

/** Whether something below `folder` may end in this place; what can't be told may. */
function holds(place: Place, folder: string): boolean {
  return place.locations.every((location) => {
    const address = addressOf(location);
    if (address !== undefined) return address.startsWith(folder);
    const { modifier, pattern } = matcherOf(location.args);
    const bounds = modifier === "" || modifier === "^~" ? [pattern] : foldersOf(location);
    return bounds === undefined || bounds.some((bound) => folder.startsWith(bound) || bound.startsWith(folder));
  });
}
