import { cachedFolder } from "../../sandbox/cache.ts";
import { CommandFailed, run } from "../../sandbox/command.ts";
import type { Addresses } from "../../sandbox/lab.ts";

/** PyPI, ssh-audit; it needs no other package. */
const VERSION = "3.9.0";

export interface SshAuditResult {
  readonly failures: readonly string[];
  readonly warnings: readonly string[];
  readonly offered: readonly string[];
}

/** Asks sshd what it offers, from the administrators' network, and what ssh-audit thinks of it. */
export async function sshAudit({ address4 }: Addresses): Promise<SshAuditResult> {
  const packages = await cachedFolder("ssh-audit", { VERSION }, async (folder) => {
    await run(["python3", "-m", "pip", "install", "--quiet", "--target", folder, `ssh-audit==${VERSION}`]);
  });
  // --skip-rate-test: that test opens dozens of connections, for which the machine shuts the asker out, as it should.
  const argv = ["python3", "-m", "ssh_audit.ssh_audit", "--json", "--skip-rate-test", address4];
  const options = { environment: { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: "1" }, timeout: 120_000 };
  const text = await run(argv, options).catch((error: unknown) => {
    // It ends with 2 for warnings and 3 for failures, and says the same on its standard output.
    if (error instanceof CommandFailed && error.stdout.startsWith("{")) return error.stdout;
    throw error;
  });
  return readSshAudit(text);
}

interface Algorithm {
  readonly algorithm: string;
  readonly notes?: Readonly<Partial<Record<"fail" | "warn" | "info", readonly string[]>>>;
}

/** The JSON of ssh-audit 3.9: a list for each kind of algorithm, each with notes. */
export function readSshAudit(text: string): SshAuditResult {
  // The program's own format; a missing list counts as nothing below.
  const found = JSON.parse(text) as Readonly<Partial<Record<"kex" | "key" | "enc" | "mac", readonly Algorithm[]>>>;
  const all = (["kex", "key", "enc", "mac"] as const).flatMap((kind) => found[kind] ?? []);
  const notes = (level: "fail" | "warn") =>
    all.flatMap(({ algorithm, notes: said }) => (said?.[level] ?? []).map((note) => `${algorithm}: ${note}`));
  if (all.length === 0) throw new Error(`ssh-audit named no algorithm:\n${text.slice(0, 400)}`);
  return { failures: notes("fail"), warnings: notes("warn"), offered: all.map(({ algorithm }) => algorithm) };
}
