import { codings, type Coding } from './representation.js';

/** One element of an `Accept` or `Accept-Encoding` header. */
interface Preference {
  readonly value: string;
  /** 0 to 1. */
  readonly quality: number;
}

/** Clients send few different headers; a stranger who varies them must not fill the memory. */
const rememberedHeaders = 64;
const remembered = new Map<string, Coding | null>();

/**
 * The coding to answer in (RFC 9110 §12.5.3): the acceptable one of the highest quality, br before
 * gzip before identity.
 * @param header `Accept-Encoding`; undefined where the request has none.
 * @returns null when the caller refuses every coding there is, identity included.
 */
export function negotiateCoding(header: string | undefined): Coding | null {
  if (header === undefined || header === '') {
    return 'identity';
  }
  const known = remembered.get(header);
  if (known !== undefined) {
    return known;
  }
  const coding = bestCoding(parsePreferences(header));
  if (remembered.size < rememberedHeaders) {
    remembered.set(header, coding);
  }
  return coding;
}

function bestCoding(preferences: readonly Preference[]): Coding | null {
  let best: Coding | null = null;
  let bestQuality = 0;
  for (const coding of codings) {
    const quality = codingQuality(coding, preferences);
    if (quality > bestQuality) {
      best = coding;
      bestQuality = quality;
    }
  }
  return best;
}

function codingQuality(coding: Coding, preferences: readonly Preference[]): number {
  const names = coding === 'gzip' ? ['gzip', 'x-gzip'] : [coding];
  const named = preferences.find(({ value }) => names.includes(value));
  const wild = preferences.find(({ value }) => value === '*');
  const fallback = coding === 'identity' ? identityQuality(preferences) : 0;
  return named?.quality ?? wild?.quality ?? fallback;
}

/** Identity is acceptable unless refused, but whoever lists codings prefers those. */
function identityQuality(preferences: readonly Preference[]): number {
  return preferences.length === 0 ? 1 : 0.0001;
}

/**
 * The media type to answer in (RFC 9110 §12.5.1).
 * @param header `Accept`; undefined or empty takes the first.
 * @param offered types that can be made, the preferred first, in lower case without parameters.
 * @returns null when none is acceptable.
 */
export function negotiateMediaType<T extends string>(
  header: string | undefined,
  offered: readonly T[],
): T | null {
  const preferences = header === undefined || header === '' ? [] : parsePreferences(header);
  if (preferences.length === 0) {
    return offered[0] ?? null;
  }
  let best: T | null = null;
  let bestQuality = 0;
  for (const type of offered) {
    const quality = mediaTypeQuality(type, preferences);
    if (quality > bestQuality) {
      best = type;
      bestQuality = quality;
    }
  }
  return best;
}

function mediaTypeQuality(type: string, preferences: readonly Preference[]): number {
  const [family = ''] = type.split('/');
  for (const range of [type, `${family}/*`, '*/*']) {
    const named = preferences.find(({ value }) => value === range);
    if (named !== undefined) {
      return named.quality;
    }
  }
  return 0;
}

/** Elements in the order given; a quality that cannot be read counts as 0. */
function parsePreferences(header: string): Preference[] {
  return header
    .split(',')
    .map((element) => {
      const [value = '', ...parameters] = element
        .split(';')
        .map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { value, quality: quality === undefined ? 1 : parseQuality(quality.slice(2)) };
    })
    .filter(({ value }) => value !== '');
}

function parseQuality(text: string): number {
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
