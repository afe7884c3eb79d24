import { TOKEN, XMPP } from "./prosody.ts";
import type { Service } from "./service.ts";

/** A command for administrators that makes a room and one link for each person in it, until people make them in a page. */
export const roomLinks: Service = {
  name: "room-links",
  wanted: () => true,
  declare: (clinic) => ({
    // Debian's own; the agent runs on it too.
    packages: [{ name: "nodejs", repository: "debian" }],
    files: [
      {
        path: "/usr/local/sbin/room-links",
        format: "javascript",
        // It holds the key that signs.
        mode: "0700",
        data: {
          host: clinic.names.video,
          issuer: TOKEN.issuer,
          audience: TOKEN.audience,
          subject: XMPP.domain,
          longestLifeSeconds: TOKEN.longestLifeSeconds,
        },
      },
    ],
    validators: [{ name: "room-links", argv: ["/usr/local/sbin/room-links", "--help"] }],
  }),
};
