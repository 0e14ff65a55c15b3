import { synthesizedObjects } from '../test/support/synthesized.js';
import { driftReport, findDrift } from './drift.js';
import { type ManifestObject, readManifest } from './manifest-object.js';

/** The object as an API server answers it: with its own fields, and defaults where nothing was said. */
function asServed(object: ManifestObject): ManifestObject {
  const text = JSON.stringify(object, (key, value: unknown) => {
    if (key === 'containers' && Array.isArray(value)) {
      return value.map((container: Record<string, unknown>) => ({
        terminationMessagePath: '/dev/termination-log',
        ...container,
      }));
    }
    const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    return isEmpty && key !== 'podSelector' ? undefined : value;
  });
  const served = readManifest(
    text.replaceAll('"1h"', '"1h0m0s"').replaceAll('"500m"', '"0.5"'),
    'test',
  );
  return {
    ...served,
    metadata: {
      ...served.metadata,
      uid: 'f00',
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: { ...served.metadata.annotations, 'deployment.kubernetes.io/revision': '3' },
    },
    status: { observedGeneration: 1 },
  };
}

const wanted = synthesizedObjects('production');
const live = wanted.map(asServed);

/** The drift when one object of the cluster is other than dist/ says. */
function driftWith(kindAndName: string, change: (text: string) => string) {
  return findDrift(
    wanted,
    live.map((object) => {
      if (`${object.kind}.${object.metadata.name}` !== kindAndName) return object;
      const text = JSON.stringify(object);
      const changed = change(text);
      if (changed === text) throw new Error('nothing was changed');
      return readManifest(changed, 'test');
    }),
  );
}

describe('drift', () => {
  it('sees none in a cluster that only added what is its own', () => {
    expect(findDrift(wanted, live)).toEqual([]);
  });

  it('sees a field that somebody changed', () => {
    expect(
      driftWith('Deployment.porttrack-api', (text) => text.replace('"512Mi"', '"2Gi"')),
    ).toEqual([
      {
        object: 'Deployment porttrack/porttrack-api',
        path: 'spec.template.spec.containers[api].resources.limits.memory',
        wanted: '512Mi',
        live: '2Gi',
      },
    ]);
  });

  it('sees a protection that was taken out', () => {
    const found = driftWith('Deployment.porttrack-api', (text) =>
      text.replace('"automountServiceAccountToken":false,', ''),
    );
    expect(found.map(({ path }) => path)).toEqual([
      'spec.template.spec.automountServiceAccountToken',
    ]);
  });

  it('sees a container that was slipped in', () => {
    const found = driftWith('Deployment.porttrack-api', (text) =>
      text.replace('"containers":[', '"containers":[{"name":"shell","image":"busybox"},'),
    );
    expect(found).toMatchObject([
      {
        path: 'spec.template.spec.containers[shell]',
        wanted: undefined,
        live: { image: 'busybox' },
      },
    ]);
  });

  it('sees a network that was opened by a rule more', () => {
    const found = driftWith('NetworkPolicy.porttrack-api', (text) =>
      text.replace('"ingress":[', '"ingress":[{},'),
    );
    expect(found.map(({ path }) => path)).toEqual(['spec.ingress']);
  });

  it('sees an object that is gone, but for a Job that has cleared itself away', () => {
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate' } };
    const rest = live.filter(({ kind }) => kind !== 'HorizontalPodAutoscaler');
    expect(findDrift([...wanted, job], rest).map(({ object, path }) => ({ object, path }))).toEqual(
      [{ object: 'HorizontalPodAutoscaler porttrack/porttrack-api', path: '' }],
    );
  });

  it('takes 0.5 for 500m and 1h0m0s for 1h, but not in the texts of a ConfigMap', () => {
    const map = (value: string): ManifestObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x' },
      data: { a: value },
    });
    expect(findDrift([map('500m')], [map('0.5')])).toHaveLength(1);
    expect(findDrift([map('1h')], [map('1h')])).toEqual([]);
  });

  it('tells 1 from 2', () => {
    const of = (cpu: unknown): ManifestObject => ({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota' },
      spec: { hard: { 'requests.cpu': cpu } },
    });
    expect(findDrift([of('1')], [of('2')])).toHaveLength(1);
    expect(findDrift([of('1')], [of('1000m')])).toEqual([]);
  });

  it('is told in a sentence per field', () => {
    const [first] = driftWith('Deployment.porttrack-api', (text) =>
      text.replace('"512Mi"', '"2Gi"'),
    );
    expect(driftReport('production', first === undefined ? [] : [first])).toBe(
      'The cluster of production differs from dist/ in 1 fields.\n\n- `Deployment porttrack/porttrack-api` ' +
        '`spec.template.spec.containers[api].resources.limits.memory`: dist/ says `512Mi`, the cluster has `2Gi`.\n',
    );
    expect(driftReport('staging', [])).toBe('The cluster of staging is as dist/ says.\n');
  });
});
