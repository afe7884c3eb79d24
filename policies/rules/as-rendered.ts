import { canonicalJson } from "../../render/canonical-json.ts";
import type { Release, ReleaseFile } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { appended, withFile, withFileOf, withoutFile } from "../breaking.ts";
import { shownText } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/**
 * Rules with readers say what a file would do. Scripts, units, commands and accounts have no reader that could tell all of it, so what
 * a release holds must be what its own clinic gives with the templates and services of this checkout.
 */
export const asRendered: Rule = {
  id: "as-rendered",
  title: "The release is what its stack file gives, in every file and every entry.",
  severity: "promise",
  serves: "All three promises: what no reader can judge is as we rendered it, or it is refused.",
  mend: "Change the stack file, or the template or service in your checkout, and render again; nothing rendered is edited by hand.",
  looksAt:
    "The whole release against a second rendering of the clinic that it carries: every file, package, account, step and proof.",
  check: (release) => {
    const expected = render(release.subject.clinic);
    if (expected === release) return [];
    const breaches = [...entryBreaches(expected, release), ...fileBreaches(expected, release)];
    return breaches.length > 0 ? breaches : digestBreaches(expected, release);
  },
  breaks: [
    {
      how: "a step runs a command of its own",
      apply: (release) => ({
        ...release,
        steps: [...release.steps, { name: "extra", argv: ["iptables", "--flush"], after: "units" }],
      }),
    },
    { how: "nothing has to be proved", apply: (release) => ({ ...release, proofs: [] }) },
    {
      how: "a line is added to a script that root runs",
      apply: (release) => appended(release, "/usr/local/lib/stillroom/keep-administrators", "iptables --flush"),
    },
    {
      how: "a file more claims to be of a service of ours",
      apply: (release) =>
        withFileOf(
          withFile(release, { path: "/etc/cron.d/extra", format: "text", text: "* * * * * root true\n" }),
          "/etc/cron.d/extra",
          (file) => ({ ...file, service: "nginx" }),
        ),
    },
    {
      how: "an account may write what root runs",
      apply: (release) =>
        withFileOf(release, "/usr/local/lib/stillroom/load-firewall", (file) => ({ ...file, owner: "jvb" })),
    },
    { how: "a file is left out", apply: (release) => withoutFile(release, "/etc/sysctl.d/90-stillroom.conf") },
    {
      how: "a path is spelt so that it meets another's place",
      apply: (release) =>
        withFile(release, { path: "/etc/nginx/../nginx/nginx.conf", format: "nginx", text: "events {}\n" }),
    },
    {
      how: "a second administrator's key is added to the rendered file alone",
      apply: (release) => appended(release, "/etc/ssh/authorized_keys.d/ops", "ssh-ed25519 AAAA other"),
    },
  ],
};

function entryBreaches(expected: Release, release: Release): readonly Breach[] {
  const [wanted, found] = [partsOf(expected), partsOf(release)];
  return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].flatMap((part) => {
    const difference = differenceOf(linesOf(wanted[part]), linesOf(found[part]));
    return difference === undefined
      ? []
      : [{ where: `the release's ${part}`, what: `The ${part} of the release ${difference}.` }];
  });
}

/** All but the files and the digest, by name; also what this version of ours does not know. */
function partsOf(release: Release): Readonly<Record<string, unknown>> {
  return { ...release, subject: Object.entries(release.subject).sort(), files: undefined, digest: undefined };
}

/** A list's entries, each as one line; what is no list is one entry. */
function linesOf(value: unknown): readonly string[] {
  return [value].flat().map(canonicalJson);
}

/** A predicate that says how what was found differs from what was wanted. */
function differenceOf(wanted: readonly string[], found: readonly string[]): string | undefined {
  const added = found.find((line) => !wanted.includes(line));
  if (added !== undefined) return `hold ${shownText(added)}, which the stack file does not give`;
  const missing = wanted.find((line) => !found.includes(line));
  if (missing !== undefined) return `lack ${shownText(missing)}`;
  const same = wanted.length === found.length && wanted.every((line, index) => line === found[index]);
  return same ? undefined : "stand in another order or more than once";
}

/** Whoever keeps a release as evidence knows it by its digest. */
function digestBreaches(expected: Release, release: Release): readonly Breach[] {
  if (expected.digest === release.digest) return [];
  return [
    {
      where: "the release's digest",
      what: `The release says that its digest is ${shownText(release.digest)}, but what it holds has ${shownText(expected.digest)}.`,
    },
  ];
}

function fileBreaches(expected: Release, release: Release): readonly Breach[] {
  const wanted = new Map(expected.files.map((file) => [file.path, file]));
  const given = new Set(release.files.map(({ path }) => path));
  const missing = expected.files.filter(({ path }) => !given.has(path));
  const misplaced = release.files.filter(({ path }, index) => (release.files[index - 1]?.path ?? "") >= path);
  return [
    ...misplaced.map(({ path }) => ({
      where: path,
      what: "The path stands in the release more than once, or not in its order.",
    })),
    ...missing.map(({ path }) => ({ where: path, what: "The file is missing, which the stack file gives." })),
    ...release.files.flatMap((file) => differences(wanted.get(file.path), file)),
  ];
}

function differences(wanted: ReleaseFile | undefined, file: ReleaseFile): readonly Breach[] {
  if (wanted === undefined) return [{ where: file.path, what: "The stack file gives no file at this path." }];
  const { text: wantedText, ...wantedTraits } = wanted;
  const { text, ...traits } = file;
  const difference = differenceOf(traitLines(wantedTraits), traitLines(traits));
  const trait =
    difference === undefined ? [] : [{ where: file.path, what: `The owner, mode and other traits ${difference}.` }];
  return [...trait, ...textBreaches(file.path, wantedText.split("\n"), text.split("\n"))];
}

function traitLines(traits: object): readonly string[] {
  return linesOf(Object.entries(traits).sort());
}

/** The changed line itself is not told: somebody may have put a secret there, and this goes to logs. */
function textBreaches(path: string, wanted: readonly string[], found: readonly string[]): readonly Breach[] {
  const lines = Array.from({ length: Math.max(wanted.length, found.length) }, (_, index) => index);
  const changed = lines.find((index) => wanted[index] !== found[index]);
  if (changed === undefined) return [];
  const stood = wanted[changed];
  return [
    {
      where: path,
      line: Math.min(changed + 1, found.length),
      what: `The file was changed after it was rendered: ${insteadOf(stood, wanted.length < found.length)}.`,
    },
  ];
}

/** What happened at the first line that differs, where `stood` was. */
function insteadOf(stood: string | undefined, longer: boolean): string {
  if (stood === undefined || (stood === "" && longer)) return "a line was added here";
  return stood === "" ? "here stood an empty line" : `here stood ${shownText(stood)}`;
}
