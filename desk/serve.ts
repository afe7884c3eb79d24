import type { ServerResponse } from "node:http";
import { serve } from "@hono/node-server";
import { connect } from "./database/connect.ts";
import { deskOf } from "./desk.ts";
import { forgetHourly } from "./retention/forget.ts";
import { keepTelling } from "./rooms/telling.ts";
import { appOf } from "./server.ts";
import type { Settings } from "./settings.ts";

/** How soon a connection is closed on which nothing is asked, once the desk is to end. */
const IDLE_MILLISECONDS = 100;

/**
 * Serves the desk's pages, and deletes what is over, until the process is told to end.
 *
 * @param program desk/browser/main.ts as one script
 */
export function serveDesk(settings: Settings, program: string): void {
  const sql = connect(settings.database);
  const desk = deskOf(settings, sql);
  const stopForgetting = forgetHourly(desk, (error) => {
    // A database's error can quote a row beside its message.
    console.error(
      `What is over was not deleted: ${error instanceof Error ? error.message : "unknown"}. It is tried again in an hour.`,
    );
  });
  const stopTelling = keepTelling(desk, (sentence) => {
    console.error(sentence);
  });
  const { host, port } = settings.listen;
  const server = serve({ fetch: appOf(desk, program).fetch, hostname: host, port }, (bound) => {
    console.log(`Listening on ${host}:${bound.port}.`);
  });
  const end = (): void => {
    stopForgetting();
    // Takes no new connection, and lets every request that has begun come to its end. A connection that is kept open for more (HTTP
    // persistence, RFC 9112, 9.3) would go on for as long as more came.
    server.close(
      () =>
        void stopTelling()
          .then(() => sql.end())
          .then(() => process.exit(0)),
    );
    server.prependListener("request", (_: unknown, response: ServerResponse) =>
      response.setHeader("Connection", "close"),
    );
    setInterval(() => {
      if ("closeIdleConnections" in server) server.closeIdleConnections();
    }, IDLE_MILLISECONDS);
  };
  process.once("SIGTERM", end).once("SIGINT", end);
}
