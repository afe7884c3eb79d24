import type { Report } from "./report.ts";
import type { Page } from "./text.ts";

export const FORMATS = ["text", "json", "sarif", "junit", "html", "oscal"] as const;
export type Format = (typeof FORMATS)[number];

/** A report in a format, without a line end behind it. What a format needs is loaded only when it is asked for. */
export async function written(report: Report, format: Format): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./text.ts")).textReport(report, await terminal());
    case "json":
      return (await import("./json.ts")).jsonReport(report);
    case "sarif":
      return (await import("./sarif.ts")).sarifReport(report);
    case "junit":
      return (await import("./junit.ts")).junitReport(report);
    case "html":
      return (await import("./html.ts")).htmlReport(report);
    case "oscal":
      return (await import("./oscal.ts")).oscalReport(report);
  }
}

/** Standard output: coloured where it is a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. */
async function terminal(): Promise<Page> {
  const { styleText } = await import("node:util");
  return {
    paint: (colour, text) => styleText(colour, text, { stream: process.stdout }),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}
