const SCALES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/**
 * Value of a Kubernetes quantity: `500m` is 0.5, `1Gi` is 1,073,741,824
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
 * @returns `null` for what is no quantity
 */
export function quantityValue(given: unknown): number | null {
  if (typeof given === 'number') return given;
  if (typeof given !== 'string') return null;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(
    given,
  );
  if (match === null) return null;
  const [, digits, exponent = '0', suffix = ''] = match;
  const scale = SCALES[suffix] ?? 1;
  return Number(digits) * 10 ** Number(exponent) * scale;
}

/**
 * Seconds of a duration as Go writes it: `1h` and `1h0m0s` are 3,600.
 * @returns `null` for what is no duration
 */
export function durationSeconds(given: unknown): number | null {
  if (typeof given !== 'string' || !/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(given))
    return null;
  const parts = given.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g);
  return [...parts].reduce(
    (sum, [, digits, unit = 's']) => sum + Number(digits) * (SECONDS[unit] ?? 0),
    0,
  );
}
