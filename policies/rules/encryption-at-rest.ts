import { withMachine } from "../breaking.ts";
import type { Rule } from "../rule.ts";

/** Whoever takes a disk, or a copy of it, reads nothing. */
export const encryptionAtRest: Rule = {
  id: "encryption-at-rest",
  title: "What the machine keeps is encrypted on its disk.",
  severity: "high",
  serves: "GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).",
  mend: "Use a machine whose disk is encrypted, and say how in stillroom:machine.diskEncryption.",
  looksAt: "How the machine says that its disk or data volume is encrypted.",
  check: ({ subject: { machine } }) => {
    const needed = { hetzner: ["luks2"], aws: ["kms"], existing: ["luks2", "hypervisor"] }[machine.provider];
    if (needed.includes(machine.dataEncryption)) return [];
    return [
      {
        where: machine.provider === "existing" ? "stillroom:machine.diskEncryption" : "stillroom:machine",
        what: `Data at rest is under "${machine.dataEncryption}"; on ${machine.provider} it must be ${needed.join(" or ")}.`,
      },
    ];
  },
  breaks: [
    {
      how: "an existing machine's disk is not encrypted",
      apply: (release) => withMachine(release, { provider: "existing", dataEncryption: "none" }),
    },
    {
      how: "a cloud's volume relies on the provider's own encryption",
      apply: (release) => withMachine(release, { provider: "hetzner", dataEncryption: "hypervisor" }),
    },
    {
      how: "an AWS volume is under no key of the practice",
      apply: (release) => withMachine(release, { provider: "aws", dataEncryption: "none" }),
    },
  ],
};
