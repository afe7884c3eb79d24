import { existsSync, readFileSync } from "node:fs";
import { request } from "node:https";
import type { Proof } from "../../services/service.ts";
import type { Sight } from "./prove.ts";

interface Answer {
  readonly status: number;
  readonly body: string;
}

const BODY_BYTES = 1024 * 1024;

/**
 * A real request to this machine under its own name. A certificate that nobody trusts yet is no reason to go back: it is
 * issued when the names point here; a person gets to know.
 */
export async function proveHttps(proof: Extract<Proof, { kind: "https" }>): Promise<Sight> {
  const trusted = await get(proof.host, proof.path, trustedRoots());
  const answer =
    typeof trusted === "string" && isCertificateFault(trusted) ? await get(proof.host, proof.path, undefined) : trusted;
  if (typeof answer === "string") return { passed: false, seen: answer };
  const note = typeof trusted === "string" ? certificateNote(proof.host, trusted) : undefined;
  const seen = `Answered ${answer.status}, ${answer.body.length} characters.`;
  if (answer.status !== proof.status) return { passed: false, seen };
  if (proof.contains !== undefined && !answer.body.includes(proof.contains)) {
    return { passed: false, seen: `${seen} They do not contain "${proof.contains}".` };
  }
  return { passed: true, seen, ...(note === undefined ? {} : { note }) };
}

export function certificateNote(host: string, why: string): string {
  if (/CERT_NOT_YET_VALID|CERT_HAS_EXPIRED/.test(why)) {
    return `The certificate of ${host} is not valid at this time (${why}). The machine's clock says ${new Date().toISOString()}: if that is wrong, set it (\`timedatectl\`); if it is right, \`systemctl status certificates.service\` says why there is no new one.`;
  }
  return `The certificate of ${host} is not trusted yet (${why}): see that its DNS records point to this machine; it is then issued by itself.`;
}

/** Codes of OpenSSL's verification and Node's own host name check (Node.js, "TLS: X509 certificate error codes"). */
export function isCertificateFault(why: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|ALTNAME/.test(why);
}

/** The system's roots (Debian, ca-certificates) and the practice's own. */
export function trustedRoots(): string[] {
  const files = ["/etc/ssl/certs/ca-certificates.crt", "/etc/stillroom/certificates/root.pem"];
  return files.filter((path) => existsSync(path)).map((path) => readFileSync(path, "utf8"));
}

/** Without roots the certificate isn't looked at. Gives back an error's code as text. */
function get(host: string, path: string, roots: string[] | undefined): Promise<Answer | string> {
  return new Promise((resolve) => {
    const call = request(
      {
        host: "127.0.0.1",
        port: 443,
        servername: host,
        headers: { host },
        path,
        agent: false,
        timeout: 10_000,
        ...(roots === undefined ? { rejectUnauthorized: false } : { ca: roots }),
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          if (body.length < BODY_BYTES) body += chunk;
        });
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
        response.on("error", (error) => {
          resolve(codeOf(error));
        });
      },
    );
    call.on("timeout", () => call.destroy(new Error("no answer within 10 seconds")));
    call.on("error", (error) => {
      resolve(codeOf(error));
    });
    call.end();
  });
}

function codeOf(error: Error & { code?: string }): string {
  return error.code === undefined ? error.message : `${error.code}: ${error.message}`;
}
