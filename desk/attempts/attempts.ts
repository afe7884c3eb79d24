/** Counts what was tried by each key (a name, an address) and says when it was too often. Lives in memory, of bounded size. */
export interface Attempts {
  /**
   * Counts one attempt before it is looked at, so that many at once get no further than one after the other.
   *
   * @returns seconds to wait before another is looked at; 0 to go on
   */
  readonly take: (key: string, now: Date) => number;
  /** Takes one back that was good. */
  readonly giveBack: (key: string) => void;
}

export interface Limit {
  /** Attempts that are looked at within the window, which begins with the first of them. */
  readonly most: number;
  readonly windowSeconds: number;
}

/** Keys that are remembered; beyond it the oldest is forgotten. */
const MOST_KEYS = 10_000;

export function attemptsWithin({ most, windowSeconds }: Limit): Attempts {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();

  const windowOf = (key: string, now: number): { count: number; readonly endsAt: number } => {
    const known = windows.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    windows.delete(key);
    const [oldest] = windows.keys();
    if (oldest !== undefined && windows.size >= MOST_KEYS) windows.delete(oldest);
    const fresh = { count: 0, endsAt: now + windowSeconds * 1000 };
    windows.set(key, fresh);
    return fresh;
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
      if (window !== undefined && window.count > 0) window.count -= 1;
    },
  };
}
