/** What is asked of a new practice: as a question in a terminal, a flag or a column of a CSV file. */
export interface Question {
  /** The flag without its dashes, and the column's name. */
  readonly name: string;
  /** The key of the stack file that the answer becomes. */
  readonly key: string;
  readonly ask: string;
  /** How several values are given, or what the answer is otherwise than text. */
  readonly form: "text" | "list" | "number" | "yes or no";
}

export const QUESTIONS: readonly Question[] = [
  text("domain", "names.domain", "Domain (a * becomes two neutral words: *.example.org)"),
  text("title", "branding.title", "Title on the pages, which strangers see"),
  text("language", "branding.language", "Language of the pages: en, de, fr or es"),
  text("jurisdiction", "law.jurisdiction", "Law that the practice is under: DE, UK, US-NY … (docs/law.md)"),
  { ...text("hipaa-covered", "law.hipaaCovered", "Is it a covered entity under HIPAA?"), form: "yes or no" },
  text("provider", "machine.provider", "Where the machine is: hetzner, aws or existing"),
  text("size", "machine.size", "Size of the machine"),
  text("region", "machine.region", "Region of the machine"),
  text("address", "machine.address", "Address by which the machine is reached over SSH"),
  text("ssh-user", "machine.sshUser", "Account on the machine, with sudo without a password"),
  text("host-key", "machine.hostKey", "The machine's host key (/etc/ssh/ssh_host_ed25519_key.pub on its console)"),
  { ...text("public-addresses", "machine.publicAddresses", "Public addresses of the machine"), form: "list" },
  { ...text("cpus", "machine.cpus", "CPUs of the machine"), form: "number" },
  { ...text("memory-gb", "machine.memoryGb", "Memory of the machine in GB"), form: "number" },
  text("disk-encryption", "machine.diskEncryption", "How its disk is encrypted: luks2, hypervisor or none"),
  text("administrator", "administrators[0].name", "Account name of the administrator"),
  {
    ...text("ssh-key", "administrators[0].sshKeys", "Administrator's public SSH key, or the file that holds it"),
    form: "list",
  },
  { ...text("administration-from", "administrationFrom", "Networks from which administrators come"), form: "list" },
];

function text(name: string, key: string, ask: string): Question {
  return { name, key: `stillroom:${key}`, ask, form: "text" };
}
