import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readLynisLog } from "../../../scripts/bench/machine-figures/lynis.ts";
import { readSshAudit } from "../../../scripts/bench/machine-figures/ssh.ts";
import { readTestssl } from "../../../scripts/bench/machine-figures/tls.ts";

const log = (...lines: readonly string[]): string => lines.map((line) => `2026-11-23 10:00:00 ${line}\n`).join("");

describe("what lynis wrote", () => {
  const read = readLynisLog(
    log(
      "Performing test ID AUTH-9262 (Strength of passwords)",
      "Result: no module found",
      "Hardening: assigned partial number of hardening points (0 of 3). Currently having 0 points (out of 3)",
      "Performing test ID KRNL-6000 (Kernel settings)",
      "Result: sysctl key kernel.sysrq has a different value than expected",
      "Hardening: assigned partial number of hardening points (0 of 1). Currently having 0 points (out of 4)",
      "Result: sysctl key net.ipv4.conf.all.log_martians has a different value than expected",
      "Hardening: assigned partial number of hardening points (0 of 1). Currently having 0 points (out of 5)",
      "Performing test ID SSH-7440 (Names)",
      "Hardening: assigned maximum number of hardening points for this item (5). Currently having 5 points (out of 10)",
    ),
  );

  it("becomes the index, of all points", () => {
    assert.deepEqual([read.index, read.points, read.of], [50, 5, 10]);
  });

  it("names each test that lost points, and how many of them the container took", () => {
    assert.deepEqual(
      read.lost.map(({ test, points, container }) => [test, points, container]),
      [
        ["AUTH-9262", 3, 0],
        ["KRNL-6000", 2, 1],
      ],
    );
  });
});

describe("what ssh-audit said", () => {
  it("becomes failures and warnings, each with its algorithm", () => {
    const text = JSON.stringify({
      kex: [{ algorithm: "one", notes: { warn: ["old"], info: ["known"] } }],
      key: [{ algorithm: "two", notes: { fail: ["broken"] } }],
    });
    assert.deepEqual(readSshAudit(text), {
      failures: ["two: broken"],
      warnings: ["one: old"],
      offered: ["one", "two"],
    });
  });

  it("is no clean bill where nothing was named", () => {
    assert.throws(() => readSshAudit("{}"), /named no algorithm/);
  });
});

describe("what testssl.sh said", () => {
  it("becomes a grade, what caps it, and what it dislikes", () => {
    const finding = (id: string, severity: string, text: string) => ({ id, severity, finding: text });
    const text = JSON.stringify([
      finding("overall_grade", "MEDIUM", "B"),
      finding("final_score", "INFO", "80"),
      finding("grade_cap_reason_1", "INFO", "Grade capped to B. TLS 1.1 offered"),
      finding("TLS1_1", "LOW", "offered"),
      finding("TLS1_2", "OK", "offered"),
    ]);
    const read = readTestssl(text);
    assert.deepEqual([read.grade, read.score], ["B", "80"]);
    assert.deepEqual(read.caps, ["Grade capped to B. TLS 1.1 offered"]);
    assert.deepEqual(read.findings, ["TLS1_1 (low): offered"]);
  });
});
