import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tideCollection } from '../../service/ports/tides.dto.js';
import { importTides } from '../../service/ports/tides-import.js';
import { RestApp } from '../support/rest-app.js';
import {
  berthOf,
  book,
  expectVessel,
  importDemoPort,
  post,
  problemOf,
} from './bookings-support.js';

let app: RestApp;
let folder: string;

beforeAll(async () => {
  app = await RestApp.start();
  folder = await mkdtemp(join(tmpdir(), 'porttrack-tides-'));
  await importDemoPort(app);
});

afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

/** High and low waters of 3 March 2027, six hours apart. */
async function importTable(datum: string): Promise<void> {
  const path = join(folder, 'tides.csv');
  const rows = ['T00:00:00Z,1.4', 'T06:00:00Z,0.2', 'T12:00:00Z,1.6', 'T18:00:00Z,-0.1'];
  await writeFile(path, ['time,height', ...rows.map((row) => `2027-03-03${row}`)].join('\n'));
  const environment = { DATABASE_URL: app.databaseUrl };
  await importTides({ environment, path, locode: 'CLVAP', datum, say: () => undefined });
}

describe('tides', () => {
  const path = '/api/v1/ports/CLVAP/tides';

  it('are none without a table', async () => {
    expect(tideCollection.parse(await app.json(path)).tides).toEqual([]);
  });

  it('decide with the depth whether a vessel fits, by the lowest water of her stay', async () => {
    // 11.5 m of water below NRS; 10.6 m of draught and a tenth of it need 11.66 m.
    const berth = await berthOf(app, '4');
    await app.written('PATCH', `/api/v1/berths/${berth.id}`, { maxDraughtMetres: null });
    const { portCallId } = await expectVessel(app, { draught: 10.6 });
    const body = { berthId: berth.id, portCallId, cargoKind: 'general-cargo' };
    const neap = { from: '2027-03-03T02:00:00Z', to: '2027-03-03T11:00:00Z' };
    const spring = { from: '2027-03-03T11:00:00Z', to: '2027-03-03T17:30:00Z' };
    expect((await post(app, '', { ...body, ...neap })).status).toBe(422);

    await importTable('LAT');
    const other = await post(app, '', { ...body, ...neap });
    expect((await problemOf(other)).errors?.[0]?.detail).toContain(
      'there are 11.5 m (depth without tide: the depth is below NRS, the tide above LAT)',
    );

    await importTable('NRS');
    const booking = await book(app, { ...body, ...neap });
    expect(booking.fit.findings).toEqual([]);
    const low = await post(app, '', { ...body, ...spring });
    expect(low.status).toBe(422);
    expect((await problemOf(low)).errors?.map(({ detail }) => detail)).toEqual([
      'under-keel: needs 11.66 m of water (draught 10.6 m and 1.06 m under the keel), there are 11.43 m (depth below NRS and the lowest tide of the stay, -0.07 m at 2027-03-03T17:30:00.000Z)',
    ]);
    const beyond = { from: '2027-03-03T12:00:00Z', to: '2027-03-04T12:00:00Z' };
    const small = await expectVessel(app, { draught: 4 });
    const shallow = await book(app, { ...body, portCallId: small.portCallId, ...beyond });
    expect(shallow.fit.findings).toMatchObject([{ rule: 'tide', outcome: 'not-checked' }]);
  });

  it('are listed by datum and time', async () => {
    const query = 'from=2027-03-03T05:00:00Z&to=2027-03-03T13:00:00Z';
    const { tides } = tideCollection.parse(await app.json(`${path}?${query}`));
    expect(tides).toEqual([
      { time: '2027-03-03T06:00:00.000Z', heightMetres: 0.2, datum: 'LAT' },
      { time: '2027-03-03T12:00:00.000Z', heightMetres: 1.6, datum: 'LAT' },
      { time: '2027-03-03T06:00:00.000Z', heightMetres: 0.2, datum: 'NRS' },
      { time: '2027-03-03T12:00:00.000Z', heightMetres: 1.6, datum: 'NRS' },
    ]);
    const first = await app.get(`${path}?${query}&limit=3`);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(tideCollection.parse(await app.json(next)).tides).toEqual(tides.slice(3));
    expect((await app.get('/api/v1/ports/NLRTM/tides')).status).toBe(404);
    expect((await app.get(`${path}?datum=NRS`)).status).toBe(400);
  });
});
