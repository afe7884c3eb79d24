import assert from "node:assert/strict";

/** Waits for something to be so, generously: only what never comes takes the whole time. */
export async function until(
  is: () => boolean | Promise<boolean>,
  what: () => string,
  milliseconds = 60_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await is())) {
    if (Date.now() > deadline) assert.fail(`Waited in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
