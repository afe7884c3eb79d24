import * as pulumi from "@pulumi/pulumi";
import { openDataVolume } from "./data-volume.ts";
import { deliver, readState, undeliver } from "./delivery.ts";
import { engineLog } from "./engine-log.ts";
import { bearHostKey, takeUpHostKey } from "./own-host-key.ts";
import { providerOf } from "./provider.ts";

const delivery = { bearHostKey, deliver, openDataVolume, readState, takeUpHostKey, undeliver };
const args = process.argv.slice(2);
await pulumi.provider.main(providerOf(delivery, engineLog(args)), args);
