import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, withFileOf, withFolder } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { render } from "../../../render/render.ts";
import type { Release, ReleaseFile } from "../../../render/release.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

function file(release: Release, path: string, change: Partial<ReleaseFile>): Release {
  return withFileOf(release, path, (before) => ({ ...before, ...change }));
}

/** Every secret that a machine can have. */
const WITH_ALL: Clinic = { ...TUNNELLED, desk: INVITING.desk };
const SECRET = render(WITH_ALL).files.filter(({ text }) => text.includes("@@secret:"));
const CLOSED = render(WITH_ALL).directories.filter(({ mode }) => mode === "0700");

export const TREES: readonly BrokenTree[] = [
  ...SECRET.flatMap(({ path }) => [
    {
      how: `${path} is for the web server's group`,
      clinic: WITH_ALL,
      apply: (release: Release) => file(release, path, { group: "www-data", mode: "0640" }),
    },
    {
      how: `${path} is for others`,
      clinic: WITH_ALL,
      apply: (release: Release) => file(release, path, { mode: "0644" }),
    },
    {
      how: `${path} belongs to the account of the page's server`,
      clinic: WITH_ALL,
      apply: (release: Release) => file(release, path, { owner: "www-data" }),
    },
  ]),
  ...[
    [ENTRY.tunnel, "prosody"],
    [ENTRY.jicofo, "prosody"],
    [ENTRY.videobridge, "turnserver"],
    [ENTRY.coturn, "prosody"],
    [ENTRY.synapse, "jitsi"],
    [ENTRY.desk, "prosody"],
    [ENTRY.desk, "postgres"],
    [ENTRY.desk, "root"],
    [ENTRY.prosody, "ssl-cert"],
    ["/etc/matrix-synapse/registration.secret", "administrators"],
  ].map(([path = "", group = ""]) => ({
    how: `${path} is for another service's group, ${group}`,
    clinic: WITH_ALL,
    apply: (release: Release) => file(release, path, { group, mode: "0640" }),
  })),
  {
    how: "a group of strangers may pass through the relay's settings, or write to them",
    apply: (release) => file(release, ENTRY.coturn, { group: "users", mode: "0620" }),
  },
  {
    how: "the mode of the signalling server's settings is a word",
    apply: (release) => file(release, ENTRY.prosody, { mode: "u=rw,g=r" }),
  },
  {
    how: "the mode of the signalling server's settings has five digits",
    apply: (release) => file(release, ENTRY.prosody, { mode: "00640" }),
  },
  {
    how: "the mode of the signalling server's settings has two digits",
    apply: (release) => file(release, ENTRY.prosody, { mode: "64" }),
  },
  {
    how: "a page that browsers get holds a secret, as everybody may read it",
    apply: (release) => appended(release, ENTRY.element, "@@secret:turn_secret@@"),
  },
  ...CLOSED.flatMap(({ path }) => [
    {
      how: `every account may look into ${path}`,
      clinic: WITH_ALL,
      apply: (release: Release) => withFolder(release, path, { mode: "0755" }),
    },
    {
      how: `every account may pass through ${path}`,
      clinic: WITH_ALL,
      apply: (release: Release) => withFolder(release, path, { mode: "0701" }),
    },
    {
      how: `another group may look into ${path}`,
      clinic: WITH_ALL,
      apply: (release: Release) => withFolder(release, path, { group: "www-data", mode: "0750" }),
    },
    {
      how: `${path} belongs to another service`,
      clinic: WITH_ALL,
      apply: (release: Release) => withFolder(release, path, { owner: "turnserver" }),
    },
  ]),
  {
    how: "the relay's service can't read its own settings",
    apply: (release) => file(release, ENTRY.coturn, { mode: "0600" }),
  },
  {
    how: "the signalling server's settings are for root's group, and its service can't read them",
    apply: (release) => file(release, ENTRY.prosody, { group: "root" }),
  },
];
