import { synthesizedObjects } from '../test/support/synthesized.js';
import { fieldAt } from './manifest-object.js';
import { restoreDrill } from './restore-drill.js';

describe('the objects of a restore drill', () => {
  const objects = synthesizedObjects('production');
  const [policy, cluster] = restoreDrill(objects);

  it('are a cluster of one under another name, in the same namespace', () => {
    expect(cluster?.metadata).toMatchObject({
      name: 'porttrack-pg-drill',
      namespace: 'porttrack-data',
    });
    expect(fieldAt(cluster, 'spec', 'instances')).toBe(1);
    expect(fieldAt(cluster, 'spec', 'postgresql', 'synchronous')).toBeUndefined();
  });

  it('recover from the backups of the running cluster', () => {
    const running = objects.find(({ kind }) => kind === 'Cluster');
    expect(fieldAt(cluster, 'spec', 'bootstrap')).toMatchObject({
      recovery: { source: 'porttrack-pg', database: 'porttrack', owner: 'porttrack' },
    });
    expect(fieldAt(cluster, 'spec', 'externalClusters')).toEqual([
      {
        name: 'porttrack-pg',
        barmanObjectStore: fieldAt(running, 'spec', 'backup', 'barmanObjectStore'),
      },
    ]);
  });

  it('never write where they read', () => {
    expect(fieldAt(cluster, 'spec', 'backup')).toBeUndefined();
  });

  it('keep the server, its size and its certificates', () => {
    const running = objects.find(({ kind }) => kind === 'Cluster');
    for (const field of ['imageName', 'storage', 'walStorage', 'resources', 'certificates']) {
      expect(fieldAt(cluster, 'spec', field)).toEqual(fieldAt(running, 'spec', field));
    }
  });

  it('may reach what the running cluster may, and touch none of its pods', () => {
    const running = objects.find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'porttrack-pg',
    );
    expect(policy?.metadata.name).toBe('porttrack-pg-drill');
    const text = JSON.stringify(policy?.['spec']);
    expect(text.replaceAll('porttrack-pg-drill', 'porttrack-pg')).toBe(
      JSON.stringify(running?.['spec']),
    );
    expect(text).not.toContain('"cnpg.io/cluster":"porttrack-pg"');
  });

  it('are refused where nothing is backed up', () => {
    const others = objects.filter(({ kind }) => kind !== 'Cluster');
    expect(() => restoreDrill(others)).toThrow('no PostgreSQL cluster with backups');
  });
});
