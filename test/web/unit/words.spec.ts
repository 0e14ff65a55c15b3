import { dictionaries } from '../../../web/src/i18n/dictionary.js';
import { makeFormat } from '../../../web/src/i18n/format.js';
import { preferredLanguage } from '../../../web/src/i18n/language.js';
import { shipTypeText } from '../../../web/src/i18n/ship-type.js';

const NOON = Date.UTC(2026, 0, 31, 12, 5, 9);
/** Intl writes some gaps as no-break spaces. */
const plain = (text: string): string => text.replace(/[\u00A0\u202F]/g, ' ');

describe('preferredLanguage', () => {
  it.each([
    [['es-CL', 'en'], 'es'],
    [['fr', 'ES'], 'es'],
    [['en-US'], 'en'],
    [['fr', 'de'], 'en'],
    [[], 'en'],
  ] as const)('takes %o as %s', (tags, language) => {
    expect(preferredLanguage(tags)).toBe(language);
  });
});

describe('dictionaries', () => {
  /** Every text that is not a function, by its path. */
  function texts(value: unknown, path: string): [string, string][] {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
  }

  it('say the same things in each language, and leave none empty', () => {
    const english = new Map(texts(dictionaries.en, ''));
    const spanish = new Map(texts(dictionaries.es, ''));
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...english, ...spanish].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('makeFormat', () => {
  const en = makeFormat('en');
  const es = makeFormat('es');

  it('writes numbers with the decimal mark of the language', () => {
    expect(en.number(12.34, 1)).toBe('12.3');
    expect(es.number(12.34, 1)).toBe('12,3');
  });

  it('writes a place as a chart does', () => {
    expect(plain(en.place(-71.62, -33.025))).toBe('33°01.50′ S  071°37.20′ W');
    expect(plain(es.place(151.25, 0))).toBe('00°00,00′ N  151°15,00′ E');
  });

  it('carries rounded minutes over to the degree', () => {
    expect(plain(en.place(0.99999, 9.99999))).toBe('10°00.00′ N  001°00.00′ E');
  });

  it('writes bearings with three figures, north as 000', () => {
    expect(en.bearing(7.4)).toBe('007°');
    expect(en.bearing(359.7)).toBe('000°');
  });

  it("writes the port's time on a 24-hour clock", () => {
    expect(en.clock(NOON, 'America/Santiago')).toBe('09:05:09');
    expect(es.clock(Date.UTC(2026, 0, 31), 'UTC')).toBe('00:00:00');
    expect(plain(en.dateTime(NOON, 'UTC'))).toBe('31 Jan, 12:05');
  });

  it.each([
    [-5_000, '0 s'],
    [59_400, '59 s'],
    [240_000, '4 min'],
    [7_200_000, '2 h'],
  ])('writes an age of %d ms as %s', (age, text) => {
    expect(plain(en.age(age))).toBe(text);
  });
});

describe('shipTypeText', () => {
  it.each([
    [52, 'Tug'],
    [70, 'Cargo'],
    [71, 'Cargo, hazardous category X'],
    [84, 'Tanker, hazardous category OS'],
    [99, 'Other or unknown'],
    [null, null],
  ] as const)('words type %s as %s', (shipType, text) => {
    expect(shipTypeText(dictionaries.en, shipType)).toBe(text);
  });
});
