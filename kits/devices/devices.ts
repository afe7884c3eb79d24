import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import type { Clinic, Devices } from "../../clinic/clinic.ts";
import { DEVICES_TUNNEL, isAllInside } from "../../services/devices.ts";
import type { TemplateValue } from "../../services/service.ts";
import type { KitFileDeclaration, KitPart, PartWords } from "../part.ts";
import type { InEachLanguage } from "../words.ts";
import { ALL_INSIDE_WORDS } from "./all-inside-words.ts";
import { DEVICES_WORDS } from "./words.ts";

/**
 * The tunnel's other end, on people's own devices: for each a profile without a key, since a device makes its own. The profile leads to the
 * machine alone; whatever else the device does goes its usual way, but for the looking up of names where all is inside: devices ask one resolver for everything.
 */
export const devices: KitPart = {
  name: "devices",
  words: DEVICES_WORDS,
  declare: ({ clinic }) =>
    clinic.devices === undefined
      ? { kind: "missing", key: "stillroom:devices" }
      : {
          kind: "files",
          files: filesFor(clinic, clinic.devices),
          words: wordsFor(clinic),
        },
};

function wordsFor(clinic: Clinic): InEachLanguage<PartWords> {
  return isAllInside(clinic) ? ALL_INSIDE_WORDS : DEVICES_WORDS;
}

function filesFor(clinic: Clinic, asked: Devices): readonly KitFileDeclaration[] {
  const { language, title } = clinic.branding;
  const machine = machineOf(clinic, asked);
  const profiles = machine === undefined ? [] : profilesOf(clinic, asked);
  const resolvers = isAllInside(clinic) && machine ? `${machine.address4}, ${machine.address6}` : undefined;
  return [
    {
      path: "join",
      format: "shell",
      executable: true,
      data: {
        machine: machine ?? NOT_KNOWN_YET,
        insideName: isAllInside(clinic) ? clinic.names.video : "",
        profiles,
      },
    },
    {
      path: "profiles.html",
      format: "html",
      data: {
        language,
        practice: title,
        title: wordsFor(clinic)[language].title,
        note: wordsFor(clinic)[language].purpose,
        profiles: profiles.map((one) => ({ ...one, machine, resolvers })),
      },
    },
  ];
}

const NOT_KNOWN_YET = { endpoint: "", publicKey: "", address4: "", address6: "" };

function machineOf({ names }: Clinic, { machine }: Devices) {
  if (machine === undefined) return undefined;
  const { address, publicKey } = machine;
  const host = address.includes(":") ? `[${address}]` : address;
  const [address4, address6] = insideAddresses(names.domain, MACHINE_NUMBER);
  return { endpoint: `${host}:${DEVICES_TUNNEL.port}`, publicKey, address4, address6 };
}

function profilesOf({ names }: Clinic, { list }: Devices): readonly { readonly [key: string]: TemplateValue }[] {
  return list.map(({ name, number, publicKey }) => {
    const [address4, address6] = insideAddresses(names.domain, number);
    return { name, publicKey, address4, address6 };
  });
}
