import type { Query } from "../database/connect.ts";

/**
 * Whether a consent stands for a row of `devices`, joined with its row of `links`. It is the device's own: who comes by another link, or
 * sits at another device, is asked anew. One that was kept before consents knew their device counts for every device whose link counts.
 */
export function consentStands(sql: Query): ReturnType<Query> {
  return sql`EXISTS (SELECT FROM consents WHERE withdrawn_at IS NULL AND (consents.device = devices.id
    OR (consents.device IS NULL AND consents.appointment = devices.appointment AND links.revoked_at IS NULL)))`;
}
