import { textOf } from './object-set.js';

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * A Kubernetes quantity as a number (cores, bytes, pieces).
 * @returns `null` when it is absent
 * @throws Error when it is no quantity
 */
export function quantityOf(value: unknown): number | null {
  const text = textOf(value);
  if (text === '') return null;
  const match = /^([0-9.]+)([A-Za-z]*)$/.exec(text);
  const factor = FACTORS[match?.[2] ?? ''];
  if (match === null || factor === undefined) throw new Error(`no quantity: ${text}`);
  return Number(match[1]) * factor;
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
