import { appended, replaced, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import type { Port } from "../../../services/service.ts";
import { ADMINISTERED_INSIDE, ALL_INSIDE } from "../../fixtures/clinic-with-devices.ts";
import type { BrokenTree } from "../tree.ts";

/** Ports under which a release lets others in than it says. */
function declaring(release: Release, change: (port: Port) => Port): Release {
  return { ...release, ports: release.ports.map(change) };
}

export const TREES: readonly BrokenTree[] = [
  ...[443, 3478, 5349, 10000, 53].map((number): BrokenTree => ({
    how: `port ${number} is for anyone though all is to be inside`,
    clinic: ALL_INSIDE,
    apply: (release) =>
      declaring(release, (port) => (port.from === number ? { ...port, reachableBy: "anyone" } : port)),
  })),
  ...[ADMINISTERED_INSIDE, ALL_INSIDE].map((clinic): BrokenTree => ({
    how: `administrators come from their networks though the stack file wants ${clinic.devices?.inside ?? ""} inside`,
    clinic,
    apply: (release) =>
      declaring(release, (port) => (port.from === 2222 ? { ...port, reachableBy: "administrators" } : port)),
  })),
  {
    how: "beside the issuer's port its neighbours are open",
    clinic: ALL_INSIDE,
    apply: (release) => declaring(release, (port) => (port.from === 80 ? { ...port, to: 81 } : port)),
  },
  {
    how: "the issuer's port is open where no issuer asks",
    clinic: ALL_INSIDE,
    apply: (release) => {
      const { clinic } = release.subject;
      const certificates = {
        issuer: "practice",
        chain: undefined,
        root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
      } as const;
      return { ...release, subject: { ...release.subject, clinic: { ...clinic, certificates } } };
    },
  },
  {
    how: "another program answers at the issuer's port",
    clinic: ALL_INSIDE,
    apply: (release) => declaring(release, (port) => (port.from === 80 ? { ...port, account: "turnserver" } : port)),
  },
  {
    how: "the tunnel's own port is another program's",
    clinic: ALL_INSIDE,
    apply: (release) => declaring(release, (port) => (port.from === 51820 ? { ...port, account: "jvb" } : port)),
  },
  {
    how: "root listens for everybody on another port than the tunnel's",
    clinic: ALL_INSIDE,
    apply: (release) =>
      declaring(release, (port) => (port.from === 51820 ? { ...port, from: 51821, to: 51821 } : port)),
  },
  {
    how: "the video's name leads devices to a stranger",
    clinic: ALL_INSIDE,
    apply: (release) =>
      replaced(
        release,
        ENTRY.deviceNames,
        /^host-record=meet\..*$/m,
        "host-record=meet.quiet-harbour.example,198.51.100.66,2001:db8:51::66",
      ),
  },
  {
    how: "one name leads to two machines, ours among them",
    clinic: ALL_INSIDE,
    apply: (release) => appended(release, ENTRY.deviceNames, "host-record=meet.quiet-harbour.example,198.51.100.66"),
  },
  {
    how: "the relay's name is not known inside",
    clinic: ALL_INSIDE,
    apply: (release) => replaced(release, ENTRY.deviceNames, /^host-record=relay\..*\n/m, ""),
  },
  {
    how: "names below the homeserver's are asked for outside",
    clinic: ALL_INSIDE,
    apply: (release) => replaced(release, ENTRY.deviceNames, /^local=\/matrix\..*\n/m, ""),
  },
  {
    how: "another's name is answered here",
    clinic: ALL_INSIDE,
    apply: (release) => appended(release, ENTRY.deviceNames, "local=/example.org/"),
  },
  {
    how: "names are answered on another address too",
    clinic: ALL_INSIDE,
    apply: (release) => appended(release, ENTRY.deviceNames, "listen-address=127.0.0.2"),
  },
  {
    how: "nobody answers names inside",
    clinic: ALL_INSIDE,
    apply: (release) => withoutFile(release, ENTRY.deviceNames),
  },
];
