import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, replaced } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { GoodTree } from "../tree.ts";

/** A clinic under another domain, with every name below it. */
function under(domain: string, labels: Partial<Record<keyof Clinic["names"], string>> = {}): Clinic {
  const names = {
    host: "h1",
    video: "meet",
    messaging: "chat",
    homeserver: "matrix",
    relay: "relay",
    desk: "desk",
    ...labels,
  };
  const named = Object.entries(names).map(([key, label]) => [key, `${label}.${domain}`] as const);
  return {
    ...CLINIC,
    // The keys are those of `names`, each with its label.
    names: { domain, ...Object.fromEntries(named) } as Clinic["names"],
    machine: { ...CLINIC.machine, dns: { kind: "provider", zone: domain } },
  };
}

function titled(title: string): Clinic {
  return { ...CLINIC, branding: { ...CLINIC.branding, title } };
}

export const TREES: readonly GoodTree[] = [
  { how: "a town called Medford", clinic: under("medford.example") },
  { how: "a surname that holds care", clinic: under("carey-and-curran.example") },
  { how: "a wood near Heilbronn", clinic: under("heilbronner-wald.example") },
  { how: "a town that holds a mind", clinic: under("mindelheim.example", { host: "minden" }) },
  { how: "letters of therapy in leather and weather", clinic: under("leatherapron.example", { host: "weatherapp" }) },
  { how: "rapids after an article", clinic: under("the-rapids.example") },
  { how: "a title's two letters before a vowel", clinic: under("drake-and-drury.example", { host: "drift" }) },
  { how: "a Polish word that begins as a title does", clinic: under("drzewo.example") },
  { how: "words that end in mental", clinic: under("ornamental-fundamental.example") },
  { how: "a Danish word that holds fear", clinic: under("fangst-og-fisk.example", { host: "langstrasse" }) },
  { how: "an independence that holds a dependence", clinic: under("indipendenza.example", { host: "independencia" }) },
  { how: "a tree that shelters others", clinic: under("nurse-tree.example", { host: "griefer" }) },
  { how: "a word that begins as a degree behind nothing", clinic: under("phd-street.example", { host: "rn" }) },
  { how: "what shops and firms are called as well", clinic: under("alcohol-und-rezepte.example", { host: "hotline" }) },
  { how: "a title in Chinese that speaks of tea", clinic: titled("静港茶室") },
  { how: "a title in Korean that speaks of a harbour", clinic: titled("조용한 항구") },
  { how: "a title in Hebrew that speaks of a house", clinic: titled("בית שקט") },
  { how: "a neutral label in punycode", clinic: under("xn--caf-dma.example") },
  { how: "digits that spell nothing", clinic: under("studio54.example", { host: "web01", relay: "r2d2" }) },
  { how: "a stack that is called after a number and a place", clinic: { ...CLINIC, stack: "north-2" } },
  { how: "a title in capitals with a town's name", clinic: titled("MEDFORD & PAINSWICK") },
  { how: "a title with accents and an apostrophe", clinic: titled("L'Étang d'Émeraude") },
  { how: "a title of two words that join to nothing", clinic: titled("The Rapid River") },
  { how: "a town of several words that begins with a doctor's trade", clinic: titled("Medicine Hat Rooms") },
  {
    how: "an administrator whose name looks like a trade",
    clinic: { ...CLINIC, administrators: CLINIC.administrators.map((one) => ({ ...one, name: "carey" })) },
  },
  {
    how: "a waiver's reason speaks of the clinic, and no stranger is shown it",
    clinic: {
      ...CLINIC,
      waivers: [
        {
          rule: "log-retention",
          reason: "The clinic's insurer asks for it until the patients' old server is gone.",
          by: "Data protection officer",
          until: "2026-03-31",
        },
      ],
    },
  },
  {
    how: "a comment of nginx tells, and nginx shows it to nobody",
    apply: (release) => appended(release, ENTRY.nginx, "# the clinic's patients come in here"),
  },
  {
    how: "a comment of the relay's configuration tells, and coturn shows it to nobody",
    apply: (release) => appended(release, ENTRY.coturn, "# for the therapists of the practice"),
  },
  {
    how: "a comment of Synapse's configuration tells behind a value",
    apply: (release) =>
      replaced(release, ENTRY.synapse, '"report_stats": false', '"report_stats": false # nothing about the clinic'),
  },
  {
    how: "a comment of apt's settings tells, and no mirror is shown it",
    apply: (release) => appended(release, "/etc/apt/apt.conf.d/90stillroom-updates", "// the clinic's updates"),
  },
  {
    how: "a comment of sshd's settings tells, and no client is shown it",
    apply: (release) => appended(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", "# who looks after the clinic"),
  },
  {
    how: "a comment of Jicofo's settings tells, and no browser is shown it",
    apply: (release) => appended(release, "/etc/stillroom/jicofo/jicofo.conf", "// rooms for patients"),
  },
  {
    how: "a comment of Prosody's settings tells, and no client is shown it",
    apply: (release) => appended(release, ENTRY.prosody, "-- rooms for patients"),
  },
  {
    how: "a comment of a unit tells, and nobody is shown it",
    apply: (release) =>
      replaced(release, "/etc/systemd/system/jicofo.service", /^\[Unit\]$/m, "[Unit]\n# rooms of the clinic"),
  },
];
