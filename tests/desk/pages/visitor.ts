import type { Hono } from "hono";
import { appOf } from "../../../desk/server.ts";
import { bundleText } from "../../../render/bundle.ts";
import { SETTINGS, type TestDesk } from "../desk-database.ts";

export const PROGRAM = bundleText({ entry: "desk/browser/main.ts", runs: "browser" });

/** The desk's application, as nginx would reach it. */
export function siteOf({ desk }: Pick<TestDesk, "desk">): Hono {
  return appOf(desk, PROGRAM);
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Response["headers"];
  readonly text: string;
}

/** A browser without a screen: it keeps cookies, and sends the headers that a browser sends. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Sends a form as the page would on which it stands. */
  readonly post: (
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
}

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function visitor(app: Hono, cookies: Readonly<Record<string, string>> = {}): Visitor {
  const jar = new Map(Object.entries(cookies));
  const send = async (path: string, init: Sent): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      "X-Forwarded-For": "198.51.100.7",
      ...(cookie === "" ? {} : { Cookie: cookie }),
      ...init.headers,
    };
    const response = await app.request(`${SETTINGS.origin}${path}`, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/Max-Age=0/.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    cookies: jar,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      send(path, {
        method: "POST",
        body: new URLSearchParams(fields).toString(),
        headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: SETTINGS.origin, ...headers },
      }),
  };
}

/** The token in a page's forms. */
export function tokenIn({ text }: Answer): string {
  return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? "";
}
