/**
 * Rows of cells as aligned text for a terminal: the first column to the left.
 *
 * @param others where all other columns stand: numbers to the right, words to the left
 */
export function textTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  others: "left" | "right" = "right",
): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 || others === "left" ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}
