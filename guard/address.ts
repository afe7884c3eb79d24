/** What of an address Jitsi Meet may read. */
export interface Address {
  /** With its `?`, or empty. */
  readonly search: string;
  /** With its `#`, or empty. */
  readonly hash: string;
}

/**
 * An address without what Jitsi would take settings from. It takes every `config.…` and `interfaceConfig.…` for an override
 * (jitsi-meet react/features/base/config/configWhitelist.ts at 02a8f1a4), from the fragment, and its token from either part
 * (react/features/base/util/parseURLParams.ts at 1c8216eb). So a closed list stays: the token, and inside our own messaging page the
 * number of the line to that page.
 *
 * @param embedded whether the page is shown inside another one
 */
export function withoutSettings({ search, hash }: Address, embedded: boolean): Address {
  return {
    search: kept("?", search, (name) => name === "jwt"),
    hash: kept("#", hash, (name) => name === "jwt" || (embedded && name === "jitsi_meet_external_api_id")),
  };
}

/** Split as Jitsi splits it: a name ends at the first `=`, and is not decoded. */
function kept(mark: string, text: string, isHarmless: (name: string) => boolean): string {
  const parameters = text
    .slice(1)
    .split("&")
    .filter((parameter) => isHarmless(parameter.split("=", 1)[0] ?? ""));
  return parameters.length === 0 ? "" : `${mark}${parameters.join("&")}`;
}
