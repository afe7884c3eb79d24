/** One entry of the audit log, as it travels: in the lines of `desk audit` and to whoever verifies. */
export interface AuditEntry {
  readonly seq: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** A person's id, `guest` or `machine`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** SHA-256 of the entry before, hexadecimal. */
  readonly before: string;
  /** SHA-256 of this one, hexadecimal. */
  readonly hash: string;
}

/** The last entry that was forgotten: the chain goes on from its hash. Number 0 and zeros where nothing was. */
export interface AuditStart {
  readonly seq: number;
  readonly hash: string;
}
