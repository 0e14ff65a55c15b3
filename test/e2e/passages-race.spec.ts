import { problemSchema } from '../../service/problem/problem.js';
import { passageSchema } from '../../service/traffic/passages.dto.js';
import { RestApp } from '../support/rest-app.js';
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
