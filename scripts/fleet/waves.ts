/**
 * A fleet in waves: the canary first, then more at a time.
 *
 * @param sizes of the waves in their order, each at least 1; the last holds for all that come after
 */
export function wavesOf<Member>(members: readonly Member[], sizes: readonly number[]): readonly (readonly Member[])[] {
  const waves: (readonly Member[])[] = [];
  let from = 0;
  for (let i = 0; from < members.length; i++) {
    const size = sizes[i] ?? sizes.at(-1) ?? members.length;
    waves.push(members.slice(from, from + size));
    from += size;
  }
  return waves;
}
