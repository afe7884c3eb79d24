import type { Failure } from "./protocol.ts";

/** A step can't be done. Thrown inside the agent, caught where the agent decides to go back; it leaves the agent as a value. */
export class StepFailed extends Error {
  readonly failure: Failure;

  constructor(step: string, what: string, mend: string) {
    super(`${step}: ${what}`);
    this.failure = { step, what, mend };
  }
}

/** What to tell of anything that was thrown: a known failure as it is, anything else as a fault of the named step. */
export function failureOf(error: unknown, step: string): Failure {
  if (error instanceof StepFailed) return error.failure;
  const what = error instanceof Error ? error.message : String(error);
  const cause = diskCause(what);
  if (cause !== undefined) return { step, what: `${cause.what} (${what})`, mend: cause.mend };
  return { step, what, mend: "Mend what the message names on the machine and deliver again." };
}

/** What a disk can do to a program, in the words of errno(3) as Node.js and as other programs print it. */
const DISK_CAUSES: readonly { readonly words: RegExp; readonly what: string; readonly mend: string }[] = [
  {
    words: /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded|enough free space/i,
    what: "A disk of the machine is full.",
    mend: "Make room on the machine: `df -h` names the full disk, `apt-get clean` and `journalctl --vacuum-size=200M` often help. Then deliver again.",
  },
  {
    words: /EROFS|Read-only file system/i,
    what: "A disk of the machine can only be read.",
    mend: "The kernel does so after a fault of the disk: `journalctl --dmesg` on the machine and the provider's console show it. Mend or replace the disk, then deliver again.",
  },
];

/** Whether a disk is behind what a program said, and what to do then. */
export function diskCause(words: string): { readonly what: string; readonly mend: string } | undefined {
  return DISK_CAUSES.find((cause) => cause.words.test(words));
}
