import { type Image, images, PLACEHOLDER_DIGEST } from '../charts/images.js';
import { synthesizedSet } from '../test/support/synthesized.js';
import type { ManifestSet } from './manifest-set.js';
import { findPlaceholders } from './placeholders.js';

const withValue = (value: string): ManifestSet => [
  {
    path: 'production/x/ConfigMap.x.yaml',
    environment: 'production',
    chart: 'x',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { value } },
  },
];

describe('placeholders', () => {
  it.each([
    ['digest', `ghcr.io/porttrack/porttrack:0.1.0@${PLACEHOLDER_DIGEST}`],
    ['AWS account', 'arn:aws:logs:us-east-1:000000000000:log-group:/porttrack/production'],
    ['AWS id', 'subnet-00000000000000001'],
    ['AWS id', 'sg-00000000000000000'],
    ['AWS id', 'listener/app/porttrack/0000000000000000/0000000000000000'],
    ['host name', 'https://porttrack.example/api'],
    ['host name', 'punta-angeles.ais.porttrack.example'],
  ])('%s: %s is one', (what, value) => {
    expect(findPlaceholders(withValue(value))).toEqual([
      { path: 'production/x/ConfigMap.x.yaml', value, what },
    ]);
  });

  it.each([
    `ghcr.io/porttrack/porttrack:0.1.0@sha256:${'0'.repeat(63)}1`,
    'arn:aws:logs:us-east-1:123456789012:log-group:/porttrack',
    'subnet-0a1b2c3d4e5f60718',
    'an example of a sentence, for example this one.',
    'https://porttrack.example.com/api',
    'app.kubernetes.io/name',
    '0.0.0.0/0',
    '1000000000000',
  ])('%s is none', (value) => {
    expect(findPlaceholders(withValue(value))).toEqual([]);
  });

  it('are found in dist/ for as long as charts/ declares them', () => {
    const isDeclared = Object.values<Image>(images).some(({ digest }) => digest === null);
    const digests = findPlaceholders(synthesizedSet()).filter(({ what }) => what === 'digest');
    expect(digests.length > 0).toBe(isDeclared);
  });
});
