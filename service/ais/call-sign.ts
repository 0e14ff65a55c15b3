/**
 * True when `text` has the form of a ship's call sign (ITU Radio Regulations, Article 19, Section III):
 * three to seven capital letters and digits, of which the first two, the country's, are not both
 * digits. Administrations form the rest in ways of their own.
 */
export function isCallSign(text: string): boolean {
  return /^(?!\d\d)[A-Z0-9]{3,7}$/.test(text);
}
