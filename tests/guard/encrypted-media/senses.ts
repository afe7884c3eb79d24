/** 16 × 12 points of red, green and blue, as screen.js looks; null where there is none. */
export type Picture = readonly number[] | null;

export const BLACK: Picture = Array.from({ length: 16 * 12 * 3 }, () => 0);

/** The mean distance of two pictures' colours, from 0 (the same) to 255; where there is no picture, as far as can be. */
export function distance(one: Picture, other: Picture): number {
  if (one === null || other === null) return 255;
  return one.reduce((sum, colour, index) => sum + Math.abs(colour - (other[index] ?? 0)), 0) / one.length;
}

/** Two pictures of one camera, half a second or so apart, are nearer than this: Firefox's fake camera wanders from colour to colour, by way of none that is grey. */
export const NEAR = 40;

/** Samples of 20 milliseconds, at 8,000 a second. */
const PIECE = 160;
/** The fake microphone's beeps begin half a second apart (seen of Chromium 156); each is over within four pieces. */
const BEEP = { every: 25, length: 4 };

/**
 * Whether these are the beeps of Chromium's fake microphone: short tones of 400 Hz, half a second apart, in silence. What a decoder makes of
 * encrypted frames is noise, here and there: of it a piece can be of any pitch, so the whole is looked at, not its loudest moment.
 */
export function areBeeps(samples: readonly number[]): boolean {
  const pieces = Array.from({ length: Math.floor(samples.length / PIECE) }, (_, index) =>
    samples.slice(index * PIECE, (index + 1) * PIECE),
  );
  const energies = pieces.map((piece) => sumOf(piece, (sample) => sample * sample));
  const all = sumOf(energies, (energy) => energy);
  if (all < 1) return false;

  const along = (piece: readonly number[], wave: (angle: number) => number): number =>
    sumOf(piece, (sample, index) => sample * wave((2 * Math.PI * 400 * index) / 8000));
  const tone =
    sumOf(pieces, (piece) => ((along(piece, Math.cos) ** 2 + along(piece, Math.sin) ** 2) * 2) / PIECE) / all;

  const rhythms = Array.from({ length: BEEP.every }, (_, first) => {
    const beeps = new Map<number, number>();
    for (const [index, energy] of energies.entries()) {
      const since = index - first;
      if ((since + BEEP.every) % BEEP.every >= BEEP.length) continue;
      const beep = Math.floor(since / BEEP.every);
      beeps.set(beep, (beeps.get(beep) ?? 0) + energy);
    }
    const heard = [...beeps.values()];
    return { share: sumOf(heard, (energy) => energy) / all, beeps: heard.filter((energy) => energy > all / 20).length };
  });
  return tone > 0.25 && rhythms.some(({ share, beeps }) => share > 0.9 && beeps >= 3);
}

function sumOf<Value>(values: readonly Value[], of: (value: Value, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + of(value, index), 0);
}
