/** Red, green and blue, 0 to 255. */
type Channels = readonly [number, number, number];

/** WCAG 2.2, 1.4.3: the least contrast of text. */
const LEAST_CONTRAST = 4.5;
const STEPS = 100;

/** Contrast of two colours like `#2f5d62`, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(channelsOf(one)), luminance(channelsOf(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour nearest to the wished one that can be read on every one of the grounds: darker or lighter, as far as it has to be. */
export function legibleOn(colour: string, grounds: readonly string[]): string {
  const [dark, light] = ["#000000", "#ffffff"].map((end) => leastContrast(end, grounds)) as [number, number]; // two in, two out
  const end = channelsOf(dark > light ? "#000000" : "#ffffff");
  const from = channelsOf(colour);
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = textOf(from.map((channel, index) => channel + ((end[index] ?? 0) - channel) * (step / STEPS)));
    if (leastContrast(mixed, grounds) >= LEAST_CONTRAST) return mixed;
  }
  return textOf(end);
}

function leastContrast(colour: string, grounds: readonly string[]): number {
  return Math.min(...grounds.map((ground) => contrast(colour, ground)));
}

function channelsOf(colour: string): Channels {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function textOf(channels: readonly number[]): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG 2.2, "relative luminance". */
function luminance(channels: Channels): number {
  const [red, green, blue] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // three in, three out
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
