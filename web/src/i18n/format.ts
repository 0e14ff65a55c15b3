import type { Language } from './language.js';

/** Numbers, places and times as people of one language write them. */
export interface Format {
  readonly number: (value: number, digits?: number) => string;
  /** `051°`: three figures, as bearings are spoken. */
  readonly bearing: (degrees: number) => string;
  /** `33°01.52′ S 071°37.80′ W`, as on a chart. */
  readonly place: (lon: number, lat: number) => string;
  /** `14:03:09`. @param zone IANA time zone */
  readonly clock: (time: number, zone: string) => string;
  /** `24 Nov, 14:03`. */
  readonly dateTime: (time: number, zone: string) => string;
  /** `24 Nov`. */
  readonly date: (time: number, zone: string) => string;
  /** `GMT-3`: the zone's offset at that time. */
  readonly zoneName: (time: number, zone: string) => string;
  /** `12 s`, `4 min`, `3 h`; never negative. */
  readonly age: (milliseconds: number) => string;
  /** A country's name by ISO 3166-1 alpha-2 code; the code itself when there is none. */
  readonly country: (code: string) => string;
  /** Orders names as the language does. */
  readonly compare: (a: string, b: string) => number;
}

/** 24-hour clock in both; British English for day before month, as ships write. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es' };

/** `071°37.80′ W` with the given number of whole-degree figures. */
function angle(value: number, figures: number, hemispheres: string): string {
  const hundredths = Math.round(Math.abs(value) * 6_000);
  const degrees = String(Math.floor(hundredths / 6_000)).padStart(figures, '0');
  const minutes = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0');
  const hemisphere = hemispheres.charAt(value < 0 ? 1 : 0);
  return `${degrees}°${minutes}′\u00A0${hemisphere}`;
}

function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 100) return `${seconds}\u00A0s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes}\u00A0min` : `${Math.round(minutes / 60)}\u00A0h`;
}

/** Keeps one `Intl.DateTimeFormat` per time zone: making one costs more than using it. */
function zoned(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): (zone: string) => Intl.DateTimeFormat {
  const cache = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = cache.get(timeZone);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' });
    cache.set(timeZone, made);
    return made;
  };
}

function numbers(locale: string): (value: number, digits?: number) => string {
  const byDigits = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  return (value, digits = 0) => byDigits[digits]?.format(value) ?? String(value);
}

/** The writer of one language. */
export function makeFormat(language: Language): Format {
  const locale = LOCALES[language];
  const clock = zoned(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const dateTime = zoned(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const date = zoned(locale, { day: 'numeric', month: 'short' });
  const zoneName = zoned(locale, { timeZoneName: 'short' });
  const countries = new Intl.DisplayNames([locale], { type: 'region' });
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const decimalMark = language === 'es' ? ',' : '.';
  const marked = (text: string): string => text.replace('.', decimalMark);
  return {
    number: numbers(locale),
    bearing: (degrees) => `${String(Math.round(degrees) % 360).padStart(3, '0')}°`,
    place: (lon, lat) => `${marked(angle(lat, 2, 'NS'))}  ${marked(angle(lon, 3, 'EW'))}`,
    clock: (time, zone) => clock(zone).format(time),
    dateTime: (time, zone) => dateTime(zone).format(time),
    date: (time, zone) => date(zone).format(time),
    zoneName: (time, zone) =>
      zoneName(zone)
        .formatToParts(time)
        .find((part) => part.type === 'timeZoneName')?.value ?? zone,
    age,
    country: (code) => countries.of(code) ?? code,
    compare: (a, b) => collator.compare(a, b),
  };
}
