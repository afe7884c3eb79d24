import type { Service } from "./service.ts";

/** Folder of the package's pages (element-hq/element-web .github/workflows/build_debian.yaml); its config.json is a link to {@link CONFIGURATION}. */
export const ELEMENT_PAGES = "/usr/share/element-web";

/** What clients ask the homeserver's name for; nginx serves it as JSON to any origin (Matrix specification, "Well-known URI"). */
export const WELL_KNOWN_CLIENT = "/usr/local/share/stillroom/well-known/matrix/client";

const CONFIGURATION = "/etc/element-web/config.json";

/** Element Web: the page on which people write to each other; static files that nginx serves. */
export const element: Service = {
  name: "element",
  wanted: (clinic) => clinic.messaging.enabled,
  declare: (clinic) => {
    const homeserver = `https://${clinic.names.homeserver}`;
    const page = `https://${clinic.names.messaging}`;
    return {
      packages: [{ name: "element-web", repository: "element" }],
      files: [
        {
          path: CONFIGURATION,
          format: "json",
          data: {
            homeserver,
            page,
            serverName: clinic.names.homeserver,
            video: clinic.names.video,
            title: clinic.branding.title,
            language: clinic.branding.language,
          },
        },
        { path: WELL_KNOWN_CLIENT, format: "json", data: { homeserver, video: clinic.names.video } },
      ],
      proofs: [
        { kind: "https", host: clinic.names.messaging, path: "/config.json", status: 200, contains: homeserver },
        {
          kind: "https",
          host: clinic.names.homeserver,
          path: "/.well-known/matrix/client",
          status: 200,
          contains: "io.element.e2ee",
        },
      ],
    };
  },
};
