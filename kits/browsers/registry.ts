import type { TemplateValue } from "../../services/service.ts";
import { EXTENSION_POLICIES, partedByExtension } from "./chromium.ts";
import type { Policies, PolicyValue } from "./setting.ts";

/** One key of the Windows registry with its values, as a .reg file has them. */
export type RegistryKey = {
  readonly key: string;
  /** A list's, which is emptied first, so that nothing of an earlier file stays in it. */
  readonly isList: boolean;
  /** Name and data, each as they are written in the file. */
  readonly values: readonly { readonly name: string; readonly data: string }[];
};

/**
 * Chromium's policies in the registry (chromium.org, "Policy List", and "Configuring Apps and Extensions by Policy"): numbers and
 * truth as DWORD, lists as keys of their own with values named 1, 2, 3, dictionaries as JSON in a string; an extension's below
 * `3rdparty\extensions\<id>\policy`.
 */
export function registryKeys(root: string, policies: Policies): readonly RegistryKey[] {
  const { own, extensions } = partedByExtension(policies);
  return [
    ...keysOf(root, own),
    ...extensions.flatMap(([id, settings]) =>
      keysOf(`${root}\\${EXTENSION_POLICIES}\\extensions\\${id}\\policy`, settings),
    ),
  ];
}

function keysOf(key: string, policies: Policies): readonly RegistryKey[] {
  const entries = Object.entries(policies);
  const plain = entries.filter(([, value]) => !Array.isArray(value));
  return [
    { key, isList: false, values: plain.map(([name, value]) => ({ name: quoted(name), data: dataOf(value) })) },
    ...entries.flatMap(([name, value]) => (Array.isArray(value) ? [listKey(`${key}\\${name}`, value)] : [])),
  ];
}

function listKey(key: string, list: readonly PolicyValue[]): RegistryKey {
  return {
    key,
    isList: true,
    values: list.map((value, index) => ({ name: quoted(String(index + 1)), data: dataOf(value) })),
  };
}

function dataOf(value: PolicyValue): string {
  if (typeof value === "boolean") return dataOf(value ? 1 : 0);
  if (typeof value === "number") return `dword:${value.toString(16).padStart(8, "0")}`;
  return quoted(typeof value === "string" ? value : JSON.stringify(value));
}

/** Strings of .reg files (Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file"). */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

/** What takes exactly these values and lists away again, and leaves what others have put beside them. */
export function registryRemoval(root: string, keys: readonly RegistryKey[]): Readonly<Record<string, TemplateValue>> {
  const [own, ...inner] = keys;
  return { key: root, names: own?.values.map(({ name }) => name) ?? [], inner: inner.map(({ key }) => key) };
}
