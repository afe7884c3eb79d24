#!/usr/bin/env node
// Plain JavaScript that every Node since 12 can read, so that an old one can say what is wrong instead of failing on syntax.
import module from "node:module";

const NEEDED = [22, 18];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `stillroom needs Node.js ${NEEDED.join(".")} or newer and was started with ${process.versions.node}. ` +
      "Install a newer one, or run scripts/test once: it brings one along in scripts/node/.",
  );
  process.exit(2);
}

// Node keeps what it made of our sources, types already taken out, from one start to the next.
module.enableCompileCache();
const { run } = await import("./stillroom.ts");
process.exitCode = await run(process.argv.slice(2));
