import type { Clinic } from "../clinic/clinic.ts";
import { MIRROR_KEYRING, repositoriesOf } from "./repositories.ts";
import type { Declaration, FileDeclaration, Service } from "./service.ts";

/** From where apt takes packages: exactly the repositories of the release, whatever lists the machine was born with. */
export const sources: Service = {
  name: "sources",
  wanted: () => true,
  declare: (clinic): Declaration => ({
    files: [
      { path: "/etc/apt/apt.conf.d/90stillroom-sources", format: "apt", birth: true },
      ...(clinic.packages.mirror === undefined ? originFiles(clinic) : mirrorFiles(clinic, clinic.packages.mirror.key)),
    ],
    packages: [{ name: "ca-certificates", repository: "debian" }],
  }),
};

/** Debian's own part is there from birth; the projects' part comes with the release, once the agent has verified their keys. */
function originFiles(clinic: Clinic): readonly FileDeclaration[] {
  const stanzas = stanzasOf(clinic);
  return [
    {
      ...list("debian"),
      birth: true,
      data: { repositories: stanzas.filter((stanza) => stanza.name === "debian") },
    },
    { ...list("projects"), data: { repositories: stanzas.filter((stanza) => stanza.name !== "debian") } },
  ];
}

function mirrorFiles(clinic: Clinic, key: string): readonly FileDeclaration[] {
  return [
    { ...list("mirror"), birth: true, data: { repositories: stanzasOf(clinic) } },
    { path: MIRROR_KEYRING, format: "text", birth: true, data: { lines: key.trimEnd().split("\n") } },
  ];
}

function list(name: string): FileDeclaration {
  return {
    path: `/etc/stillroom/sources.list.d/${name}.sources`,
    template: "/etc/stillroom/sources.list.d/repositories.sources",
    format: "apt",
  };
}

function stanzasOf(clinic: Clinic) {
  return repositoriesOf(clinic).map(({ name, uri, suite, components, keyring }) => ({
    name,
    uri,
    suite,
    components,
    keyring,
  }));
}
