import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { listAt, textAt, valueAt } from '../support/fields.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { callOf, claim, importDemoPort, newCall, newMmsi } from './port-calls-support.js';

let app: RestApp;

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
});

afterAll(async () => {
  await app.stop();
});

const path = '/api/v1/port-calls';

describe('the timesheet', () => {
  it('says each fact once, in port time and UTC', async () => {
    const call = await newCall(app);
    const act = { classifier: 'ACT' };
    await claim(app, call, { ...act, time: '2026-01-01T10:00:00Z', source: 'agent' });
    const berthed = await claim(app, call, { ...act, time: '2026-01-01T10:04:00Z' });
    const wrong = await claim(app, call, { ...act, event: 'DEPA', time: '2026-01-02T00:00:00Z' });
    const reason = { reason: 'another vessel' };
    await app.written('POST', `${path}/${call.id}/claims/${wrong.id}/reject`, reason);
    const sheet = await app.json(`${path}/${call.id}/timesheet`);
    expect(listAt(sheet, 'rows')).toMatchObject([
      {
        label: 'Berth: arrived',
        time: '2026-01-01T10:04:00.000Z',
        localTime: '2026-01-01 07:04 -03:00',
        claimId: berthed.id,
        others: [{ source: 'agent', time: '2026-01-01T10:00:00.000Z' }],
        spreadSeconds: 240,
      },
    ]);
  });

  it('comes as CSV and as a page, by Accept or by the query, with every text escaped', async () => {
    const call = await newCall(app, { agent: '<script>alert(1)</script>' });
    await claim(app, call, {
      classifier: 'ACT',
      time: '2026-07-01T10:00:00Z',
      remark: '=HYPERLINK("x"), <b>bold</b>',
    });
    const sheet = `${path}/${call.id}/timesheet`;
    const page = await app.get(sheet, { accept: 'text/html,*/*;q=0.8' });
    const html = await page.text();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('2026-07-01 06:00 -04:00');
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('size: A4');
    const csv = await (await app.get(`${sheet}?format=csv`)).text();
    expect(csv.split('\r\n')[1]).toContain(`"'=HYPERLINK(""x""), <b>bold</b>"`);
    expect((await app.get(sheet, { accept: 'image/png' })).status).toBe(406);
  });
});

describe('the timeline', () => {
  it('has everything in the order of the times that are spoken of', async () => {
    const call = await newCall(app);
    await claim(app, call, { time: '2026-01-03T10:00:00Z' });
    const early = await claim(app, call, { time: '2026-01-01T10:00:00Z', classifier: 'ACT' });
    await app.written('POST', `${path}/${call.id}/claims/${early.id}/reject`, { reason: 'wrong' });
    const entries = listAt(await app.json(`${path}/${call.id}/timeline`), 'entries');
    expect(entries).toMatchObject([
      { kind: 'claim', at: '2026-01-01T10:00:00.000Z', claim: { rejection: { reason: 'wrong' } } },
      { kind: 'claim', at: '2026-01-03T10:00:00.000Z' },
      { kind: 'announced' },
    ]);
  });
});

describe('arrival advice', () => {
  it('says how fast to come for the requested time', async () => {
    const mmsi = newMmsi();
    const time = Math.floor(Date.now() / 1000) * 1000 - 60_000;
    const position = { lon: -71.622855, lat: -32.44996, sogKnots: 12, cogDegrees: 180 };
    const message = { kind: 'position', type: 1, mmsi: mmsiFromNumber(Number(mmsi)) } as const;
    await app.send([{ message: { ...message, ...position }, time }]);
    const call = await newCall(app, { mmsi });
    const advice = `${path}/${call.id}/arrival-advice`;
    expect(valueAt(await app.json(advice), 'advice')).toBe('no-request');
    // 31.6 nautical miles: 2 h 38 min at 12 knots; in five hours 6.3 knots are enough.
    const requested = new Date(time + 5 * 3_600_000).toISOString();
    await claim(app, call, {
      service: 'PILOT_BOARDING_PLACE',
      classifier: 'REQ',
      time: requested,
    });
    const found = await app.json(advice);
    expect(found).toMatchObject({
      advice: 'slow-down',
      request: { classifier: 'REQ', boardingAt: requested },
      route: { fairway: 'IN-TRACK', toFairwayMiles: 30.02, alongFairwayMiles: 1.57 },
    });
    expect(valueAt(found, 'advisedSpeedKnots')).toBeCloseTo(6.3, 1);
    expect(Date.parse(textAt(found, 'predictedArrival'))).toBeCloseTo(time + 9_477_000, -5);
  });

  it('says that nothing is known of where the vessel is', async () => {
    const call = await newCall(app);
    expect(await app.json(`${path}/${call.id}/arrival-advice`)).toMatchObject({
      advice: 'no-position',
      predictedArrival: null,
    });
  });
});

describe('other ranks', () => {
  it('publish other claims after a start with them', async () => {
    const call = await newCall(app);
    const agent = await claim(app, call, { source: 'agent', time: '2026-01-01T10:00:00Z' });
    await claim(app, call, { time: '2026-01-01T12:00:00Z' });
    const setting = '{"BERTH ARRI":{"expected":["agent","operator"]}}';
    const other = await app.startAnother({ PORT_CALL_SOURCES: setting });
    try {
      await waitFor(async () => (await callOf(other, call)).times.etb?.claimId === agent.id, {
        what: 'the times by the new ranks',
      });
    } finally {
      await other.stop();
    }
  });
});
