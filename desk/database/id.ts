/**
 * An id that came from outside, fit for a query: what is no UUID is null, which equals no row's id.
 *
 * @param text what stood in an address or a form
 */
export function idOrNone(text: string): string | null {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null;
}
