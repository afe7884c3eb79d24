import type { Service } from "./service.ts";

/**
 * Every service that a clinic's machine can have. The firewall comes last: it is made from what all others declare.
 */
export const SERVICES: readonly Service[] = [];
