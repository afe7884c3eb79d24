/** Rules that serve the same end, for people who read about them. */
export interface RuleGroup {
  /** What is promised, in plain words. */
  readonly title: string;
  /** What that means for somebody who is no technician. */
  readonly meaning: string;
  readonly rules: readonly string[];
}

/** The promises first, each alone. */
const NAMED: readonly RuleGroup[] = [
  {
    title: "Video is encrypted from end to end",
    meaning:
      "Picture and sound are locked on one person's computer and opened on the other's. The machine between them, and whoever runs it, can't see or hear.",
    rules: ["e2ee-required"],
  },
  {
    title: "Nothing on the machine can record",
    meaning: "No program that records, streams or writes down what is said is there, and none can be called in.",
    rules: ["recording-impossible"],
  },
  {
    title: "Every name that others see is neutral",
    meaning: "Addresses, certificates and titles do not tell what the people who meet here talk about.",
    rules: ["neutral-names"],
  },
  {
    title: "Only who is invited gets in",
    meaning: "Rooms, accounts and the machine itself open for people who were let in by somebody, and for nobody else.",
    rules: [
      "meetings-by-invitation",
      "registration-closed",
      "federation-closed",
      "directory-closed",
      "relay-closed",
      "web-closed",
      "database-closed",
      "ssh-hardened",
    ],
  },
  {
    title: "Nothing leaves the machine that need not",
    meaning:
      "No other company is asked for anything while people talk, and a program that was taken over can't phone out.",
    rules: ["no-third-party", "kill-switch", "firewall-default-deny", "firewall-matches-ports"],
  },
  {
    title: "What is kept is kept safely, and not too long",
    meaning: "Disks and connections are encrypted, and logs and messages end when the law says.",
    rules: [
      "encryption-at-rest",
      "tls",
      "certificate-issued",
      "log-retention",
      "message-retention",
      "desk-closed",
      "region-under-law",
      "no-secrets-in-files",
      "only-its-service-reads",
    ],
  },
  {
    title: "This judgement can be relied on",
    meaning: "Everything was read and understood, nothing was changed by hand, and exceptions have a name and an end.",
    rules: ["understood", "as-rendered", "waivers"],
  },
];

const OTHERS: Omit<RuleGroup, "rules"> = {
  title: "The machine is sound",
  meaning:
    "It is large enough, gets its updates from known places, its programs are shut off from each other, and none can rewrite its settings.",
};

/** Every rule in one group, in a fixed order; a rule that none names belongs to the machine itself. */
export function groupsOf(rules: readonly string[]): readonly RuleGroup[] {
  const named = NAMED.map((group) => ({ ...group, rules: group.rules.filter((id) => rules.includes(id)) }));
  const others = { ...OTHERS, rules: rules.filter((id) => !NAMED.some((group) => group.rules.includes(id))) };
  return [...named.slice(0, -1), others, ...named.slice(-1)].filter((group) => group.rules.length > 0);
}
