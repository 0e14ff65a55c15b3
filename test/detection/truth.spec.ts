import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runPassages } from './run-passages.js';
import { figuresOf } from './truth/score.js';

const startAt = Date.parse('2026-01-01T00:00:00Z');
const isBerthEvent = (kind: string): boolean => kind.endsWith('berthed');

describe('berth events of passages with known truth', () => {
  it.each([4, 5])('are found and right, 99 of 100 each, from seed %i', (seed) => {
    const { precision, recall, truths, inSilence } = figuresOf(
      runPassages(seed, 40, startAt),
      isBerthEvent,
    );
    expect(truths).toBeGreaterThan(70);
    expect(inSilence).toBeGreaterThan(10);
    expect(precision).toBeGreaterThanOrEqual(0.99);
    expect(recall).toBeGreaterThanOrEqual(0.99);
  });

  it('count as wrong when they are dated by an hour too late', () => {
    const late = runPassages(1, 10, startAt, 3_600_000);
    expect(figuresOf(late, isBerthEvent).precision).toBeLessThan(0.2);
  });

  it('come from a generator that shares no code with the service', () => {
    const folder = 'test/detection/truth';
    for (const file of readdirSync(folder)) {
      const imports = readFileSync(join(folder, file), 'utf8').match(/from '[^']+'/g) ?? [];
      expect(imports.filter((one) => !/^from '(\.\/[a-z]+\.js|node:fs)'$/.test(one))).toEqual([]);
    }
  });
});
