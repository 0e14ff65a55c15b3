import { problemSchema } from '../../service/problem/problem.js';
import { bookingSchema } from '../../service/bookings/bookings.dto.js';
import { RestApp } from '../support/rest-app.js';
import { berthOf, expectVessel, importDemoPort, type CallingVessel } from './bookings-support.js';

const writers = 50;

let app: RestApp;
let berthId: string;
let vessels: CallingVessel[];

beforeEach(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
  berthId = (await berthOf(app, '2')).id;
  vessels = [];
  for (let index = 0; index < writers; index++) {
    vessels.push(await expectVessel(app, { name: `SHIP ${index}`, length: 4 }));
  }
});

afterEach(async () => {
  await app.stop();
});

/** All at once: each of the vessels asks for a place. */
async function race(place: (index: number) => object): Promise<Response[]> {
  return await Promise.all(
    vessels.map(async ({ portCallId }, index) => {
      const time = { from: '2027-05-01T06:00:00Z', to: '2027-05-02T06:00:00Z' };
      const body = { berthId, portCallId, ...time, ...place(index) };
      return await app.write('POST', '/api/v1/bookings', body, { as: 'operator' });
    }),
  );
}

function statusesOf(answers: readonly Response[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Pairs of bookings that hold the same metres of one berth at the same time. */
async function overlaps(): Promise<unknown> {
  const [row] = await app.rows(
    `SELECT count(*)::int AS count FROM booking a JOIN booking b ON a.id < b.id
       AND a.berth_id = b.berth_id AND a.during && b.during AND a.metres && b.metres
     WHERE a.state <> 'cancelled' AND b.state <> 'cancelled'`,
  );
  return row?.['count'];
}

describe(`${writers} vessels that want the same metres at the same time`, () => {
  it('are one that gets them, and all others who are told who she is', async () => {
    // All want metres 100 to 150, and each some more of her own.
    const answers = await race((index) => ({ metresFrom: 100 - index, metresTo: 150 + index }));
    expect(statusesOf(answers)).toEqual({ 201: 1, 409: writers - 1 });
    expect(await overlaps()).toBe(0);
    const won = answers.find(({ status }) => status === 201);
    const winner = bookingSchema.parse(await won?.json());
    for (const answer of answers.filter(({ status }) => status === 409)) {
      const { detail, errors } = problemSchema.parse(await answer.json());
      for (const part of [winner.id, winner.vessel.name ?? '', winner.from, winner.to]) {
        expect(detail).toContain(part);
      }
      expect(errors).toHaveLength(1);
    }
  });

  it('would all get them without the constraint: nothing else keeps them apart', async () => {
    await app.query('ALTER TABLE booking DROP CONSTRAINT booking_overlap');
    const answers = await race(() => ({ metresFrom: 0, metresTo: 50 }));
    expect(statusesOf(answers)).toEqual({ 201: writers });
    expect(await overlaps()).toBe((writers * (writers - 1)) / 2);
  });
});

describe(`${writers} vessels that want metres beside each other`, () => {
  it('all get them', async () => {
    const width = 4.4;
    const answers = await race((index) => ({
      metresFrom: Math.round(index * width * 10) / 10,
      metresTo: Math.round((index + 1) * width * 10) / 10,
    }));
    expect(statusesOf(answers)).toEqual({ 201: writers });
    expect(await overlaps()).toBe(0);
  });
});
