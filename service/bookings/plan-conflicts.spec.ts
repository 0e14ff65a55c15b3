import type { Booking } from './booking.js';
import { conflictsOf, type BerthDays, type Occupancy } from './plan-conflicts.js';

const hour = 3_600_000;
const ann = { id: 'ann', imo: null, mmsi: null, name: 'ANN' };
const bea = { id: 'bea', imo: null, mmsi: null, name: 'BEA' };

function booking(change: Partial<Booking> = {}): Booking {
  return {
    id: 'booked',
    version: 1,
    locode: 'CLVAP',
    berthId: 'berth',
    berthCode: '1',
    quay: {
      lengthMetres: 200,
      geometry: { type: 'Point', coordinates: [0, 0] },
      bollardFrom: null,
      bollardTo: null,
    },
    portCallId: 'call of ann',
    vessel: ann,
    callStatus: 'expected',
    from: 10 * hour,
    to: 20 * hour,
    metres: { from: 0, to: 120 },
    draughtMetres: null,
    cargoKind: null,
    state: 'confirmed',
    notes: null,
    fit: { checkedAt: 0, findings: [] },
    override: null,
    cancelReason: null,
    createdAt: 0,
    updatedAt: 0,
    ...change,
  };
}

function occupancy(change: Partial<Occupancy> = {}): Occupancy {
  return {
    source: 'claims',
    portCallId: 'call of ann',
    vessel: ann,
    from: 10 * hour,
    to: 20 * hour,
    metres: { from: 0, to: 110 },
    claimIds: [],
    ...change,
  };
}

/** Kind and hours of each conflict. */
function found(days: Partial<BerthDays>): string[] {
  const all = { bookings: [], occupancies: [], closures: [], quayMetres: 200, now: 15 * hour };
  return conflictsOf({ ...all, ...days }).map(
    ({ kind, from, to }) => `${kind} ${from / hour}-${to / hour}`,
  );
}

describe('a vessel at a berth', () => {
  it('is no conflict where and when she is booked, give or take half an hour', () => {
    expect(found({ bookings: [booking()], occupancies: [occupancy()] })).toEqual([]);
    const late = occupancy({ from: 9.5 * hour, to: 20.5 * hour });
    expect(found({ bookings: [booking()], occupancies: [late] })).toEqual([]);
  });

  it('is one while she is not booked', () => {
    const long = occupancy({ from: 8 * hour, to: 24 * hour });
    expect(found({ bookings: [booking()], occupancies: [long] })).toEqual([
      'unbooked-occupancy 8-10',
      'unbooked-occupancy 20-24',
    ]);
    expect(found({ occupancies: [occupancy({ to: null })] })).toEqual(['unbooked-occupancy 10-15']);
    expect(
      found({ bookings: [booking({ state: 'cancelled' })], occupancies: [occupancy()] }),
    ).toEqual(['unbooked-occupancy 10-20']);
  });

  it('is one where another is booked', () => {
    const other = booking({ id: 'other', portCallId: 'call of bea', vessel: bea, from: 12 * hour });
    const own = booking({ from: 10 * hour });
    expect(found({ bookings: [own, other], occupancies: [occupancy()] })).toEqual([
      'occupied-by-other 12-20',
    ]);
    const beside = { ...other, metres: { from: 106, to: 200 } };
    expect(found({ bookings: [own, beside], occupancies: [occupancy()] })).toEqual([]);
    const unknown = occupancy({ metres: null });
    expect(found({ bookings: [own, other], occupancies: [unknown] })).toEqual([]);
    expect(
      found({ bookings: [own, { ...other, state: 'completed' }], occupancies: [occupancy()] }),
    ).toEqual([]);
  });

  it('is one while the berth is closed', () => {
    const closures = [{ id: 'c', from: 18 * hour, to: null, reason: 'crane' }];
    expect(found({ bookings: [booking()], occupancies: [occupancy()], closures })).toEqual([
      'occupancy-in-closure 18-20',
      'booking-in-closure 18-20',
    ]);
  });
});

describe('a booking', () => {
  it('is a conflict beyond the quay, and without a port call to come', () => {
    expect(found({ bookings: [booking()], quayMetres: 100 })).toEqual([
      'booking-outside-berth 10-20',
    ]);
    expect(found({ bookings: [booking({ callStatus: 'cancelled' })] })).toEqual([
      'booking-without-call 10-20',
    ]);
    expect(found({ bookings: [booking({ callStatus: 'departed', state: 'completed' })] })).toEqual(
      [],
    );
  });
});
