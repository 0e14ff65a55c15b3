import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { midCountry } from '../../service/ais/mid.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { decodedOf, receive, type Received } from './support/received.js';

const log = (name: string) => readFileSync(referencePath('data/ais', name));

/** Lines that `received` accounts for. */
function accounted({ accepted, rejected, ignored, incomplete }: Received): number {
  const refused = Object.values(rejected).reduce((sum, lines) => sum + lines, 0);
  return accepted + refused + ignored + incomplete;
}

function timesOf(received: Received): (string | null)[] {
  return received.messages.map(({ payload }) =>
    payload.stationTime === null ? null : new Date(payload.stationTime).toISOString(),
  );
}

describeWith('reference', 'real logs', () => {
  it('of a shore network: every one of 44,687 lines is accounted for once', () => {
    const received = receive(gunzipSync(log('amsa-australia-2012-01-27.raw.txt.gz')));
    expect(received.lines).toBe(44_687);
    expect(accounted(received)).toBe(44_687);
    expect(received.accepted).toBe(32_506);
    expect(received.ignored).toBe(10_658);
    expect(received.incomplete).toBe(0);
    expect(received.rejected).toEqual({
      malformed: 1496,
      checksum: 16,
      mmsi: 4,
      short: 6,
      'unknown-type': 1,
    });
    const times = new Set(timesOf(received).map((time) => time?.slice(0, 16) ?? null));
    expect([...times].sort()).toEqual(
      expect.arrayContaining(['2012-01-27T11:47', '2012-01-27T11:53']),
    );
  });

  it('of one port: all of 3,953 sentences are messages, and of 1 to 24', () => {
    const received = receive(log('gladstone-AUGLT-2012-01-27.tagblock.nmea'));
    const types: Record<number, number> = {};
    for (const { type } of decodedOf(received)) types[type] = (types[type] ?? 0) + 1;
    expect(types).toEqual({ 1: 2212, 3: 933, 4: 223, 5: 193, 18: 165, 21: 118, 24: 109 });
    expect(received.messages.every(({ payload }) => payload.stationTimeFrom === 'tag-block')).toBe(
      true,
    );
  });

  it('with interleaved groups: station and time of each', () => {
    const received = receive(log('orbcomm-tagblock-edgecases.nmea'));
    expect([received.lines, received.accepted, accounted(received)]).toEqual([5, 5, 5]);
    const [single, voyage] = received.messages;
    expect([single?.message.kind, single?.payload.station]).toEqual(['position', 'rORBCOMM104']);
    expect([voyage?.message.kind, voyage?.payload.station, voyage?.payload.lineCount]).toEqual([
      'static',
      'rORBCOMM008',
      2,
    ]);
    expect(timesOf(received)).toEqual([
      '2014-12-10T00:41:53.000Z',
      '2014-12-10T00:00:01.000Z',
      '2014-12-10T00:35:22.000Z',
      '2014-12-10T00:32:41.000Z',
    ]);
  });

  it('with wrong tag block checksums: 123 voyages are kept, and their times not believed', () => {
    const received = receive(log('kystverket-norway-2019-08-07.nm4'));
    expect([received.lines, received.accepted, accounted(received)]).toEqual([1000, 1000, 1000]);
    const damaged = received.messages.filter(({ payload }) => payload.hasDamagedTagBlock);
    expect(damaged).toHaveLength(123);
    for (const { payload, message } of damaged) {
      expect([payload.lineCount, payload.stationTime, message.kind]).toEqual([2, null, 'static']);
    }
    const sound = received.messages.filter(({ payload }) => !payload.hasDamagedTagBlock);
    expect(sound.every(({ payload }) => payload.stationTimeFrom === 'tag-block')).toBe(true);
  });

  it('with a placeholder for every checksum: positions are kept, without a time', () => {
    const received = receive(log('amsa-tagblock-100.nmea'));
    expect([received.lines, received.accepted]).toEqual([100, 100]);
    expect(new Set(timesOf(received))).toEqual(new Set([null]));
  });
});

describeWith('reference', 'a public table of Maritime Identification Digits', () => {
  it('has none that our own table lacks', () => {
    const rows = readFileSync(referencePath('data/lookups/mid.csv'), 'utf8').split('\n').slice(1);
    const mids = rows.map((row) => Number(row.split(',')[0])).filter((mid) => mid > 0);
    expect(mids).toHaveLength(289);
    expect(mids.filter((mid) => midCountry(mid) === null)).toEqual([]);
  });
});
