import * as pulumi from "@pulumi/pulumi";
import * as delivery from "./delivery.ts";
import { engineLog } from "./engine-log.ts";
import { providerOf } from "./provider.ts";

const args = process.argv.slice(2);
await pulumi.provider.main(providerOf(delivery, engineLog(args)), args);
