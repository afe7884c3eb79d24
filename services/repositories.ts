import type { Clinic } from "../clinic/clinic.ts";
import type { Repository } from "../render/release.ts";

/** In the package debian-archive-keyring of Debian 12 and 13, which every Debian machine has (its file list). */
const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Our own keys lie apart from the keyrings that packages bring: sources.list(5) recommends /etc/apt/keyrings for local ones. */
export const MIRROR_KEYRING = "/etc/apt/keyrings/mirror.asc";

/**
 * The automatic signing keys of the archive and of its security part. Read with `gpg --show-keys` from
 * debian-archive-keyring 2025.1 (Debian 13) and again from 2023.3+deb12u2 (Debian 12): both say the same.
 */
const DEBIAN = {
  12: {
    codename: "bookworm",
    archive: "B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8",
    security: "05AB90340C0C5E797F44A8C8254CF3B5AEC0A8F0",
  },
  13: {
    codename: "trixie",
    archive: "04B54C3CDCA79751B16BC6B5225629DF75B188BD",
    security: "5E04A1E3223A19A20706E20F9904613D4CCE68C6",
  },
} as const;

/** The signed package repositories that the clinic's machine trusts, each with the fingerprint of its key. */
export function repositoriesOf(clinic: Clinic): readonly Repository[] {
  const { mirror } = clinic.packages;
  if (mirror !== undefined) {
    return [
      {
        name: "mirror",
        uri: mirror.uri,
        suite: mirror.suite,
        // sources.list(5): a suite that ends in a slash is an exact path and has no components.
        components: mirror.suite.endsWith("/") ? [] : ["main"],
        fingerprint: mirror.fingerprint,
        keyring: MIRROR_KEYRING,
      },
    ];
  }
  return [...debianOf(clinic), ...projectsOf(clinic)];
}

/** deb.debian.org serves the security suite too (cloud-init 25.1.4, /etc/cloud/cloud.cfg of Debian 13), so one name is enough. */
function debianOf(clinic: Clinic): readonly Repository[] {
  const { codename, archive, security } = DEBIAN[clinic.machine.debian];
  const common = { name: "debian", components: ["main"], keyring: DEBIAN_KEYRING } as const;
  const main = { ...common, uri: "https://deb.debian.org/debian", fingerprint: archive };
  return [
    { ...main, suite: codename },
    { ...main, suite: `${codename}-updates` },
    {
      ...common,
      uri: "https://deb.debian.org/debian-security",
      suite: `${codename}-security`,
      fingerprint: security,
    },
  ];
}

function projectsOf(clinic: Clinic): readonly Repository[] {
  const messaging = clinic.messaging.enabled ? [matrixOf(clinic), ELEMENT] : [];
  return [JITSI, ...messaging];
}

/**
 * Address and suite: jitsi/handbook, docs/devops-guide/quickstart.md. The project prints no fingerprint there. This one was
 * found in one place only (public Salt states of a community network), so it is NOT verified from two: before the first
 * delivery compare it with the output of `gpg --show-keys` on the key file as seen from a second network. A wrong one
 * stops the delivery; it can't let a foreign key in.
 */
const JITSI: Repository = {
  name: "jitsi",
  uri: "https://download.jitsi.org",
  suite: "stable/",
  components: [],
  fingerprint: "FFD65A0DA2BEBDEB73D44C8BB4D2D216F1FD7806",
  keyring: "/etc/apt/keyrings/jitsi.asc",
  keyUri: "https://download.jitsi.org/jitsi-key.gpg.key",
};

/** element-hq/synapse, docs/setup/installation.md, "Matrix.org packages", prints address and fingerprint; a public Puppet module pins the same. */
function matrixOf(clinic: Clinic): Repository {
  return {
    name: "matrix",
    uri: "https://packages.matrix.org/debian",
    suite: DEBIAN[clinic.machine.debian].codename,
    components: ["main"],
    fingerprint: "AAF9AE843A7584B5A3E4CD2BCF45A512DE2DA058",
    keyring: "/etc/apt/keyrings/matrix.gpg",
    keyUri: "https://packages.matrix.org/debian/matrix-org-archive-keyring.gpg",
  };
}

/** Address: element.io/download. Fingerprint: pinned alike by the public Puppet module `ocf` and by two unrelated installers that name their check against the served key and a key server. */
const ELEMENT: Repository = {
  name: "element",
  uri: "https://packages.element.io/debian",
  suite: "default",
  components: ["main"],
  fingerprint: "12D4CD600C2240A9F4A82071D7B0B66941D01538",
  keyring: "/etc/apt/keyrings/element.gpg",
  keyUri: "https://packages.element.io/debian/element-io-archive-keyring.gpg",
};
