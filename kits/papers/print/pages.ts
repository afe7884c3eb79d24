/** A part of a page that is broken nowhere: a line, or a row of a table. */
export interface Strip {
  /** Points kept free above it, but not at the head of a page. */
  readonly before: number;
  /** In points. */
  readonly height: number;
  /** On one page with what follows. */
  readonly keep: boolean;
  /** What stands above it once more where a page begins with it: the head of its table. */
  readonly again: readonly Strip[];
  /** @param top points from the page's upper edge */
  readonly draw: (top: number) => void;
}

export interface Placed {
  readonly strip: Strip;
  /** Points below the first that a page may use. */
  readonly top: number;
}

/**
 * Strips on pages of `height` points, in their order. What is to be kept together is, unless it is longer than a page; a strip that is
 * longer than a page has one of its own.
 */
export function pagesOf(strips: readonly Strip[], height: number): readonly (readonly Placed[])[] {
  const pages: Placed[][] = [[]];
  let used = 0;
  const place = (strip: Strip): void => {
    const before = used === 0 ? 0 : strip.before;
    pages.at(-1)?.push({ strip, top: used + before });
    used += before + strip.height;
  };
  for (const group of groupsOf(strips)) {
    const heads = heightOf(group[0]?.again ?? [], true);
    const together = heads + heightOf(group, heads === 0) <= height;
    for (const [at, strip] of group.entries()) {
      const wanted = together && at === 0 ? heightOf(group, used === 0) : heightOf([strip], used === 0);
      if (used > 0 && used + wanted > height && (at === 0 || !together)) {
        pages.push([]);
        used = 0;
        for (const head of strip.again) place(head);
      }
      place(strip);
    }
  }
  return pages;
}

/** Kept together as one, if a page of `height` points holds them; otherwise as they are. */
export function wholeOn(height: number, strips: readonly Strip[]): readonly Strip[] {
  return heightOf(strips, true) > height ? strips : keptTogether(strips);
}

/** With the last `least` kept together, or all that there are: a last page never has fewer. */
export function endingWith(least: number, strips: readonly Strip[]): readonly Strip[] {
  return [...strips.slice(0, -least), ...keptTogether(strips.slice(-least))];
}

function keptTogether(strips: readonly Strip[]): readonly Strip[] {
  return strips.map((strip, at) => (at === strips.length - 1 ? strip : { ...strip, keep: true }));
}

function heightOf(strips: readonly Strip[], atHead: boolean): number {
  return strips.reduce((sum, { before, height }, at) => sum + height + (atHead && at === 0 ? 0 : before), 0);
}

function groupsOf(strips: readonly Strip[]): readonly (readonly Strip[])[] {
  const groups: Strip[][] = [];
  let open = false;
  for (const strip of strips) {
    if (open) groups.at(-1)?.push(strip);
    else groups.push([strip]);
    open = strip.keep;
  }
  return groups;
}
