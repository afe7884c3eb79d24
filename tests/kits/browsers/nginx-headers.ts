import assert from "node:assert/strict";
import { render } from "../../../render/render.ts";
import { PRACTICE } from "./declared.ts";

const CONFIGURATION = render(PRACTICE).files.find(({ path }) => path === "/etc/nginx/nginx.conf")?.text ?? "";

/** What nginx sends with every page of a host of the practice, above all its Content-Security-Policy. */
export function nginxHeadersOf(host: string): Readonly<Record<string, string>> {
  const servers = CONFIGURATION.split("\n    server {").filter((server) => server.includes(`server_name "${host}";`));
  assert.equal(servers.length, 1, host);
  const [own = ""] = servers[0]?.split(/location /) ?? [];
  const headers = [...own.matchAll(/add_header (\S+) "?(.*?)"? always;/g)];
  assert.ok(
    headers.some(([, name]) => name === "Content-Security-Policy"),
    host,
  );
  return Object.fromEntries(headers.map(([, name = "", value = ""]) => [name, value.replaceAll('\\"', '"')]));
}
