import { App } from 'cdk8s';
import { type Fields, plain, textAt } from '../../test/support/fields.js';
import { environments } from '../environments.js';
import type { KubernetesObject } from '../synth.js';
import { PostgresChart } from './postgres.chart.js';
import { MAX_CONNECTIONS, POOL_INSTANCES, POOL_SIZE } from './postgres.props.js';

function find(kind: string, name: string): Fields {
  const [production] = environments;
  if (production === undefined) throw new Error('there is no environment');
  const objects = new PostgresChart(new App(), production).toJson() as KubernetesObject[];
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return plain(found);
}

const GIB = { Gi: 1, GB: 1 };

/** A quantity of Kubernetes (`5Gi`) or a setting of PostgreSQL (`3GB`), in GiB. */
function gibibytes(text: unknown): number {
  const [, number, unit] = /^(\d+)(Gi|GB)$/.exec(String(text)) ?? [];
  if (number === undefined || (unit !== 'Gi' && unit !== 'GB')) throw new Error(String(text));
  return Number(number) * GIB[unit];
}

describe('the cluster of PostgreSQL', () => {
  const spec = find('Cluster', 'porttrack-pg')['spec'];

  it('waits for one standby, but not for a standby that is not there', () => {
    expect(spec?.['instances']).toBe(3);
    expect(spec?.['postgresql']?.['synchronous']).toEqual({
      method: 'any',
      number: 1,
      dataDurability: 'preferred',
    });
  });

  it('never has two instances on a node', () => {
    expect(spec?.['affinity']).toEqual({
      enablePodAntiAffinity: true,
      podAntiAffinityType: 'required',
      topologyKey: 'kubernetes.io/hostname',
    });
  });

  it('refuses whoever comes without TLS, and has no superuser to log in as', () => {
    expect(spec?.['postgresql']?.['pg_hba']).toEqual(['hostnossl all all all reject']);
    expect(spec?.['enableSuperuserAccess']).toBe(false);
  });

  it('keeps less WAL for a standby that is away than its volume holds', () => {
    const parameters = spec?.['postgresql']?.['parameters'];
    const kept =
      gibibytes(parameters?.['max_slot_wal_keep_size']) + gibibytes(parameters?.['max_wal_size']);
    expect(kept).toBeLessThan(gibibytes(spec?.['walStorage']?.['size']));
  });

  it('backs up encrypted, without a key of AWS in the cluster', () => {
    const store = spec?.['backup']?.['barmanObjectStore'];
    expect(store?.['s3Credentials']).toEqual({ inheritFromIAMRole: true });
    expect([store?.['data']?.['encryption'], store?.['wal']?.['encryption']]).toEqual([
      'aws:kms',
      'aws:kms',
    ]);
    expect(find('ScheduledBackup', 'porttrack-pg-daily')['spec']).toMatchObject({
      method: 'barmanObjectStore',
      schedule: '0 0 2 * * *',
    });
  });

  it('takes the owner from a Secret with user and password, which the operator watches', () => {
    const secret = textAt(spec, 'bootstrap', 'initdb', 'secret', 'name');
    const { target } = find('ExternalSecret', secret)['spec'] ?? {};
    expect(target?.['template']).toMatchObject({
      type: 'kubernetes.io/basic-auth',
      metadata: { labels: { 'cnpg.io/reload': 'true' } },
      data: { username: 'porttrack', password: '{{ .password }}' },
    });
  });
});

describe('the pooler', () => {
  const spec = find('Pooler', 'porttrack-pool')['spec'];

  it('gives connections back after each transaction and keeps prepared statements', () => {
    expect(spec?.['pgbouncer']?.['poolMode']).toBe('transaction');
    expect(spec?.['pgbouncer']?.['parameters']).toMatchObject({
      max_prepared_statements: '200',
      client_tls_sslmode: 'require',
    });
  });

  it('leaves the server connections for migrations, standbys and the operator', () => {
    expect(POOL_INSTANCES * POOL_SIZE).toBeLessThanOrEqual(MAX_CONNECTIONS / 2);
  });
});

it('is scraped under the names that rules and dashboards know', () => {
  // Both labels are the operator's; their values are the names of cluster and pooler.
  const jobLabels = ['porttrack-pg', 'porttrack-pool'].map(
    (name) => find('PodMonitor', name)['spec']?.['jobLabel'],
  );
  expect(jobLabels).toEqual(['cnpg.io/cluster', 'cnpg.io/poolerName']);
});
