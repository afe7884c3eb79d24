import { isDeepStrictEqual } from "node:util";
import { connectionFrom, ENDPOINT, type Connection } from "./connection.ts";
import { UNKNOWN_YET } from "./property-values.ts";
import type { CheckFailure } from "./resource-kind.ts";

/** What is wrong with a resource's input `connection`; a part that another resource will give is fine. */
export function connectionFailures(connection: unknown): readonly CheckFailure[] {
  if (connection === UNKNOWN_YET) return [];
  return Object.entries(ENDPOINT).flatMap(([name, [accepts, reason]]) => {
    const value = fieldOf(connection, name);
    return value === UNKNOWN_YET || accepts(value) ? [] : [{ property: "", reason: `connection.${name}: ${reason}` }];
  });
}

/**
 * A resource's input `connection`, known by now.
 *
 * @throws Error with the first reason why it is none
 */
export function connectionOf(value: unknown): Connection {
  const [failure] = connectionFailures(value);
  if (failure !== undefined) throw new Error(failure.reason);
  return connectionFrom(fieldsOf(value));
}

/** Whether two inputs `connection` differ in a part that counts; one that is not known yet does. */
export function connectionChanged(before: unknown, after: unknown): boolean {
  return !isDeepStrictEqual(fieldsOf(before), fieldsOf(after));
}

function fieldsOf(connection: unknown): Readonly<Record<keyof Connection, unknown>> {
  const field = (name: keyof Connection): unknown => fieldOf(connection, name);
  return {
    ...{ host: field("host"), port: field("port"), user: field("user"), hostKey: field("hostKey") },
    ...{ birthKey: field("birthKey"), inside: field("inside") },
  };
}

/** One field of a value that may be anything, or not known yet. */
export function fieldOf(value: unknown, name: string): unknown {
  if (value === UNKNOWN_YET) return UNKNOWN_YET;
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (Reflect.get(value, name) as unknown)
    : undefined;
}
