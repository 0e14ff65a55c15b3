import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder, readRevision } from './manifest-set.js';

let repository = '';
const git = (...arguments_: string[]): void => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  execFileSync('git', [...identity, ...arguments_], { cwd: repository, stdio: 'ignore' });
};
const write = (path: string, text: string): void => {
  mkdirSync(join(repository, path, '..'), { recursive: true });
  writeFileSync(join(repository, path), text);
};
const configMap = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  key: ${value}\n`;

describe('a set of manifests', () => {
  beforeAll(() => {
    repository = mkdtempSync(join(tmpdir(), 'porttrack-set-'));
    git('init', '--quiet');
    write('dist/production/a/ConfigMap.x.yaml', configMap('ñandú'));
    write('dist/staging/a/ConfigMap.x.yaml', configMap('one'));
    write('dist/notes.txt', 'no manifest');
    write('other/production/a/ConfigMap.x.yaml', configMap('elsewhere'));
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    write('dist/staging/a/ConfigMap.x.yaml', configMap('two'));
  });
  afterAll(() => {
    rmSync(repository, { recursive: true });
  });

  it('is the same from a revision and from the disk', () => {
    const revision = readRevision('HEAD', { repository, folder: 'dist' });
    git('stash', '--quiet');
    const disk = readFolder(join(repository, 'dist'));
    git('stash', 'pop', '--quiet');
    expect(revision).toEqual(disk);
    expect(revision.map(({ path }) => path)).toEqual([
      'production/a/ConfigMap.x.yaml',
      'staging/a/ConfigMap.x.yaml',
    ]);
    expect(revision[0]).toMatchObject({ environment: 'production', chart: 'a' });
    expect(revision[0]?.object['data']).toEqual({ key: 'ñandú' });
  });

  it('reads a revision and not what lies in the folder', () => {
    const values = readRevision('HEAD', { repository, folder: 'dist' }).map(
      ({ object }) => object['data'],
    );
    expect(values).toEqual([{ key: 'ñandú' }, { key: 'one' }]);
  });

  it('refuses a revision that git does not know, or that is an option', () => {
    for (const revision of ['nowhere', '--help', 'HEAD:dist']) {
      expect(() => readRevision(revision, { repository, folder: 'dist' })).toThrow('git rev-parse');
    }
  });

  it('takes a folder that does not exist for an empty one', () => {
    expect(readFolder(join(repository, 'absent'))).toEqual([]);
  });

  it.each([
    ['production/ConfigMap.x.yaml', configMap('x'), 'does not stand in'],
    ['production/a/ConfigMap.x.yaml', 'kind: ConfigMap', 'is not a Kubernetes object'],
    ['production/a/ConfigMap.x.yaml', 'a: [', 'is not a Kubernetes object'],
  ])('refuses %s that is no manifest', (path, text, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'porttrack-set-'));
    try {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
      expect(() => readFolder(folder)).toThrow(message);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
