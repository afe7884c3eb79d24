import { existsSync, globSync } from "node:fs";
import { run } from "node:test";
import report from "./test-report.ts";

/**
 * Files that take half a minute or more, the longest first, as a whole run on two processors shows. They start before all others, so
 * that in the end no processor waits for the last of them; `node --test` has the order of the alphabet alone (nodejs.org, "Test
 * runner", run: `files` are run as they are given).
 */
const LONG = [
  "tests/desk/pages/whole-way.test.ts",
  "tests/machines/end-to-end.test.ts",
  "tests/machines/keys-and-isolation.test.ts",
  "tests/policies/mutation.test.ts",
  "tests/machines/faults.test.ts",
  "tests/machines/agent.test.ts",
  "tests/machines/workstation.test.ts",
  "tests/kits/linux/kill-switch.test.ts",
  "tests/machines/first-delivery.test.ts",
  "tests/docs/ci.test.ts",
  "tests/guard/accessibility.test.ts",
  "tests/machines/devices.test.ts",
  "tests/desk/staff/sign-in.test.ts",
  "tests/machines/looking-verbs.test.ts",
  "tests/desk/pages/for-everybody.test.ts",
  "tests/corpus/corpus.test.ts",
  "tests/machines/vpn-only.test.ts",
  "tests/guard/attacks.test.ts",
  "tests/services/prosody-meetings.test.ts",
  "tests/templates/hostile-values.test.ts",
  "tests/desk/pages/routes.test.ts",
  "tests/machines/firewall.test.ts",
  "tests/services/prosody-crowd.test.ts",
  "tests/guard/states.test.ts",
  "tests/scripts/verbs/kit.test.ts",
  "tests/scripts/verbs/acting.test.ts",
  "tests/services/base-programs.test.ts",
  "tests/guard/encrypted-media/encrypted-media.test.ts",
  "tests/services/certificates.test.ts",
  "tests/machines/certificate-authority.test.ts",
  "tests/desk/staff/enrolment.test.ts",
  "tests/kits/papers/papers.test.ts",
  "tests/services/prosody-orders.test.ts",
  "tests/desk/rooms/telling.test.ts",
  "tests/services/synapse.test.ts",
  "tests/kits/linux/rules.test.ts",
  "tests/sessions/link-to-room.test.ts",
  "tests/kits/macos/rules.test.ts",
  "tests/services/prosody.test.ts",
  "tests/guard/encrypted-media/firefox.test.ts",
  "tests/machines/sandbox.test.ts",
  "tests/services/coturn.test.ts",
  "tests/desk/pages/mail.test.ts",
  "tests/policies/readers/content-security-policy.test.ts",
  "tests/kits/browsers/in-browsers.test.ts",
  "tests/policies/readers/javascript.test.ts",
  "tests/kits/linux/what-works.test.ts",
];

const [atOnce, ...patterns] = process.argv.slice(2);
if (atOnce === undefined || patterns.length === 0) {
  console.error("Say how many files run at once, and which: node scripts/test-files.ts 4 'tests/**/*.test.ts'");
  process.exit(2);
}
const gone = LONG.filter((file) => !existsSync(file));
if (gone.length > 0) {
  console.error(
    `There is no ${gone.join(", no ")} any more: take it out of the list in scripts/test-files.ts, or name it anew.`,
  );
  process.exit(2);
}

const found = globSync(patterns).sort();
const files = [...LONG.filter((file) => found.includes(file)), ...found.filter((file) => !LONG.includes(file))];
if (files.length === 0) {
  console.error(`No file is called like ${patterns.join(" or ")}: nothing would be tested.`);
  process.exit(2);
}

run({ files, concurrency: Number(atOnce) })
  .on("test:fail", ({ todo }) => {
    if (todo === undefined || todo === false) process.exitCode = 1;
  })
  .compose(report)
  .pipe(process.stdout);
