import { decode } from './decoder.js';
import { SixBitWriter } from './sixbit-writer.js';

/** Head of an addressed binary message, up to its application data. */
function addressed(fi: number): SixBitWriter {
  return new SixBitWriter()
    .number(6, 6)
    .number(0, 2)
    .number(7250001, 30)
    .number(2, 2)
    .number(725000123, 30)
    .number(1, 1)
    .number(0, 1)
    .number(1, 10)
    .number(fi, 6);
}

function read(writer: SixBitWriter) {
  const { payload, fillBits } = writer.payload();
  return decode(payload, fillBits);
}

describe('binary messages', () => {
  it('keep their application data as hexadecimal', () => {
    expect(read(addressed(40).number(0x938, 16))).toMatchObject({
      kind: 'binary',
      type: 6,
      mmsi: '007250001',
      destinationMmsi: '725000123',
      dac: 1,
      fi: 40,
      payloadHex: '0938',
      bitLength: 16,
      content: null,
      extra: { sequence: 2, isRetransmitted: true },
    });
  });

  it('may be broadcast', () => {
    const writer = new SixBitWriter()
      .number(8, 6)
      .number(0, 2)
      .number(725000123, 30)
      .number(0, 2)
      .number(200, 10)
      .number(10, 6)
      .number(0xa, 4);
    expect(read(writer)).toMatchObject({
      type: 8,
      destinationMmsi: null,
      dac: 200,
      fi: 10,
      payloadHex: 'a0',
      bitLength: 4,
      content: null,
    });
  });

  it('tell the persons on board', () => {
    const persons = (count: number) =>
      read(addressed(16).number(count, 13).number(0, 20).number(0, 15));
    expect(persons(123)).toMatchObject({
      content: { application: 'persons-on-board', persons: 123 },
    });
    expect(persons(0)).toMatchObject({ content: { persons: null } });
  });

  it('are no count of persons when they hold VTS targets, the older meaning of their number', () => {
    const targets = addressed(16);
    for (let i = 0; i < 120; i++) targets.number(1, 1);
    expect(read(targets)).toMatchObject({ fi: 16, bitLength: 120, content: null });
  });

  it('tell when a ship may enter port', () => {
    const clearance = addressed(18)
      .number(7, 10)
      .number(11, 4)
      .number(6, 5)
      .number(3, 5)
      .number(60, 6)
      .text('VALPARAISO T1', 20)
      .text('CLVAP', 5)
      .number(-71_627 * 60, 25)
      .number(-33_028 * 60, 24)
      .number(0, 31)
      .number(0, 12);
    expect(read(clearance)).toMatchObject({
      content: {
        application: 'clearance-time',
        linkage: 7,
        clearance: { month: 11, day: 6, hour: 3, minute: null },
        portAndBerth: 'VALPARAISO T1',
        destination: 'CLVAP',
        lon: -71.627,
        lat: -33.028,
      },
    });
  });

  it('say nothing of a clearance when they are cut short', () => {
    expect(read(addressed(18).number(7, 10).number(0, 31).number(0, 31))).toMatchObject({
      fi: 18,
      content: null,
    });
  });

  /** Berthing data up to its services. */
  const berthing = (isKnown: number) =>
    addressed(20)
      .number(9, 10)
      .number(300, 9)
      .number(125, 8)
      .number(2, 3)
      .number(1, 4)
      .number(2, 5)
      .number(24, 5)
      .number(30, 6)
      .number(isKnown, 1);

  it('give the data of a berth and its services', () => {
    const writer = berthing(1);
    for (let i = 0; i < 26; i++) writer.number(i % 4, 2);
    writer
      .text('SITIO 3', 20)
      .number(181 * 60_000, 25)
      .number(91 * 60_000, 24);
    expect(read(writer)).toMatchObject({
      content: {
        application: 'berthing-data',
        linkage: 9,
        berthLengthMetres: 300,
        waterDepthMetres: 12.5,
        mooringPosition: 2,
        berthing: { month: 1, day: 2, hour: null, minute: 30 },
        berthName: 'SITIO 3',
        lon: null,
        lat: null,
        services: {
          agent: 'not-available',
          bunkering: 'available',
          chandler: 'no-data',
          stevedore: 'reserved',
          tugs: 'not-available',
          future2: 'available',
        },
      },
    });
  });

  it('give no services when none are known', () => {
    const writer = berthing(0).number(0, 26).number(0, 26).text('', 20).number(0, 25).number(0, 24);
    expect(read(writer)).toMatchObject({
      content: { services: null, berthName: null, lon: 0, lat: 0 },
    });
  });
});

describe('safety messages', () => {
  it('carry text, addressed or broadcast', () => {
    expect(decode('<5?SIj1;GbD07??4', 0)).toMatchObject({
      kind: 'safety',
      type: 12,
      mmsi: '351853000',
      destinationMmsi: '316123456',
      text: 'GOOD',
      extra: { sequence: 0, isRetransmitted: false },
    });
    expect(decode('>5?Per18=HB1U:1@E=B0m<L', 2)).toMatchObject({
      kind: 'safety',
      type: 14,
      destinationMmsi: null,
      text: 'RCVD YR TEST MSG',
    });
  });

  it('may be empty', () => {
    const writer = new SixBitWriter().number(14, 6).number(0, 2).number(725000123, 30).number(0, 2);
    expect(read(writer)).toMatchObject({ type: 14, text: '' });
  });
});
