import type { Clinic } from "../clinic/clinic.ts";
import type { FileDeclaration, Service } from "./service.ts";

/** The version that each Debian release brings (packages.debian.org, `postgresql` in bookworm and trixie). */
const VERSION_ON = { 12: 15, 13: 17 } as const;

/** `17-main`, the name of the one cluster as its systemd instance spells it (postgresql-common, postgresql@.service). */
export function clusterOf(clinic: Clinic): string {
  return `${VERSION_ON[clinic.machine.debian]}-main`;
}

/** Whether a practice's machine keeps anything in a database. */
export function keepsDatabase({ messaging, desk }: Clinic): boolean {
  return messaging.enabled || desk.enabled;
}

/**
 * PostgreSQL for the messages: reached by a Unix socket alone, each account as itself. Its data stay in
 * /var/lib/postgresql.
 */
export const postgresql: Service = {
  name: "postgresql",
  wanted: keepsDatabase,
  declare: (clinic) => {
    const version = VERSION_ON[clinic.machine.debian];
    const configuration = `/etc/postgresql/${version}/main`;
    const owned = { format: "text", owner: "postgres", group: "postgres" } as const;
    const files = [
      {
        ...owned,
        path: `${configuration}/conf.d/stillroom.conf`,
        template: "/etc/postgresql/main/conf.d/stillroom.conf",
      },
      {
        ...owned,
        path: `${configuration}/pg_hba.conf`,
        mode: "0640",
        template: "/etc/postgresql/main/pg_hba.conf",
        data: { messaging: clinic.messaging.enabled, desk: clinic.desk.enabled },
      },
    ];
    const unit: FileDeclaration = {
      path: `/etc/systemd/system/postgresql@${clusterOf(clinic)}.service.d/stillroom.conf`,
      template: "/etc/systemd/system/postgresql@main.service.d/stillroom.conf",
      format: "systemd",
    };
    return {
      packages: [{ name: "postgresql", repository: "debian" }],
      files: [...files, unit],
      // The umbrella unit restarts the cluster with it (postgresql@.service: PartOf=postgresql.service).
      units: [{ name: "postgresql.service", onChange: "restart", files: [...files, unit].map((file) => file.path) }],
      validators: [
        {
          name: "PostgreSQL",
          // postgres(1): -C reads the whole configuration and prints one parameter.
          argv: [
            ...["runuser", "-u", "postgres", "--", `/usr/lib/postgresql/${version}/bin/postgres`],
            ...["-C", "listen_addresses", `--config-file=${configuration}/postgresql.conf`],
          ],
        },
      ],
      proofs: [
        { kind: "unit-active", unit: `postgresql@${clusterOf(clinic)}.service` },
        {
          kind: "command",
          name: "the database answers",
          argv: ["runuser", "-u", "postgres", "--", "psql", "--no-psqlrc", "--command", "SELECT 1"],
        },
      ],
    };
  },
};
