/** Counts what was tried by each key (a name, an address) and says when it was too often. Lives in memory, of bounded size. */
export interface Attempts {
  /**
   * Counts one attempt before it is looked at, so that many at once get no further than one after the other.
   *
   * @param key short: who calls makes one of whatever can be of any length
   * @returns seconds to wait before another is looked at; 0 to go on
   */
  readonly take: (key: string, now: Date) => number;
  /** Takes one back that was good. */
  readonly giveBack: (key: string) => void;
  /** Keys that are remembered just now. */
  readonly size: () => number;
}

export interface Limit {
  /** Attempts that are looked at within the window, which begins with the first of them. */
  readonly most: number;
  readonly windowSeconds: number;
}

/** Keys that are remembered. */
const MOST_KEYS = 10_000;

interface Window {
  count: number;
  readonly endsAt: number;
}

/**
 * When there is no place left, windows that have ended go first, then the oldest of a key that is not locked: a locked one is not washed
 * out by new ones. Where all are locked, new keys are counted together, as one.
 */
export function attemptsWithin({ most, windowSeconds }: Limit, mostKeys = MOST_KEYS): Attempts {
  // All windows are equally long: in the order in which they began they also end.
  const windows = new Map<string, Window>();
  let rest: Window | undefined;

  const fresh = (now: number): Window => ({ count: 0, endsAt: now + windowSeconds * 1000 });

  const windowOf = (key: string, now: number): Window => {
    forgetEnded(windows, now);
    const known = windows.get(key);
    // A clock that was put back leaves windows out of order.
    if (known !== undefined && known.endsAt > now) return known;
    windows.delete(key);
    const spare = windows.size < mostKeys ? undefined : firstUnlocked(windows, most);
    if (spare !== undefined) windows.delete(spare);
    if (windows.size >= mostKeys) {
      if (rest === undefined || rest.endsAt <= now) rest = fresh(now);
      return rest;
    }
    const window = fresh(now);
    windows.set(key, window);
    return window;
  };

  return {
    take: (key, now) => {
      const window = windowOf(key, now.getTime());
      if (window.count >= most) return Math.ceil((window.endsAt - now.getTime()) / 1000);
      window.count += 1;
      return 0;
    },
    giveBack: (key) => {
      const window = windows.get(key);
      if (window === undefined) return;
      window.count -= 1;
      if (window.count === 0) windows.delete(key);
    },
    size: () => windows.size,
  };
}

function forgetEnded(windows: Map<string, Window>, now: number): void {
  for (const [key, { endsAt }] of windows) {
    if (endsAt > now) return;
    windows.delete(key);
  }
}

function firstUnlocked(windows: ReadonlyMap<string, Window>, most: number): string | undefined {
  for (const [key, { count }] of windows) if (count < most) return key;
  return undefined;
}
