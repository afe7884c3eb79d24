import type { Release } from "../render/release.ts";

/** The effective configuration of a release: each file as its program would see it, read once and only when a rule asks. */
export interface Configuration {
  readonly release: Release;
}
