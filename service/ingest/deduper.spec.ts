import { Deduper, Sighting, type StationList } from './deduper.js';

const noon = Date.UTC(2026, 2, 1, 12);

function sighting(
  time: number,
  stations: string[] = [],
): { list: StationList; sighting: Sighting } {
  const list: StationList = { stations };
  return { list, sighting: new Sighting(time, list) };
}

describe('Deduper', () => {
  it('finds a copy within 10 s of report time, before and after', () => {
    const deduper = new Deduper<string>();
    const first = sighting(noon).sighting;
    deduper.register('a', first, noon);
    expect(deduper.find('a', noon + 10_000)).toBe(first);
    expect(deduper.find('a', noon - 10_000)).toBe(first);
  });

  it('takes the same payload 10.001 s later for a new message', () => {
    const deduper = new Deduper<string>();
    deduper.register('a', sighting(noon).sighting, noon);
    expect(deduper.find('a', noon + 10_001)).toBeNull();
    expect(deduper.find('a', noon - 10_001)).toBeNull();
  });

  it('takes another payload of the same time for a new message', () => {
    const deduper = new Deduper<string>();
    deduper.register('a', sighting(noon).sighting, noon);
    expect(deduper.find('b', noon)).toBeNull();
  });

  it('finds a copy that is late of a message that has been repeated since', () => {
    const deduper = new Deduper<string>();
    const first = sighting(noon).sighting;
    deduper.register('a', first, noon);
    deduper.register('a', sighting(noon + 180_000).sighting, noon + 30_000);
    expect(deduper.find('a', noon + 1_000)).toBe(first);
  });

  it('keeps at most four sightings of one payload', () => {
    const deduper = new Deduper<string>();
    for (let i = 0; i < 5; i++) deduper.register('a', sighting(noon + i * 60_000).sighting, noon);
    expect(deduper.find('a', noon)).toBeNull();
    expect(deduper.find('a', noon + 60_000)).not.toBeNull();
  });

  it('does not find a message that was lost', () => {
    const deduper = new Deduper<string>();
    const first = sighting(noon).sighting;
    deduper.register('a', first, noon);
    first.lost();
    expect(deduper.find('a', noon)).toBeNull();
  });

  it('remembers for a minute of our clock at least, and forgets after two', () => {
    const deduper = new Deduper<string>();
    deduper.register('a', sighting(noon).sighting, noon);
    deduper.register('b', sighting(noon).sighting, noon + 60_000);
    expect(deduper.find('a', noon)).not.toBeNull();
    deduper.register('c', sighting(noon).sighting, noon + 120_000);
    expect(deduper.find('a', noon)).toBeNull();
  });

  it('goes on when our clock is set back', () => {
    const deduper = new Deduper<string>();
    deduper.register('a', sighting(noon).sighting, noon);
    deduper.register('b', sighting(noon).sighting, noon - 3_600_000);
    deduper.register('c', sighting(noon).sighting, noon - 3_540_000);
    expect(deduper.find('b', noon)).not.toBeNull();
    expect(deduper.find('a', noon)).toBeNull();
  });

  it('never holds more than two generations', () => {
    const deduper = new Deduper<number>(100);
    for (let i = 0; i < 1_000; i++) deduper.register(i, sighting(noon).sighting, noon);
    expect(deduper.size).toBe(200);
    expect(deduper.find(999, noon)).not.toBeNull();
    expect(deduper.find(900, noon)).not.toBeNull();
    expect(deduper.find(799, noon)).toBeNull();
  });
});

describe('Sighting', () => {
  it('adds a station to the message while it waits', () => {
    const { list, sighting: one } = sighting(noon, ['north']);
    expect(one.addStation('south')).toBe(false);
    expect(list.stations).toEqual(['north', 'south']);
  });

  it('does not add a station twice', () => {
    const { list, sighting: one } = sighting(noon, ['north']);
    expect(one.addStation('north')).toBe(false);
    expect(list.stations).toEqual(['north']);
  });

  it('asks for an addition by itself once the message was taken, and only once', () => {
    const { list, sighting: one } = sighting(noon, ['north']);
    one.taken();
    expect(one.addStation('south')).toBe(true);
    expect(one.addStation('south')).toBe(false);
    expect(list.stations).toEqual(['north']);
  });

  it('remembers at most 32 stations', () => {
    const { list, sighting: one } = sighting(noon);
    for (let i = 0; i < 100; i++) one.addStation(`station-${i}`);
    expect(list.stations).toHaveLength(32);
  });
});
