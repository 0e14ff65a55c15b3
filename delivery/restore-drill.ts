import { fieldAt, groupOf, isRecord, type ManifestObject, readObject } from './manifest-object.js';

/** What a drill's objects are called beyond the name of the cluster that they are a copy of. */
const SUFFIX = '-drill';

/**
 * A PostgreSQL cluster of one instance that recovers from the backups of the one in `objects`, and the
 * network policy that lets it. It writes no backup: it would write over those that it reads.
 * @throws Error when there is no cluster with backups, or no policy of its name
 */
export function restoreDrill(objects: readonly ManifestObject[]): readonly ManifestObject[] {
  const cluster = objects.find(
    (object) => object.kind === 'Cluster' && groupOf(object) === 'postgresql.cnpg.io',
  );
  const spec = cluster?.['spec'];
  const store = fieldAt(spec, 'backup', 'barmanObjectStore');
  if (cluster === undefined || !isRecord(spec) || !isRecord(store)) {
    throw new Error('dist/ has no PostgreSQL cluster with backups');
  }
  const source = cluster.metadata.name;
  const policy = objects.find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === source,
  );
  if (policy === undefined) throw new Error(`dist/ has no NetworkPolicy ${source}`);
  const drill = {
    ...cluster,
    metadata: { ...cluster.metadata, name: source + SUFFIX },
    spec: { ...recoverable(spec), ...recovery(spec, store, source) },
  };
  return [renamed(policy, source), drill].map(readObject);
}

/** What of the spec the copy keeps: not what needs several instances, and not the backups. */
function recoverable(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const left = new Set(['affinity', 'backup', 'bootstrap', 'postgresql']);
  return Object.fromEntries(Object.entries(spec).filter(([name]) => !left.has(name)));
}

function recovery(
  spec: Readonly<Record<string, unknown>>,
  store: Readonly<Record<string, unknown>>,
  source: string,
): Record<string, unknown> {
  const initial = fieldAt(spec, 'bootstrap', 'initdb');
  const given = isRecord(spec['postgresql']) ? spec['postgresql'] : {};
  const postgresql = Object.fromEntries(
    Object.entries(given).filter(([name]) => name !== 'synchronous'),
  );
  return {
    instances: 1,
    enablePDB: false,
    postgresql,
    bootstrap: {
      recovery: {
        source,
        database: fieldAt(initial, 'database'),
        owner: fieldAt(initial, 'owner'),
        secret: fieldAt(initial, 'secret'),
      },
    },
    externalClusters: [{ name: source, barmanObjectStore: store }],
  };
}

/** Pods of the drill are not those of the cluster: without a policy of their own they reach nothing. */
function renamed(policy: ManifestObject, source: string): unknown {
  const text = JSON.stringify({
    ...policy,
    metadata: { ...policy.metadata, name: source + SUFFIX },
  });
  return JSON.parse(
    text.replaceAll(`"cnpg.io/cluster":"${source}"`, `"cnpg.io/cluster":"${source}${SUFFIX}"`),
  );
}
