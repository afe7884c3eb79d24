/**
 * How the engine writes values that are not plain JSON (pulumi/pulumi, sdk/go/common/resource/properties.go: `SigKey`,
 * `SecretSig`, `OutputValueSig`, and sdk/go/common/resource/plugin/rpc.go: the `Unknown…Value` strings).
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_MARKS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A value that the engine will know only when what it depends on exists. */
export const UNKNOWN_YET = Symbol("unknown until another resource exists");

/** The plain value that the engine sent, without marks of secrecy; `UNKNOWN_YET` stands wherever it can't be known yet. */
export function plainValue(value: unknown): unknown {
  if (UNKNOWN_MARKS.has(value)) return UNKNOWN_YET;
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  const record: Readonly<Record<string, unknown>> = { ...value };
  if (record[SIGNATURE] === SECRET) return plainValue(record["value"]);
  if (record[SIGNATURE] === OUTPUT) return "value" in record ? plainValue(record["value"]) : UNKNOWN_YET;
  return Object.fromEntries(Object.entries(record).map(([key, part]) => [key, plainValue(part)]));
}

/** A value that the engine shall encrypt in its state and never print. */
export function secretValue(value: string): Readonly<Record<string, string>> {
  return { [SIGNATURE]: SECRET, value };
}

/** Path of the first part that is not known yet, such as `manifest.ports[2].from`; undefined when all is known. */
export function firstUnknown(value: unknown, path: string): string | undefined {
  if (value === UNKNOWN_YET) return path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = firstUnknown(part, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
