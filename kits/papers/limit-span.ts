import type { Limit, WholeLaw } from "../../clinic/law/law.ts";
import type { Language } from "../words.ts";
import { days } from "./spans.ts";

/** How long data has to stay, or after how long it has to be gone; undefined where nothing says so. */
export function limitSpan(
  { limits }: Pick<WholeLaw, "limits">,
  data: Limit["data"],
  bound: "leastDays" | "mostDays",
  language: Language,
): string | undefined {
  const count = limits.find((limit) => limit.data === data)?.[bound];
  return count === undefined ? undefined : days(count, language);
}
