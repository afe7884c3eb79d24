import { Hono } from "hono";
import type { Desk } from "./desk.ts";

/** The desk's pages as one application; it listens nowhere. */
export function appOf(desk: Desk): Hono {
  const app = new Hono();
  app.notFound((context) => context.text(`${desk.settings.title}: there is no such page.`, 404));
  return app;
}
