/** One fault in a stack file, with all that a person or an editor needs to mend it. */
export interface Problem {
  readonly file: string;
  /** 1-based; undefined where the value stands in no file, such as one given by `--config`. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** The key, `stillroom:administrators[0].sshKeys[1]`; empty for the file as a whole. */
  readonly key: string;
  /** Where, what is wrong, and what to do: full sentences, complete without the other members. */
  readonly message: string;
  /** The value that was found, as JSON and shortened; undefined where something is missing. */
  readonly found: string | undefined;
  /** What was expected there, a phrase that follows "must be". */
  readonly expected: string | undefined;
  /** The allowed key or value that comes nearest to what was found. */
  readonly nearest: string | undefined;
}

/** One line, `file:line:column: message`, in the form that editors and CI turn into links. */
export function formatProblem(problem: Problem): string {
  const place =
    problem.line === undefined || problem.column === undefined
      ? problem.file
      : `${problem.file}:${problem.line}:${problem.column}`;
  return `${place}: ${problem.message}`;
}
