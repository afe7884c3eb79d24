import type { Gauge } from "./service.ts";

/**
 * Running conferences, as the bridge itself shows them: VideobridgeMetrics.kt (`conferences`), VideobridgeMetricsContainer.kt
 * (namespace `jitsi_jvb`) and Prometheus.java (`/metrics`) of jitsi-videobridge at a29d97d1, on the private port of jvb.conf.
 *
 * It is not told to drain nor to shut down gracefully (`/colibri/drain`, `/colibri/shutdown`): with one bridge Jicofo gives new
 * conferences to a draining one too (BridgeSelector.kt of jicofo at 7ebb13dc), and a bridge that shuts down refuses the next one
 * for as long as the last lasts. So whoever restarts it waits for a moment in which there is none.
 */
export const CONFERENCES: Gauge = {
  counts: "conferences",
  url: "http://127.0.0.1:8080/metrics",
  name: "jitsi_jvb_conferences",
};
