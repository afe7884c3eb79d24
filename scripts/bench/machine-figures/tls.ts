import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Addresses } from "../../sandbox/lab.ts";
import type { Machine } from "../../sandbox/machine.ts";
import { printed } from "./tools.ts";

export interface TlsResult {
  readonly grade: string;
  readonly score: string;
  /** What testssl.sh says keeps the grade from being better. */
  readonly caps: readonly string[];
  /** Findings of severity LOW and worse. */
  readonly findings: readonly string[];
}

/**
 * What Debian's testssl.sh, run on a stranger's machine, says of a name. The lab's own certificate authority is given to it as one that
 * is trusted (`--add-ca`), as a browser trusts Let's Encrypt: the grade is that of the machine and not of the lab.
 */
export async function testTls(
  stranger: Machine,
  name: string,
  { address4 }: Addresses,
  issuerFile: string,
): Promise<TlsResult> {
  await copyFile(issuerFile, join(stranger.folder, "root/root/issuer.pem"));
  const options = `--quiet --color 0 --warnings batch --overwrite --ip ${address4} --add-ca /root/issuer.pem --jsonfile /root/tls.json`;
  await printed(stranger, `testssl ${options} ${name}:443`);
  return readTestssl(await stranger.exec(["cat", "/root/tls.json"]));
}

interface Finding {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

/** testssl(1), --jsonfile: a flat list of findings, the rating among them. */
export function readTestssl(text: string): TlsResult {
  // The program's own format; what is missing shows as "none" below.
  const findings = JSON.parse(text) as readonly Finding[];
  const of = (id: string): string => findings.find((one) => one.id === id)?.finding ?? "none";
  return {
    grade: of("overall_grade"),
    score: of("final_score"),
    caps: findings.filter(({ id }) => id.startsWith("grade_cap_reason")).map(({ finding }) => finding),
    findings: findings
      .filter(({ id }) => id !== "overall_grade")
      .filter(({ severity }) => ["LOW", "MEDIUM", "HIGH", "CRITICAL"].includes(severity))
      .map(({ id, severity, finding }) => `${id} (${severity.toLowerCase()}): ${finding}`),
  };
}
