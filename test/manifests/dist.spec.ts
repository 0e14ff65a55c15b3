import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeComposeFiles, writeManifests, writePrerequisites } from '../../charts/main.js';
import { DIST, PLATFORM } from './object-set.js';

type Files = Readonly<Record<string, string>>;

function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** What synthesis writes into an empty folder. */
function synthesized(write: readonly ((folder: string) => number)[]): Files {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-dist-'));
  try {
    for (const one of write) one(folder);
    return filesIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Paths that only one of them has, or that differ. */
function differences(committed: Files, fresh: Files): readonly string[] {
  return [...new Set([...Object.keys(committed), ...Object.keys(fresh)])].filter(
    (path) => committed[path] !== fresh[path],
  );
}

/** Of platform/: the file of the API server's flag, which no chart makes. */
const BY_HAND = 'encryption-config.yaml';

const outOfStep = 'out of step with charts/: run `npm run synth` and commit what it writes';

describe('what is committed of the charts', () => {
  const dist = [writeManifests, writeComposeFiles];

  it('is in dist/ what the charts say, file by file', () => {
    const found = differences(filesIn(DIST), synthesized(dist));
    expect({ found, [outOfStep]: true }).toEqual({ found: [], [outOfStep]: true });
  });

  it('is in platform/ what the charts say, file by file', () => {
    const fresh = synthesized([writePrerequisites]);
    const found = differences(filesIn(PLATFORM), fresh).filter((path) => path !== BY_HAND);
    expect({ found, [outOfStep]: true }).toEqual({ found: [], [outOfStep]: true });
  });

  it('depends neither on the clock, nor on where and how it is made', () => {
    const before = synthesized(dist);
    const { TZ } = process.env;
    jest.useFakeTimers({ now: Date.UTC(2031, 0, 1) });
    process.env['TZ'] = 'Pacific/Chatham';
    try {
      expect(differences(before, synthesized(dist))).toEqual([]);
    } finally {
      jest.useRealTimers();
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });
});
