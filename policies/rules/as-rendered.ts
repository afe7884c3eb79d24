import { canonicalJson } from "../../render/canonical-json.ts";
import type { Release, ReleaseFile } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { appended, withFile, withFileOf, withoutFile } from "../breaking.ts";
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
  const known: Readonly<Record<string, unknown>> = { ...expected };
  const given: Readonly<Record<string, unknown>> = { ...release };
  const keys = new Set([...Object.keys(known), ...Object.keys(given)]);
  return [...keys].flatMap((key) => {
    // Files are compared one by one, and the digest when nothing else differs.
    if (key === "files" || key === "digest") return [];
    const [wanted, found] = [linesOf(known[key]), linesOf(given[key])];
    if (wanted.join("\n") === found.join("\n")) return [];
    const added = found.find((line) => !wanted.includes(line));
    const missing = wanted.find((line) => !found.includes(line));
    const what =
      added !== undefined
        ? `The ${key} of the release hold ${short(added)}, which the stack file does not give.`
        : missing !== undefined
          ? `The ${key} of the release lack ${short(missing)}.`
          : `The ${key} of the release stand in another order or more than once.`;
    return [{ where: `the release's ${key}`, what }];
  });
}

/** A list's entries, or an object's properties, each as one line. */
function linesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(canonicalJson);
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [canonicalJson(value)];
  return Object.entries(value).map(canonicalJson).sort();
}

/** Whoever keeps a release as evidence knows it by its digest. */
function digestBreaches(expected: Release, release: Release): readonly Breach[] {
  if (expected.digest === release.digest) return [];
  return [
    {
      where: "the release's digest",
      what: `The release says that its digest is ${short(release.digest)}, but what it holds has ${short(expected.digest)}.`,
    },
  ];
}

function fileBreaches(expected: Release, release: Release): readonly Breach[] {
  const wanted = new Map(expected.files.map((file) => [file.path, file]));
  const found = new Map(release.files.map((file) => [file.path, file]));
  const missing = expected.files.filter((file) => !found.has(file.path));
  const sorted = release.files.every(({ path }, index) => index === 0 || (release.files[index - 1]?.path ?? "") < path);
  return [
    ...(sorted
      ? []
      : [{ where: "the release's files", what: "A path stands there more than once, or not in its order." }]),
    ...missing.map(({ path }) => ({ where: path, what: "The file is missing, which the stack file gives." })),
    ...release.files.flatMap((file) => differences(wanted.get(file.path), file)),
  ];
}

function differences(wanted: ReleaseFile | undefined, file: ReleaseFile): readonly Breach[] {
  if (wanted === undefined) return [{ where: file.path, what: "The stack file gives no file at this path." }];
  const { text: wantedText, ...wantedTraits } = wanted;
  const { text, ...traits } = file;
  const [lines, wantedLines] = [linesOf(traits), linesOf(wantedTraits)];
  const lost = wantedLines.find((line) => !lines.includes(line));
  const gained = lines.find((line) => !wantedLines.includes(line));
  const breaches: Breach[] = [];
  if (lost !== undefined)
    breaches.push({ where: file.path, what: `The file does not have ${short(lost)}, as it was rendered.` });
  else if (gained !== undefined)
    breaches.push({ where: file.path, what: `The file has ${short(gained)}, as it was not rendered.` });
  if (text !== wantedText) {
    const [is, was] = [text.split("\n"), wantedText.split("\n")];
    const index = is.findIndex((line, at) => line !== was[at]);
    const line = index === -1 ? is.length : index;
    breaches.push({
      where: file.path,
      line: line + 1,
      what: changeText(is[line], was[line]),
    });
  }
  return breaches;
}

/** The changed line itself is not told: somebody may have put a secret there, and this goes to logs. */
function changeText(is: string | undefined, was: string | undefined): string {
  const change = is === undefined ? "lines at its end are gone" : "this line is another";
  const rendered = was === undefined || was === "" ? "" : `; rendered was ${short(was)}`;
  return `The file was changed after it was rendered: ${change}${rendered}.`;
}

function short(text: string): string {
  return text.length <= 120 ? `"${text}"` : `"${text.slice(0, 119)}…"`;
}
