import { createHash } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import type { Desk } from "./desk.ts";
import { kindOf } from "./last-resort.ts";
import { addMeetingGuests } from "./pages/guest/meeting-guests.ts";
import { addAdministering } from "./pages/staff/administering.ts";
import { addMailing } from "./pages/staff/mailing.ts";
import { addKeepingAccount } from "./pages/staff/keeping-account.ts";
import { addPlanning } from "./pages/staff/planning.ts";
import { addSigningIn } from "./pages/staff/signing-in.ts";
import { styleIn } from "./pages/style.ts";
import { faultPage, visitOf, type Site } from "./pages/visit.ts";

/** A form of ours has a tenth of it. */
const LARGEST_BODY = 16 * 1024;

/**
 * The desk's pages as one application; it listens nowhere.
 *
 * @param program desk/browser/main.ts as one script, for every page
 */
export function appOf(desk: Desk, program: string): Hono {
  const style = styleIn(desk.settings.colour);
  const site: Site = { desk, style: `/s/${hashOf(style)}.css`, script: `/s/${hashOf(program)}.js` };
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    // What is on a page is one person's, and for now (RFC 9111, 5.2.2.5); what is under its hash never changes.
    if (!context.res.headers.has("cache-control")) context.header("Cache-Control", "no-store");
  });
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: (context) => faultPage(visitOf(site, context), context, "too-large"),
    }),
  );
  app.use(csrf({ origin: desk.settings.origin }));

  app.get(site.style, (context) =>
    context.body(style, 200, { ...UNDER_HASH, "Content-Type": "text/css; charset=utf-8" }),
  );
  app.get(site.script, (context) =>
    context.body(program, 200, { ...UNDER_HASH, "Content-Type": "text/javascript; charset=utf-8" }),
  );
  addSigningIn(app, site);
  addPlanning(app, site);
  addMailing(app, site);
  addAdministering(app, site);
  addKeepingAccount(app, site);
  addMeetingGuests(app, site);

  app.notFound((context) => faultPage(visitOf(site, context), context, "not-found"));
  app.onError((error, context) => {
    const visit = visitOf(site, context);
    // Thrown by csrf alone.
    if (error instanceof HTTPException && error.status === 403) return faultPage(visit, context, "not-from-here");
    // A database's message can quote what was given: only its kind is written down.
    console.error(`${context.req.method} of a page failed: ${kindOf(error)}.`);
    return faultPage(visit, context, "failed");
  });
  return app;
}

const UNDER_HASH = { "Cache-Control": "public, max-age=31536000, immutable" } as const;

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
