import * as pulumi from "@pulumi/pulumi";
import { openDataVolume } from "./data-volume.ts";
import { deliver, readState, undeliver } from "./delivery.ts";
import { engineLog } from "./engine-log.ts";
import { providerOf } from "./provider.ts";

const args = process.argv.slice(2);
await pulumi.provider.main(providerOf({ deliver, openDataVolume, readState, undeliver }, engineLog(args)), args);
