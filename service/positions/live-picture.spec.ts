import { mmsiFromNumber } from '../ais/mmsi.js';
import { newEntry, noon } from '../../test/support/picture.js';
import { LivePicture, wholePicture } from './live-picture.js';

describe('LivePicture', () => {
  const minute = 60_000;

  function pictureOf(...entries: ReturnType<typeof newEntry>[]): LivePicture {
    const picture = new LivePicture();
    for (const entry of entries) picture.put(entry);
    return picture;
  }

  const mmsisOf = (entries: readonly { mmsi: string }[]) => entries.map(({ mmsi }) => mmsi);

  it('holds one entry for each vessel, in order of MMSI', () => {
    const picture = pictureOf(newEntry(3), newEntry(1), newEntry(2), newEntry(1, { lon: 5 }));
    const found = picture.select(wholePicture, noon);
    expect(mmsisOf(found)).toEqual(['000000001', '000000002', '000000003']);
    expect(found[0]?.lon).toBe(5);
    expect(picture.size).toBe(3);
  });

  it('goes on after an MMSI, that has left meanwhile or not', () => {
    const picture = pictureOf(newEntry(1), newEntry(3), newEntry(5));
    expect(mmsisOf(picture.select(wholePicture, noon, { after: '000000003' }))).toEqual([
      '000000005',
    ]);
    expect(mmsisOf(picture.select(wholePicture, noon, { after: '000000002', limit: 1 }))).toEqual([
      '000000003',
    ]);
    expect(picture.select(wholePicture, noon, { after: '000000005' })).toEqual([]);
  });

  it('leaves out by default whom its class has not heard for too long', () => {
    const picture = pictureOf(
      newEntry(1, { time: noon - 11 * minute }),
      newEntry(2, { time: noon - 11 * minute, aisClass: 'B' }),
      newEntry(3, { time: noon - 31 * minute, navStatus: 5 }),
    );
    const byAge = (maxAge: number | null) =>
      mmsisOf(picture.select({ ...wholePicture, maxAge }, noon));
    expect(byAge(null)).toEqual(['000000002', '000000003']);
    expect(byAge(12 * minute)).toEqual(['000000001', '000000002']);
    expect(byAge(Infinity)).toHaveLength(3);
  });

  it('shows at once what a vessel says of itself, as a change of that moment', () => {
    const picture = pictureOf(newEntry(1));
    const { version } = picture;
    const particulars = {
      name: 'ESPERANZA',
      shipType: 70,
      lengthMetres: 189,
      beamMetres: 30,
      destination: null,
    };
    picture.describe(mmsiFromNumber(1), particulars, noon + 5);
    const [entry] = picture.select({ ...wholePicture, since: noon + 5 }, noon);
    expect(JSON.parse(entry?.json() ?? '')).toMatchObject({ properties: { name: 'ESPERANZA' } });
    expect(picture.version).toBeGreaterThan(version);
    const described = picture.version;
    picture.describe(mmsiFromNumber(1), { ...particulars }, noon + 6);
    picture.describe(mmsiFromNumber(2), particulars, noon + 6);
    expect([picture.version, picture.size]).toEqual([described, 1]);
  });

  it('counts vessels by state, each state named', () => {
    const picture = pictureOf(
      newEntry(1),
      newEntry(2, { navStatus: 1 }),
      newEntry(3, { time: noon - 11 * minute }),
      newEntry(4, { time: noon - 25 * 60 * minute }),
    );
    expect(picture.countByState(noon)).toEqual({
      'under-way': 1,
      anchored: 1,
      moored: 0,
      aground: 0,
      lost: 1,
      ghost: 1,
    });
  });

  it('is bounded: beyond its capacity the longest silent leave', () => {
    const picture = new LivePicture(10);
    for (let n = 0; n < 11; n += 1) picture.put(newEntry(n, { time: noon - n * minute }));
    expect(picture.size).toBe(10);
    expect(picture.find(mmsiFromNumber(10))).toBeNull();
    expect(picture.find(mmsiFromNumber(0))).not.toBeNull();
  });
});
