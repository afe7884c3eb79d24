import type { Settings } from "../demands.ts";
import type { Reading, Source } from "../reading.ts";
import { readJsonSettings } from "./json-settings.ts";
import { shapes, type Shapes } from "./known-settings.ts";

/** The desk's settings (desk/settings.ts). The rule `desk-closed` judges each of them. */
export function readDesk(source: Source): Reading<Settings> {
  return readJsonSettings(source, "the desk", DESK);
}

const DESK: Shapes = {
  ...shapes("judged", "origin video maxOccupants sealKey"),
  // Names are judged where names are.
  title: "text",
  colour: "text",
  language: ["en", "de", "fr", "es"],
  rooms: { fields: shapes("judged", "key issuer audience subject ordersKey ordersPort") },
  database: { fields: shapes("judged", "socket name") },
  listen: { fields: shapes("judged", "host port") },
  mail: { fields: shapes("judged", "server port encryption from user") },
  retention: { fields: shapes("judged", "appointmentDays consentDays") },
};
