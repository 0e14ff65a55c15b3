import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importPortFile } from '../../service/ports/port-import.js';
import { problemSchema } from '../../service/problem/problem.js';
import { passageSchema } from '../../service/traffic/passages.dto.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { fairwayOf, passageBody, withDemoPort } from './passages-support.js';

const writers = 50;

let app: RestApp;

beforeEach(async () => {
  app = await RestApp.start();
  await withDemoPort(app);
});

afterEach(async () => {
  await app.stop();
});

/** A fairway for both ways, in which vessels never meet, in a port file of its own. */
async function importAlternating(): Promise<void> {
  const properties = { kind: 'fairway', locode: 'CLVAP', code: 'NARROW', flow: 'alternating' };
  const coordinates = [
    [-71.6, -33],
    [-71.6, -33.02],
  ];
  const geometry = { type: 'LineString', coordinates };
  const features = [{ type: 'Feature', properties, geometry }];
  const folder = await mkdtemp(join(tmpdir(), 'porttrack-fairway-'));
  const path = join(folder, 'narrow.geojson');
  await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }));
  const environment = { DATABASE_URL: app.databaseUrl };
  await importPortFile({ environment, path, defaults: {}, say: () => undefined });
  await rm(folder, { recursive: true });
  await waitFor(
    async () => {
      const zones = await app.json('/api/v1/ports/CLVAP/zones?kind=fairway');
      return JSON.stringify(zones).includes('NARROW');
    },
    { what: 'the narrow fairway' },
  );
}

describe('planners of both ways of a fairway in which vessels never meet', () => {
  it('are those of one way, all at once, and none of the other', async () => {
    await importAlternating();
    const { id: fairwayId } = await fairwayOf(app, 'NARROW');
    const bodies: Record<string, unknown>[] = [];
    for (let index = 0; index < 20; index++) {
      const direction = index % 2 === 0 ? 'inbound' : 'outbound';
      bodies.push(await passageBody(app, { fairwayId, direction }));
    }
    const answers = await Promise.all(
      bodies.map(async (body) => await app.write('POST', '/api/v1/passages', body)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    expect(await app.rows('SELECT DISTINCT is_reversed FROM passage')).toHaveLength(1);
  });
});

describe(`${writers} planners who want one fairway at the same time`, () => {
  it('are one who gets it, and all others who are told which passage is in the way', async () => {
    const { id: fairwayId } = await fairwayOf(app, 'IN-TRACK');
    const bodies: Record<string, unknown>[] = [];
    for (let index = 0; index < writers; index++) {
      // All within the 20 minutes that must lie between two of them.
      const plannedStart = `2027-05-01T06:${String(index % 19).padStart(2, '0')}:00Z`;
      const plannedEnd = `2027-05-01T07:${String(index % 19).padStart(2, '0')}:00Z`;
      bodies.push(await passageBody(app, { fairwayId, plannedStart, plannedEnd }));
    }
    const answers = await Promise.all(
      bodies.map(async (body) => await app.write('POST', '/api/v1/passages', body)),
    );
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ status }) => status === 409);
    expect([won.length, lost.length]).toEqual([1, writers - 1]);
    const { id } = passageSchema.parse(await won[0]?.json());
    for (const answer of lost) {
      const { errors = [] } = problemSchema.parse(await answer.json());
      expect(errors).toHaveLength(1);
      expect(errors[0]?.detail).toContain(id);
    }
    expect(await app.rows('SELECT id FROM passage')).toEqual([{ id }]);
  });
});
