import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { AisMessage } from '../../service/ais/message.js';
import { commandOnPath, describeWith, referencePath } from '../support/real-parts.js';
import { Comparison, gpsdRecords } from './support/gpsd-differences.js';
import type { GpsdRecord } from './support/gpsd-form.js';
import { decodedOf, receive } from './support/received.js';

/** What the installed gpsdecode makes of `bytes`, unscaled. */
function gpsdecode(bytes: Uint8Array): GpsdRecord[] {
  const run = spawnSync(commandOnPath('gpsdecode') ?? '', ['-u'], {
    input: bytes,
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  return gpsdRecords(run.stdout);
}

function countByType(messages: readonly { readonly type?: unknown }[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { type } of messages) counts.set(Number(type), (counts.get(Number(type)) ?? 0) + 1);
  return counts;
}

/** How many more messages of each type we have; type 24 aside, which gpsd joins. */
function surplus(
  ours: readonly AisMessage[],
  theirs: readonly GpsdRecord[],
): Record<number, number> {
  const more: Record<number, number> = {};
  const known = countByType(theirs);
  for (const [type, count] of countByType(ours)) {
    const difference = count - (known.get(type) ?? 0);
    if (type !== 24 && difference !== 0) more[type] = difference;
  }
  return more;
}

describeWith('gpsd', 'gpsdecode, an independent decoder', () => {
  describeWith('reference', 'on real logs', () => {
    it('agrees in every field of every message of one port (Gladstone, 3,953 sentences)', () => {
      const bytes = readFileSync(
        referencePath('data/ais/gladstone-AUGLT-2012-01-27.tagblock.nmea'),
      );
      const ours = decodedOf(receive(bytes));
      const theirs = gpsdecode(bytes);
      const result = new Comparison(ours, theirs);
      expect([ours.length, result.compared]).toEqual([3953, theirs.length]);
      expect(result.missing).toEqual([]);
      expect(result.differences).toEqual([]);
      expect(surplus(ours, theirs)).toEqual({});
    });

    it('agrees in every field of every message of a shore network (AMSA, 44,687 lines)', () => {
      const bytes = gunzipSync(
        readFileSync(referencePath('data/ais/amsa-australia-2012-01-27.raw.txt.gz')),
      );
      const ours = decodedOf(receive(bytes));
      const theirs = gpsdecode(bytes);
      const result = new Comparison(ours, theirs);
      expect(theirs.length).toBeGreaterThan(32_000);
      // Two senders above 999999999, which no station can have: refused here.
      expect(result.missing.map((record) => record['mmsi'])).toEqual([1030705681, 1017595689]);
      expect(result.compared).toBe(theirs.length - 2);
      expect(result.differences).toEqual([]);
      // Taken here and not there: 62 of type 5 on a channel called 0, and about ten of binary types
      // in lengths that gpsd refuses (its limits change from version to version).
      const more = Object.values(surplus(ours, theirs)).map(Math.abs);
      expect(more.reduce((sum, count) => sum + count, 0)).toBeLessThan(80);
    });
  });
});
