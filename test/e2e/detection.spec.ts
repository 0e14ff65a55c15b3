import { portCallCollection } from '../../service/port-calls/port-calls.dto.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import {
  claimsOf,
  report,
  sailing,
  seenIn,
  targetEventsOf,
  waitForSeen,
} from './detection-support.js';
import {
  callOf,
  claim,
  importDemoPort,
  newCall,
  newMmsi,
  type ShownCall,
} from './port-calls-support.js';

const minute = 60_000;
const hour = 60 * minute;
/** Of a vessel that lies still (ITU-R M.1371-5 Annex 1). */
const oneInterval = 3 * minute;

let app: RestApp;
let startAt: number;

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
  await waitFor(async () => (await app.get('/api/v1/ports/CLVAP')).ok, { what: 'the port' });
  startAt = Math.floor(Date.now() / 1000) * 1000 - 30 * hour;
});

afterAll(async () => {
  await app.stop();
});

async function expectedCall(mmsi: string): Promise<ShownCall> {
  const call = await newCall(app, { mmsi });
  await claim(app, call, {
    service: 'PILOT_BOARDING_PLACE',
    time: new Date(startAt + hour).toISOString(),
  });
  return call;
}

async function callsOf(mmsi: string): Promise<ShownCall[]> {
  const answer = await app.json(`/api/v1/port-calls?vessel=${mmsi}`);
  return portCallCollection.parse(answer).portCalls;
}

function expectNear(shown: string | undefined, truth: number | undefined): void {
  expect(Math.abs(Date.parse(shown ?? '') - (truth ?? 0))).toBeLessThanOrEqual(oneInterval);
}

describe('a vessel that sails through the port', () => {
  let call: ShownCall;
  let truth: Readonly<Record<string, number>>;

  beforeAll(async () => {
    const mmsi = newMmsi();
    call = await expectedCall(mmsi);
    const voyage = sailing({ mmsi, startAt, berths: ['2'], anchors: true });
    ({ truth } = voyage);
    await app.send(voyage.sent);
    await waitForSeen(app, call, 7);
  });

  it('has each of its times claimed by AIS on its expected call', async () => {
    expect(await seenIn(app, call)).toEqual([
      'SEA_PASSAGE CMPL',
      'PILOT_BOARDING_PLACE ARRI',
      'ANCHORAGE STRT',
      'ANCHORAGE CMPL',
      'BERTH ARRI',
      'BERTH DEPA',
      'SEA_PASSAGE STRT',
    ]);
    expect((await callsOf(call.vessel.mmsi ?? '')).map(({ id }) => id)).toEqual([call.id]);
  });

  it('has them published, and has departed', async () => {
    const { status, times, isUnannounced } = await callOf(app, call);
    expect({ status, isUnannounced }).toEqual({ status: 'departed', isUnannounced: false });
    expect([times.ata?.source, times.atb?.source, times.atd?.source]).toEqual([
      'ais',
      'ais',
      'ais',
    ]);
    expectNear(times.ata?.time, truth['pilot']);
    expectNear(times.atb?.time, truth['berthed 2']);
    expectNear(times.atd?.time, truth['unberthed 2']);
  });

  it('has its anchorage dated', async () => {
    const anchorage = (await claimsOf(app, call)).filter(({ service }) => service === 'ANCHORAGE');
    expectNear(anchorage[0]?.time, truth['anchored']);
    expectNear(anchorage[1]?.time, truth['weighed']);
    expect(anchorage[0]?.location.place).toBe('Fondeadero A');
  });

  it('shows the reports that prove a time, even when the positions are gone', async () => {
    await app.query('DELETE FROM position WHERE mmsi = $1', [Number(call.vessel.mmsi)]);
    const berthing = (await claimsOf(app, call)).find(({ service }) => service === 'BERTH');
    const path = `/api/v1/port-calls/${call.id}/claims/${berthing?.id ?? ''}/evidence`;
    const { evidence } = (await app.json(path)) as {
      evidence: { time: string; sog: number; raw: string }[];
    };
    expect(evidence.length).toBe(berthing?.evidenceCount);
    expect(evidence.length).toBeGreaterThanOrEqual(3);
    expect(evidence.map(({ time }) => time)).toContain(berthing?.time);
    expect(evidence.every(({ raw }) => raw.includes('!AIVDM'))).toBe(true);
  });
});

describe('a vessel that nobody announced', () => {
  it('gets a call, flagged, and its shift from one berth to another', async () => {
    const mmsi = newMmsi();
    const voyage = sailing({ mmsi, startAt, berths: ['2', '8'] });
    await app.send(voyage.sent);
    const call = await waitFor(async () => (await callsOf(mmsi))[0], { what: 'the call' });
    await waitForSeen(app, call, 7);
    expect(await callOf(app, call)).toMatchObject({ isUnannounced: true, status: 'departed' });
    const berths = (await claimsOf(app, call)).filter(({ service }) => service === 'BERTH');
    expect(
      berths.map(({ event, sequence, phase, location }) => [
        event,
        sequence,
        phase,
        location.place,
      ]),
    ).toEqual([
      ['ARRI', 1, null, 'Sitio 2'],
      ['DEPA', 1, null, 'Sitio 2'],
      ['ARRI', 2, 'SHIF', 'Sitio 8'],
      ['DEPA', 2, null, 'Sitio 8'],
    ]);
    expectNear(berths[2]?.time, voyage.truth['berthed 8']);
  });

  it('gets none for working in the port', async () => {
    const [tug, ship] = [newMmsi(), newMmsi()];
    const [static_, ...fixes] = sailing({ mmsi: tug, startAt, berths: [] }).sent;
    const { message, ...options } = static_ ?? { message: null };
    if (message?.kind !== 'static') throw new Error('no static report');
    await app.send([
      { message: { ...message, shipType: 52 } as typeof message, ...options },
      ...fixes,
    ]);
    await app.send(sailing({ mmsi: ship, startAt, berths: [] }).sent);
    await waitFor(async () => (await callsOf(ship))[0]?.status === 'departed', {
      what: 'the ship',
    });
    expect(await callsOf(tug)).toEqual([]);
  });
});

describe('two processes, one of which comes and goes', () => {
  it('claim each time once', async () => {
    const mmsi = newMmsi();
    const call = await expectedCall(mmsi);
    const { sent } = sailing({ mmsi, startAt, berths: ['1'] });
    const parts = 4;
    const size = Math.ceil(sent.length / parts);
    for (let part = 0; part < parts; part++) {
      const other = await app.startAnother();
      await (part % 2 === 0 ? other : app).send(sent.slice(part * size, (part + 1) * size));
      await other.stop();
    }
    await waitForSeen(app, call, 5);
    expect(await seenIn(app, call)).toEqual([
      'SEA_PASSAGE CMPL',
      'PILOT_BOARDING_PLACE ARRI',
      'BERTH ARRI',
      'BERTH DEPA',
      'SEA_PASSAGE STRT',
    ]);
  });
});

describe('a person who rejects a claim', () => {
  it('is not contradicted by the same claim again', async () => {
    const mmsi = newMmsi();
    const call = await expectedCall(mmsi);
    const { sent, truth } = sailing({ mmsi, startAt, berths: ['3'] });
    const isEarly = ({ time = 0 }: { time?: number }) => time < (truth['berthed 3'] ?? 0) + hour;
    await app.send(sent.filter(isEarly));
    await waitForSeen(app, call, 3);
    const berthing = (await claimsOf(app, call)).find(({ service }) => service === 'BERTH');
    const path = `/api/v1/port-calls/${call.id}/claims/${berthing?.id ?? ''}/reject`;
    await app.written('POST', path, { reason: 'It waited off the berth.' }, { as: 'operator' });
    await app.send(sent.filter((one) => !isEarly(one)));
    await waitForSeen(app, call, 5);
    const arrivals = (await claimsOf(app, call)).filter(
      ({ service, event }) => service === 'BERTH' && event === 'ARRI',
    );
    expect(arrivals.map(({ rejection }) => rejection?.reason)).toEqual([
      'It waited off the berth.',
    ]);
    expect((await callOf(app, call)).times.atb).toBeNull();
  });
});

describe('targets that are not what they seem', () => {
  it('are lost, and heard again, with the reports on either side', async () => {
    const mmsi = newMmsi();
    const { sent } = sailing({ mmsi, startAt, berths: [], silence: [1500, 3000] });
    await app.send(sent);
    const events = await waitFor(
      async () => {
        const found = await targetEventsOf(app, mmsi);
        return found.length >= 2 ? found : null;
      },
      { what: 'two target events' },
    );
    expect(events.map(({ kind, port }) => [kind, port])).toEqual([
      ['lost', 'CLVAP'],
      ['heard-again', 'CLVAP'],
    ]);
    expect(Date.parse(events[0]?.time ?? '')).toBe(startAt + 1480 * 1000);
    expect(events[1]?.evidence).toHaveLength(2);
  });

  it('contradict what was concluded, when they come too late, and change nothing', async () => {
    const mmsi = newMmsi();
    const call = await expectedCall(mmsi);
    const { sent, truth } = sailing({ mmsi, startAt, berths: ['4'] });
    const lyingAt = (truth['berthed 4'] ?? 0) + hour;
    await app.send(sent.filter(({ time = 0 }) => time < lyingAt));
    await waitForSeen(app, call, 3);
    const late = Math.round(lyingAt) - 7 * minute;
    await app.send([report(mmsi, { lon: -71.62, lat: -33.03, speed: 3, time: late })]);
    await app.send(sent.filter(({ time = 0 }) => time >= lyingAt));
    await waitForSeen(app, call, 5);
    const events = await targetEventsOf(app, mmsi);
    expect(
      events.map(({ kind, time, portCallId }) => [kind, Date.parse(time), portCallId]),
    ).toEqual([['contradicted', late, call.id]]);
    const { entries } = (await app.json(`/api/v1/port-calls/${call.id}/timeline`)) as {
      entries: { kind: string; at: string; fact: { name: string } | null }[];
    };
    const facts = entries.filter(({ kind }) => kind === 'ais-fact');
    expect(facts.map(({ at, fact }) => [fact?.name, Date.parse(at)])).toEqual([
      ['contradicted', late],
    ]);
    const berths = (await claimsOf(app, call)).filter(({ service }) => service === 'BERTH');
    expect(berths.map(({ event }) => event)).toEqual(['ARRI', 'DEPA']);
  });
});
