import type { Clinic } from "../clinic/clinic.ts";

/** A folder that a delivery makes, and whom it is for. */
export interface KeptFolder {
  readonly path: string;
  /** Owner, and group: each account has a group of its own name. */
  readonly account: string;
  /** Everybody may pass through it to what lies below; otherwise it is its account's alone. */
  readonly open: boolean;
}

/**
 * Every folder that services need beside those of their packages: a copy of what services/ declare, on purpose. One that is missing, another's
 * or open is judged by rules.
 */
export function keptFolders(clinic: Clinic): readonly KeptFolder[] {
  const account = "certificates";
  return [
    { path: "/etc/stillroom/certificates", account: "root", open: true },
    { path: "/var/lib/stillroom", account: "root", open: true },
    { path: "/var/lib/stillroom/egress", account: "root", open: false },
    ...(clinic.certificates.issuer === "acme"
      ? [
          { path: "/var/lib/stillroom/certbot", account, open: false },
          // nginx answers the issuer from it.
          { path: "/var/lib/stillroom/acme", account, open: true },
        ]
      : [{ path: "/var/lib/stillroom/certificates", account: "root", open: false }]),
    ...(clinic.messaging.enabled
      ? ["/var/lib/matrix-synapse", "/var/lib/matrix-synapse/media"].map((path) => {
          return { path, account: "matrix-synapse", open: false };
        })
      : []),
  ];
}
