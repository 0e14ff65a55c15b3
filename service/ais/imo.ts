const WEIGHTS = [7, 6, 5, 4, 3, 2];

/**
 * True when `imo` is a ship's IMO number: seven digits of which the last is the check digit
 * (IMO resolution A.1117(30)). Inland ships send an ENI in the same field, others their MMSI.
 */
export function isImoNumber(imo: number): boolean {
  if (!Number.isInteger(imo) || imo < 1_000_000 || imo > 9_999_999) return false;
  const digits = String(imo);
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits.charAt(i)), 0);
  return sum % 10 === imo % 10;
}

/**
 * The IMO number in what a person typed: seven digits with a right check digit, with or without
 * "IMO" in front; otherwise `null`.
 */
export function parseImo(text: string): number | null {
  const match = /^(?:IMO)?\s*(\d{7})$/i.exec(text.trim());
  const imo = Number(match?.[1]);
  return isImoNumber(imo) ? imo : null;
}
