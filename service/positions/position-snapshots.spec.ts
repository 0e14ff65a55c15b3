import { newEntry, noon } from '../../test/support/picture.js';
import { LivePicture, wholePicture } from './live-picture.js';
import { PositionSnapshots, type Snapshot } from './position-snapshots.js';
import { positionCollection } from './positions.dto.js';

describe('PositionSnapshots', () => {
  let snapshots: PositionSnapshots;
  let picture: LivePicture;
  let streamPosition = 1;

  beforeEach(() => {
    snapshots = new PositionSnapshots();
    picture = new LivePicture();
    streamPosition = 1;
    for (let n = 1; n <= 3; n += 1) picture.put(newEntry(n));
  });

  const look = (now: number, more: object = {}): Snapshot =>
    snapshots.get(
      { key: 'all', filter: wholePicture, limit: 10, after: null, ...more },
      { picture, streamPosition, now },
    );

  const bodyOf = async ({ representation }: Snapshot) =>
    positionCollection.parse(JSON.parse((await representation.bytes('identity')).toString()));

  it('gives the same bytes to all who ask within its time', async () => {
    const first = look(noon);
    picture.put(newEntry(4));
    expect(look(noon + 52)).toBe(first);
    expect((await bodyOf(look(noon + 60))).features).toHaveLength(4);
  });

  it('is never older than a second, however large', () => {
    for (let n = 0; n < 3000; n += 1) picture.put(newEntry(n));
    const first = look(noon, { limit: 5000 });
    picture.put(newEntry(5000));
    expect(look(noon + 999, { limit: 5000 })).toBe(first);
    expect(look(noon + 1000, { limit: 5000 })).not.toBe(first);
  });

  it('stays the same while its vessels do, whatever else happens', () => {
    const first = look(noon);
    streamPosition = 99;
    expect(look(noon + 30_000)).toBe(first);
  });

  it('gives the stream position anew each minute, for streams that start there', async () => {
    look(noon);
    streamPosition = 99;
    expect((await bodyOf(look(noon + 60_000))).streamPosition).toBe(99);
  });

  it('says when its content became so', () => {
    expect(look(noon).changedAt).toBe(noon);
    picture.put(newEntry(1, { lon: -70 }));
    expect(look(noon + 5000).changedAt).toBe(noon + 5000);
  });

  it('tells where the next page begins, and that there is none', () => {
    const page = look(noon, { key: null, limit: 2 });
    expect(page.nextCursor).not.toBeNull();
    expect(look(noon, { key: null, limit: 3 }).nextCursor).toBeNull();
  });

  it('dates the data by its newest change', async () => {
    picture.put(newEntry(2, { committedAt: noon + 7 }));
    expect((await bodyOf(look(noon + 10))).dataUpdatedTime).toBe('2026-01-31T12:00:00.007Z');
  });

  it('keeps a bounded number for others', () => {
    const first = look(noon, { key: 'first' });
    for (let n = 0; n < 64; n += 1) look(noon, { key: `other ${n}` });
    expect(look(noon, { key: 'first' })).not.toBe(first);
    const last = look(noon, { key: 'other 63' });
    expect(look(noon, { key: 'other 63' })).toBe(last);
  });
});
