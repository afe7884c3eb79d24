/**
 * From here on, what nobody caught ends the process, and systemd starts it again: what it left half done can't be known. Node.js by itself would
 * write the line of source in which it happened, which in a bundle is a good part of the program, and the message, which may quote a row.
 */
export function endWhenUnexpected(): void {
  process.once("uncaughtException", (error: unknown) => {
    console.error(`The desk ends, since something failed that nobody waited for: ${kindOf(error)}${placeOf(error)}.`);
    process.exit(EX_SOFTWARE);
  });
}

/** sysexits.h(3head): a fault of the program itself. */
const EX_SOFTWARE = 70;

/** An error's name, and the code where it has one: `PostgresError 23505`. Never its message. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "no error";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}

/** Where the program was, by the first line of the error's stack that has a place. */
function placeOf(error: unknown): string {
  const place = error instanceof Error ? /^ {4}at .*?([^\s(]+:\d+:\d+)\)?$/m.exec(error.stack ?? "")?.[1] : undefined;
  return place === undefined ? "" : ` at ${place}`;
}
