import type { z } from 'zod';

import { distanceMetres } from '../../service/geo/sphere.js';
import { progressSchema } from '../../service/traffic/progress.dto.js';
import { trafficEventCollection } from '../../service/traffic/traffic-events.dto.js';
import { RestApp, type Sent } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import {
  fairwayOf,
  passageOf,
  plan,
  sail,
  take,
  withDemoPort,
  type DemoFairway,
  type ShownPassage,
  type Voyage,
} from './passages-support.js';

const minute = 60_000;

let app: RestApp;
let track: DemoFairway;
/** When the vessel is at the first waypoint. */
let startAt: number;

beforeAll(async () => {
  app = await RestApp.start();
  await withDemoPort(app);
  track = await fairwayOf(app, 'IN-TRACK');
});

beforeEach(() => {
  startAt = Math.floor(Date.now() / 1000) * 1000 - 60 * minute;
});

afterEach(async () => {
  // The next vessel may want the same time.
  await app.query(
    "UPDATE passage SET state = 'cancelled', cancel_reason = 'over', completed_at = NULL, completed_by = NULL WHERE state <> 'cancelled'",
  );
});

afterAll(async () => {
  await app.stop();
});

async function confirmed(): Promise<ShownPassage> {
  const passage = await plan(app, {
    plannedStart: new Date(startAt).toISOString(),
    plannedEnd: new Date(startAt + 60 * minute).toISOString(),
  });
  return await take(app, passage, 'confirm');
}

/** Lawful: 12, 9 and 5 knots where 14, 10 and 6 are allowed. */
function knots(along: number): number {
  const [first, second] = [legMetres(0), legMetres(0) + legMetres(1)];
  if (along < first) return 12;
  return along < second ? 9 : 5;
}

function legMetres(index: number): number {
  const [from, to] = [track.line[index], track.line[index + 1]];
  if (from === undefined || to === undefined) return 0;
  return distanceMetres({ lon: from[0], lat: from[1] }, { lon: to[0], lat: to[1] });
}

function voyageOf({ vessel }: ShownPassage, change: Partial<Voyage> = {}): Sent[] {
  return sail({ mmsi: vessel.mmsi ?? '', line: track.line, startAt, knots, ...change });
}

async function progressOf({ id }: ShownPassage): Promise<z.output<typeof progressSchema>> {
  return progressSchema.parse(await app.json(`/api/v1/passages/${id}/progress`));
}

async function eventsOf({ id }: ShownPassage, more = '') {
  const path = `/api/v1/traffic-events?passage=${id}${more}`;
  return trafficEventCollection.parse(await app.json(path)).trafficEvents;
}

async function untilSeen(passage: ShownPassage, { time = 0 }: Partial<Sent>): Promise<void> {
  await waitFor(
    async () => {
      const { position } = await progressOf(passage);
      return position !== null && Date.parse(position.time) >= time;
    },
    { what: 'the position' },
  );
}

async function untilCompleted(passage: ShownPassage): Promise<ShownPassage> {
  await waitFor(async () => (await passageOf(app, passage)).state === 'completed', {
    what: 'the end of the passage',
  });
  return await passageOf(app, passage);
}

/** The reports of a voyage up to a time after its start. */
function upTo(reports: readonly Sent[], milliseconds: number): Sent[] {
  return reports.filter(({ time = 0 }) => time <= startAt + milliseconds);
}

/** From the first report at 16.5 knots to the one after the last, as events tell it. */
function fastSpan(voyage: readonly Sent[]): { readonly begin: string; readonly end: string } {
  const fast = voyage.filter(({ message }) => 'sogKnots' in message && message.sogKnots === 16.5);
  const begin = new Date(fast[0]?.time ?? 0).toISOString();
  return { begin, end: new Date((fast.at(-1)?.time ?? 0) + 10_000).toISOString() };
}

function pair<T>([one, two, ...more]: readonly T[]): readonly [T, T] {
  if (one === undefined || two === undefined || more.length > 0) throw new Error('not two');
  return [one, two];
}

describe('a vessel that sails the fairway of the demo port', () => {
  it('starts the passage, shows how far it has come, and completes it, all by AIS', async () => {
    const passage = await confirmed();
    const voyage = voyageOf(passage);
    const first = upTo(voyage, 10 * minute);
    await app.send(first);
    const last = first.at(-1) ?? {};
    await untilSeen(passage, last);
    const started = await passageOf(app, passage);
    expect(started).toMatchObject({
      state: 'under-way',
      started: new Date(startAt).toISOString(),
      startedBy: 'ais',
    });
    // 12 knots for 2.9 km, then 9: ten minutes.
    const whole = legMetres(0) + legMetres(1) + legMetres(2);
    const fastSeconds = Math.ceil(legMetres(0) / ((12 * 18520) / 3600)) * 10;
    const along = (12 * 1852 * fastSeconds) / 3600 + (9 * 1852 * (600 - fastSeconds)) / 3600;
    const shown = await progressOf(passage);
    expect(shown).toMatchObject({
      leg: 2,
      nextWaypoint: 3,
      nextWaypointName: 'Bahía',
      speedLimitKnots: 10,
      halfWidthMetres: 150,
      isInLane: true,
      isTooFast: false,
    });
    expect(shown.percent).toBeCloseTo((along / whole) * 100, 0);
    expect(shown.remainingMiles).toBeCloseTo((whole - along) / 1852, 1);
    expect(shown.nextWaypointMiles).toBeCloseTo((legMetres(0) + legMetres(1) - along) / 1852, 1);
    expect(Math.abs(shown.crossTrackMetres ?? 99)).toBeLessThan(2);
    const estimate = (Date.parse(shown.estimatedEnd ?? '') - startAt - 10 * minute) / 3_600_000;
    expect(estimate).toBeCloseTo((whole - along) / 1852 / 9, 2);
    await app.send(voyage.slice(first.length));
    const completed = await untilCompleted(passage);
    expect(completed).toMatchObject({ completedBy: 'ais' });
    expect((await progressOf(passage)).percent).toBe(100);
    expect(await eventsOf(passage)).toEqual([]);
    const steps = await app.rows(
      "SELECT action, actor_id AS actor FROM audit_entry WHERE entity = 'passage' AND entity_id = $1 ORDER BY id",
      [passage.id],
    );
    expect(steps.slice(2)).toEqual([
      { action: 'start', actor: 'passage-progress' },
      { action: 'complete', actor: 'passage-progress' },
    ]);
  });

  it('too fast on one leg, and out of the lane on another, makes one event of each', async () => {
    const passage = await confirmed();
    const voyage = voyageOf(passage, {
      knots: (along) => (along > 1000 && along < 2000 ? 16.5 : knots(along)),
      offMetres: (along) => (along > 4500 && along < 5500 ? -220 : 0),
    });
    await app.send(voyage);
    await untilCompleted(passage);
    const [speed, deviation] = pair(await eventsOf(passage));
    expect([speed, deviation]).toMatchObject([
      { kind: 'speed', unit: 'knots', leg: 1, allowed: 14, peak: 16.5, withdrawn: null },
      { kind: 'deviation', unit: 'metres', leg: 2, allowed: 150, withdrawn: null },
    ]);
    expect(deviation.peak).toBeCloseTo(220, 0);
    expect(deviation.evidence[0]?.crossTrackMetres).toBeCloseTo(-220, 0);
    expect(speed).toMatchObject(fastSpan(voyage));
    expect(speed.evidence[0]).toMatchObject({ time: speed.begin, sogKnots: 16.5, value: 16.5 });
    expect(await eventsOf(passage, '&kind=speed&port=CLVAP')).toHaveLength(1);
    expect(await eventsOf(passage, `&from=${deviation.begin}`)).toHaveLength(1);
    expect(await eventsOf(passage, `&to=${deviation.begin}`)).toHaveLength(1);
  });

  it('is the same event whatever order the reports come in, none twice', async () => {
    const inOrder = await confirmed();
    const change = {
      knots: (along: number) => (along > 1000 && along < 2000 ? 16.5 : knots(along)),
    };
    const voyage = voyageOf(inOrder, change);
    // Every other report comes after the whole voyage, the end first.
    const late = voyage.filter((_, index) => index % 2 === 1).toReversed();
    await app.send(voyage.filter((_, index) => index % 2 === 0));
    await untilCompleted(inOrder);
    for (let index = 0; index < late.length; index += 50) {
      await app.send(late.slice(index, index + 50));
    }
    const { begin, end } = fastSpan(voyage);
    await waitFor(
      async () => {
        const [event] = await eventsOf(inOrder);
        return event?.begin === begin && event.end === end;
      },
      { what: 'the event of all reports' },
    );
    expect(await eventsOf(inOrder)).toHaveLength(1);
  });

  it('is told once by two processes that see the same reports, one of which goes away', async () => {
    const passage = await confirmed();
    const another = await app.startAnother();
    const fast = (along: number) => (along > 1000 && along < 2000 ? 16.5 : knots(along));
    const voyage = voyageOf(passage, { knots: fast });
    for (let index = 0; index < 30; index += 3) {
      const [one, ...others] = voyage.slice(index, index + 3);
      await Promise.all([app.send(one === undefined ? [] : [one]), another.send(others)]);
    }
    await another.stop();
    await app.send(voyage.slice(30));
    await untilCompleted(passage);
    expect(await eventsOf(passage)).toMatchObject([{ kind: 'speed', ...fastSpan(voyage) }]);
    const steps = await app.rows(
      "SELECT action FROM audit_entry WHERE entity = 'passage' AND entity_id = $1 ORDER BY id",
      [passage.id],
    );
    expect(steps.map(({ action }) => action)).toEqual(['create', 'confirm', 'start', 'complete']);
  });

  it('withdraws an event that a late report disproves, and keeps it', async () => {
    const passage = await confirmed();
    const voyage = voyageOf(passage).slice(0, 40);
    const [one, two, three] = [voyage[20], voyage[21], voyage[22]];
    if (one === undefined || two === undefined || three === undefined) throw new Error('short');
    const fast = [one, three].map((sent): Sent => ({
      ...sent,
      message: { ...sent.message, sogKnots: 15 } as Sent['message'],
    }));
    await app.send(
      voyage
        .filter((sent) => ![one, two, three].includes(sent) && sent !== voyage[23])
        .concat(fast),
    );
    await waitFor(async () => (await eventsOf(passage)).length === 1, { what: 'the event' });
    await app.send([two]);
    await waitFor(async () => (await eventsOf(passage))[0]?.withdrawn !== null, {
      what: 'its withdrawal',
    });
    expect(await eventsOf(passage)).toMatchObject([{ kind: 'speed', peak: 15 }]);
  });

  it('starts the one of two passages that was planned nearest, and the other the next time', async () => {
    const near = await confirmed();
    const hours = 3 * 60 * minute;
    const far = await plan(app, {
      portCallId: near.portCallId,
      plannedStart: new Date(startAt - hours).toISOString(),
      plannedEnd: new Date(startAt - hours + 60 * minute).toISOString(),
    });
    await take(app, far, 'confirm');
    await app.send(voyageOf(near));
    await untilCompleted(near);
    expect((await passageOf(app, far)).state).toBe('confirmed');
    const againAt = startAt + 55 * minute;
    await app.send(voyageOf(near, { startAt: againAt }).slice(0, 20));
    await waitFor(async () => (await passageOf(app, far)).state === 'under-way', {
      what: 'the second passage',
    });
    expect((await passageOf(app, far)).started).toBe(new Date(againAt).toISOString());
  });

  it('does not start a passage that is only planned', async () => {
    const planned = await plan(app, {
      plannedStart: new Date(startAt).toISOString(),
      plannedEnd: new Date(startAt + 60 * minute).toISOString(),
    });
    const other = await confirmedElsewhere();
    await app.send(voyageOf(planned).slice(0, 20));
    const seen = sail({
      mmsi: other.vessel.mmsi ?? '',
      line: (await fairwayOf(app, 'OUT-TRACK')).line,
      startAt,
      knots: () => 5,
    }).slice(0, 20);
    await app.send(seen);
    // What was sent later is seen, so what was sent before it is as well.
    await untilSeen(other, seen.at(-1) ?? {});
    expect((await passageOf(app, planned)).state).toBe('planned');
  });
});

async function confirmedElsewhere(): Promise<ShownPassage> {
  const { id: fairwayId } = await fairwayOf(app, 'OUT-TRACK');
  const passage = await plan(app, {
    fairwayId,
    direction: 'outbound',
    plannedStart: new Date(startAt).toISOString(),
    plannedEnd: new Date(startAt + 60 * minute).toISOString(),
  });
  return await take(app, passage, 'confirm');
}
