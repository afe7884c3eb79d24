import type { TemplateValue } from "../../services/service.ts";
import { isPolicies, type PolicyValue } from "./setting.ts";

/**
 * A value as Apple's property lists have it (plist(5)), one piece after the other, since templates know no nesting.
 *
 * @param key the name before it, where it stands in a dictionary
 */
export function propertyListPieces(value: PolicyValue, key?: string): readonly TemplateValue[] {
  const named = key === undefined ? {} : { named: true, key };
  if (isPolicies(value)) {
    const inner = Object.entries(value).flatMap(([name, part]) => propertyListPieces(part, name));
    return [{ ...named, opensDictionary: true }, ...inner, { closesDictionary: true }];
  }
  if (typeof value === "object")
    return [
      { ...named, opensArray: true },
      ...value.flatMap((part) => propertyListPieces(part)),
      { closesArray: true },
    ];
  if (typeof value === "boolean") return [{ ...named, isTrue: value, isFalse: !value }];
  return typeof value === "number"
    ? [{ ...named, isNumber: true, number: value }]
    : [{ ...named, isText: true, text: value }];
}
