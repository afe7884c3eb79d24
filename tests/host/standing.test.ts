import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { placesIn } from "../../host/places.ts";
import { contentHash, seenAt } from "../../host/standing.ts";

const root = mkdtempSync(join(tmpdir(), "stillroom-standing-"));
after(() => {
  rmSync(root, { recursive: true });
});

it("a file that is too long to show is compared all the same, and never lies in memory as a whole", () => {
  const file = join(root, "large");
  const bytes = Buffer.alloc(600 * 1024, "word ");
  writeFileSync(file, bytes);
  const seen = seenAt(placesIn(root), file);
  assert.equal(seen?.content, contentHash(bytes));
  assert.equal(seen.found.text, undefined);
  // Of more bytes than one buffer of Node.js holds ("File size … is greater than 2 GiB"), and of none on the disk.
  truncateSync(file, 2 ** 31 + 1);
  const before = process.memoryUsage().rss;
  assert.match(seenAt(placesIn(root), file)?.content ?? "", /^[0-9a-f]{64}$/);
  assert.ok(process.memoryUsage().rss - before < 100 * 2 ** 20);
});
