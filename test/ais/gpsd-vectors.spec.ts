import { readFileSync } from 'node:fs';
import type { AisMessage, PositionMessage } from '../../service/ais/message.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { Comparison, gpsdRecords } from './support/gpsd-differences.js';
import type { GpsdRecord } from './support/gpsd-form.js';
import { decodedOf, receive } from './support/received.js';

const vectors = (name: string) => readFileSync(referencePath('data/vectors/gpsd', name));
const messagesOf = (name: string): AisMessage[] => decodedOf(receive(vectors(name)));
const recordsOf = (name: string): GpsdRecord[] => gpsdRecords(vectors(name).toString('utf8'));

/*
 * Where this decoder differs from gpsd on purpose, field by field. Each is `type mmsi field: ours,
 * theirs`, ours with `null` turned back into the mark of "not available".
 */
const INVALID = [
  /* Year 10196 and a place at 205 E 109 N exist in the bits only: they are `null` here (§3.2). */
  '4 972158237 timestamp: "0000-00-24T09:57:37Z", "10196-00-24T09:57:37Z"',
  '4 972158237 lon: 108600000, 123070132',
  '4 972158237 lat: 54600000, 65599231',
];

const CUT = [
  /* With 5 padding bits this message ends 5 bits before its radio state does: we don't tell half of it. */
  '1 244740981 radio: null, 1076',
];

describeWith('reference', 'the test vectors of gpsd (97 messages, types 1 to 27)', () => {
  it('decode to the raw value of every field, but for the differences argued here', () => {
    const result = new Comparison(messagesOf('sample.aivdm'), recordsOf('sample.aivdm.ju.chk'));
    expect(result.missing).toEqual([]);
    expect(result.compared).toBe(97);
    expect(new Set(result.differences)).toEqual(new Set([...INVALID, ...CUT]));
  });

  it('hold three clearances that are cut short, of which nothing is told', () => {
    // gpsd reads the zeros past their end as an empty port at 0 N 0 E.
    const clearances = messagesOf('sample.aivdm').filter(
      (message) => message.kind === 'binary' && message.dac === 1 && message.fi === 18,
    );
    expect(
      clearances.map((message) => [
        Number(message.mmsi),
        message.kind === 'binary' && message.content,
      ]),
    ).toEqual([
      [2442101, null],
      [2444012, null],
      [2444012, null],
    ]);
  });

  it('hold VTS targets under DAC 1 FI 16, which are no count of persons', () => {
    const targets = messagesOf('sample.aivdm').filter(
      (message) => message.kind === 'binary' && message.dac === 1 && message.fi === 16,
    );
    expect(targets.map((message) => message.kind === 'binary' && message.bitLength)).toEqual([
      240, 720,
    ]);
    expect(targets.every((message) => message.kind === 'binary' && message.content === null)).toBe(
      true,
    );
  });

  it('decode to the scaled values', () => {
    const ours = messagesOf('sample.aivdm');
    const wrong: string[] = [];
    let compared = 0;
    let next = 0;
    for (const record of recordsOf('sample.aivdm.js.chk')) {
      const at = ours.findIndex(
        (message, i) =>
          i >= next && message.type === record['type'] && Number(message.mmsi) === record['mmsi'],
      );
      const message = ours[at];
      next = at + 1;
      if (!message) continue;
      for (const [field, value, tolerance] of scaledFields(message)) {
        compared++;
        if (!isNear(record[field], value, tolerance)) {
          wrong.push(
            `${message.type} ${Number(message.mmsi)} ${field}: ${value}, ${String(record[field])}`,
          );
        }
      }
    }
    expect(compared).toBeGreaterThan(70);
    expect(wrong).toEqual([
      // The place beyond the globe, see INVALID.
      '4 972158237 lon: 181, 205.116887',
      '4 972158237 lat: 91, 109.332052',
    ]);
  });
});

type Scaled = readonly [field: string, value: number | string, tolerance: number];

/** The values of `message` that gpsd prints in units, and how far its rounding may take them. */
function scaledFields(message: AisMessage): Scaled[] {
  switch (message.kind) {
    case 'position':
      return [...placeFields(message), ...motionFields(message)];
    case 'base-station':
    case 'aid':
      return placeFields(message);
    case 'static':
      return message.type === 5 ? [['draught', message.draughtMetres ?? 0, 0]] : [];
    case 'binary':
    case 'safety':
    case 'other':
      return [];
  }
}

function placeFields(message: { type: number; lon: number | null; lat: number | null }): Scaled[] {
  const tolerance = message.type === 27 ? 0.05 : 5e-7;
  return [
    ['lon', message.lon ?? 181, tolerance],
    ['lat', message.lat ?? 91, tolerance],
  ];
}

function motionFields(message: PositionMessage): Scaled[] {
  if (message.type === 11) return [];
  const motion: Scaled[] = [
    ['speed', message.sogKnots ?? 102.3, 0],
    ['course', message.cogDegrees ?? 360, 0],
  ];
  return message.type > 3 ? motion : [...motion, ['turn', turn(message.rateOfTurn), 0.5]];
}

function turn(rate: number | null): number | string {
  if (rate === null) return 'nan';
  if (Math.abs(rate) === 10) return rate < 0 ? 'fastleft' : 'fastright';
  return rate;
}

function isNear(theirs: unknown, ours: number | string, tolerance: number): boolean {
  if (typeof theirs !== 'number' || typeof ours !== 'number') return theirs === ours;
  return Math.abs(theirs - ours) <= tolerance + 1e-9;
}

describeWith('reference', 'a real log of gpsd (1,480 lines, 1,265 messages)', () => {
  it('decodes to the raw value of every field, but for the differences argued here', () => {
    const log = 'ais-nmea-type6-fid55.log';
    const result = new Comparison(messagesOf(log), recordsOf(`${log}.chk`));
    expect(result.missing).toEqual([]);
    expect(result.compared).toBe(1265);
    expect(new Set(result.differences)).toEqual(
      new Set([
        // No compass shows 480 degrees: `null` here.
        '18 413570370 heading: 511, 480',
        '18 413198828 heading: 511, 480',
      ]),
    );
  });
});
