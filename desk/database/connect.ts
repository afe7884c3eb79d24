import postgres from "postgres";
import type { Settings } from "../settings.ts";

/** The pool of connections; a query on it is a transaction of its own. */
export type Sql = postgres.Sql;

/** The pool, or a transaction on one of its connections. */
export type Query = postgres.ISql;

const CONNECTIONS = 10;
/** No page waits longer for the database. */
const STATEMENT_MILLISECONDS = 10_000;
const CONNECT_SECONDS = 5;

/**
 * Connects over the Unix socket as role `desk`; PostgreSQL knows the account by the socket itself (its manual, "Peer Authentication").
 * A connection that breaks is made again with the next query.
 */
export function connect({ socket, name }: Settings["database"]): Sql {
  return postgres({
    host: socket,
    database: name,
    username: "desk",
    max: CONNECTIONS,
    connect_timeout: CONNECT_SECONDS,
    onnotice: () => undefined,
    connection: {
      application_name: "desk",
      // What a person is told is done stands on the disk, whatever the server's own files say.
      synchronous_commit: "on",
      statement_timeout: STATEMENT_MILLISECONDS,
      idle_in_transaction_session_timeout: STATEMENT_MILLISECONDS,
    },
  });
}
