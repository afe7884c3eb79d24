import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { causeOf } from "../../../scripts/fleet/cause.ts";

describe("a failure's cause", () => {
  for (const [text, cause] of [
    [
      "server responded with status code 429, limit of 3600 requests per hour reached (rate_limit_exceeded, 1f2e)",
      "passing",
    ],
    [
      "operation error EC2: RunInstances, https response error StatusCode: 503, RequestID: 4, api error RequestLimitExceeded",
      "passing",
    ],
    ["dial tcp: lookup api.example.org: i/o timeout", "passing"],
    [
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file",
      "locked",
    ],
    ["Nothing answers at 198.51.100.7 port 22. See that the machine runs", "unreachable"],
    ["The machine at 198.51.100.7 port 22 accepts none of your keys.", "unreachable"],
    ["a validator objects: nginx: [emerg] unknown directive", "other"],
    ["The port 4290 of 15003 is taken", "other"],
  ] as const) {
    it(`${cause}: ${text.slice(0, 50)}`, () => {
      assert.equal(causeOf(text), cause);
    });
  }
});
