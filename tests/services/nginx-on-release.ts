import { CERTIFICATE } from "../../services/certificates.ts";
import { until, type Debianland } from "./debian-programs.ts";

/** Makes a certificate for a name, signed by itself, where the release's programs look for theirs. */
export async function makeCertificate(land: Debianland, name: string): Promise<void> {
  const made =
    'mkdir -p "$(dirname "$2")" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 ' +
    '-subj "/CN=$1" -keyout "$2" -out "$3"';
  await land.run(["sh", "-c", made, "sh", name, CERTIFICATE.key, CERTIFICATE.chain]);
}

/**
 * Starts nginx on the release's files with a certificate for a name.
 *
 * @param answers whether it answers; asked until it does, and a connection that breaks is no answer
 */
export async function startNginx(land: Debianland, name: string, answers: () => Promise<boolean>): Promise<void> {
  await makeCertificate(land, name);
  land.start(["nginx", "-g", "daemon off;"]);
  await until("nginx", () => answers().catch(() => false));
}
