import type { Clinic } from "../../clinic/clinic.ts";
import { INDEX_PAGE, kitTemplateNameOf } from "../../kits/kit.ts";
import { indexPageData } from "../../kits/index-page.ts";
import { PARTS } from "../../kits/parts.ts";
import { templateNameOf } from "../../render/render.ts";
import { SERVICES } from "../../services/index.ts";
import type { Declaration, FileDeclaration } from "../../services/service.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { ALL_INSIDE, WITH_DEVICES } from "../fixtures/clinic-with-devices.ts";
import { PAGE_TEMPLATE } from "../../kits/papers/page.ts";
import { paperTemplateNameOf } from "../../kits/papers/paper-files.ts";
import { LANGUAGES } from "../../kits/words.ts";
import { EVERYTHING, practiceOf } from "../kits/clinics.ts";

/** Clinics that together make every service declare every file. */
const CLINICS: readonly Clinic[] = [
  CLINIC,
  {
    ...CLINIC,
    machine: {
      provider: "aws",
      size: "t3a.large",
      region: "eu-central-1",
      dataVolumeGb: 40,
      debian: 13,
      protected: true,
      dns: { kind: "elsewhere" },
    },
  },
  WITH_DEVICES,
  ALL_INSIDE,
  {
    ...CLINIC,
    egress: {
      kind: "vpn-only",
      wireguard: {
        endpoint: { address: "198.51.100.9", port: 51820 },
        publicKey: "hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=",
        addresses: ["10.77.0.2/32", "fd77::2/128"],
        resolvers: ["10.77.0.1"],
      },
    },
    desk: { ...CLINIC.desk, enabled: true },
    certificates: {
      issuer: "practice",
      chain: undefined,
      root: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    },
    packages: {
      mirror: {
        uri: "http://mirror.quiet-harbour.example/debian",
        suite: "trixie",
        fingerprint: "0123456789ABCDEF0123456789ABCDEF01234567",
        key: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n",
      },
    },
  },
];

export interface Declared {
  readonly template: string;
  readonly file: FileDeclaration;
}

/** Every file that some clinic's machine or people get, by its template, each once. */
export function declaredFiles(): readonly Declared[] {
  const found = new Map<string, Declared>();
  for (const clinic of CLINICS) {
    const others: Declaration[] = [];
    for (const service of SERVICES.filter((one) => one.wanted(clinic))) {
      const declaration = service.declare(clinic, others);
      others.push(declaration);
      for (const file of declaration.files) {
        if (file.bundle !== undefined) continue;
        const template = templateNameOf(service, file);
        if (!found.has(template)) found.set(template, { template, file });
      }
    }
  }
  return [...found.values(), ...kitFiles()];
}

function kitFiles(): readonly Declared[] {
  const practice = practiceOf(EVERYTHING);
  const contents = PARTS.map((part) => ({ part, content: part.declare(practice) }));
  const page = { path: INDEX_PAGE, format: "html", data: indexPageData(EVERYTHING, contents) } as const;
  const files = contents.flatMap(({ part, content }) =>
    content.kind === "files" ? content.files.map((file) => ({ ...file, path: `${part.name}/${file.path}` })) : [],
  );
  const texts = contents.flatMap(({ content }) =>
    content.kind === "papers"
      ? content.papers.flatMap((paper) =>
          LANGUAGES.map((language) => {
            const file = {
              path: `${language}/${paper.name}`,
              format: "html",
              data: paper.data(practice, language),
            } as const;
            return { template: paperTemplateNameOf(paper, language), file };
          }),
        )
      : [],
  );
  const around = { path: PAGE_TEMPLATE, format: "html", data: { language: "en", title: "a", practice: "b" } } as const;
  return [
    ...[page, ...files].map((file) => ({ template: kitTemplateNameOf(file.path), file })),
    { template: PAGE_TEMPLATE, file: around },
    ...texts,
  ];
}
