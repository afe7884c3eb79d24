/** What a person signs in with: small letters, digits, dot and hyphen, a letter first, 2 to 32 of them. */
export function isStaffName(name: string): boolean {
  return /^[a-z][a-z0-9.-]{1,31}$/.test(name);
}
