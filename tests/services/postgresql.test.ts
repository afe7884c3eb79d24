import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { clusterOf, postgresql } from "../../services/postgresql.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, privateDebian, type PrivateDebian } from "./private-debian.ts";
import { renderedFiles } from "./rendered.ts";

describe("PostgreSQL's declaration", () => {
  it("is for the version that the machine's Debian brings", () => {
    const on = (debian: 12 | 13): Clinic => ({ ...CLINIC, machine: { ...CLINIC.machine, debian } });
    assert.deepEqual([clusterOf(on(12)), clusterOf(on(13))], ["15-main", "17-main"]);
    for (const file of postgresql.declare(on(12), []).files)
      assert.match(file.path, /^\/etc\/(?:postgresql\/15\/main\/|systemd\/system\/postgresql@15-main\.service\.d\/)/);
  });

  it("opens no port and asks for no way out", () => {
    const { ports, egress } = postgresql.declare(CLINIC, []);
    assert.deepEqual([ports ?? [], egress ?? []], [[], []]);
  });
});

describe("Real PostgreSQL with the rendered files", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  let debian: PrivateDebian;
  before(async () => {
    debian = await privateDebian(renderedFiles(postgresql, CLINIC));
    await debian.startDatabase();
  });
  after(() => debian.stop());

  const ask = async (query: string): Promise<readonly string[]> => {
    const psql = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", `--command=${query}`];
    return (await debian.run(["runuser", "-u", "postgres", "--", ...psql])).trim().split("\n");
  };

  it("takes every parameter of ours, and none is overridden later", async () => {
    const ours = "sourcefile LIKE '%/conf.d/stillroom.conf'";
    assert.deepEqual(await ask(`SELECT name, error FROM pg_file_settings WHERE ${ours} AND NOT applied`), [""]);
    const [inFile] = await ask(`SELECT count(*) FROM pg_file_settings WHERE ${ours}`);
    const text = renderedFiles(postgresql, CLINIC).find(({ path }) => path.endsWith("stillroom.conf"))?.text ?? "";
    assert.equal(inFile, String(text.match(/^\w+ = /gm)?.length));
  });

  it("reads who may connect without a fault", async () => {
    assert.deepEqual(await ask("SELECT user_name, auth_method, error FROM pg_hba_file_rules"), [
      "{postgres}|peer|",
      "{matrix-synapse}|peer|",
    ]);
  });

  it("listens on no address", async () => {
    assert.equal(await debian.run(["ss", "--no-header", "--listening", "--tcp", "--udp", "--numeric"]), "");
  });

  it("writes nothing of a statement into its log", async () => {
    assert.deepEqual(await ask("SHOW log_min_error_statement"), ["panic"]);
    assert.deepEqual(await ask("SHOW log_destination"), ["syslog"]);
  });

  it("passes its validator, and a wrong value does not", async () => {
    const argv = postgresql.declare(CLINIC, []).validators?.[0]?.argv ?? [];
    await debian.run(argv);
    const wrong = renderedFiles(postgresql, CLINIC).map((file) => ({
      ...file,
      text: `${file.text}log_min_messages = loud\n`,
    }));
    await debian.place(wrong.filter(({ path }) => path.endsWith("stillroom.conf")));
    await assert.rejects(debian.run(argv), /log_min_messages/);
  });
});
