import { quantityValue } from '../../delivery/quantity.js';
import { textOf } from './object-set.js';

/**
 * A Kubernetes quantity as a number (cores, bytes, pieces).
 * @returns `null` when it is absent
 * @throws Error when it is no quantity
 */
export function quantityOf(value: unknown): number | null {
  const text = textOf(value);
  if (text === '') return null;
  const quantity = quantityValue(text);
  if (quantity === null) throw new Error(`no quantity: ${text}`);
  return quantity;
}

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** A Prometheus duration (`1m30s`) in seconds; `null` when it is none. */
export function secondsOf(value: unknown): number | null {
  const text = textOf(value);
  if (!/^([0-9]+(ms|s|m|h|d))+$/.test(text)) return null;
  const parts = text.matchAll(/([0-9]+)(ms|s|m|h|d)/g);
  return [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ''] ?? 0),
    0,
  );
}
