// The desk's pages work as plain forms wherever they can; this brings to life what no form can do.
import { bringCopyingToLife } from "./copying.ts";
import { bringEquipmentToLife } from "./equipment.ts";
import { bringOpeningToLife } from "./opening.ts";
import { bringPasskeysToLife } from "./passkeys.ts";
import { bringPasswordsToLife } from "./passwords.ts";
import { keepWaiting } from "./waiting.ts";
import { keepWaitingList } from "./waiting-list.ts";
import { tellZone } from "./zone.ts";

tellZone();
bringPasswordsToLife();
bringCopyingToLife();
bringPasskeysToLife();
bringEquipmentToLife();
bringOpeningToLife();
keepWaiting();
keepWaitingList();
