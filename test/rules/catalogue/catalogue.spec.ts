import { catalogue } from './index.js';
import { targetsOf } from './catalogue.js';
import { exposition } from './exposition.js';

const metrics = catalogue.flatMap((source) =>
  source.metrics.map((metric) => ({ ...metric, source, where: `${source.job} ${metric.name}` })),
);

describe('catalogue', () => {
  it.each(metrics)('$where has exactly the labels that are said', ({ labels, samples, source }) => {
    expect(samples.length).toBeGreaterThan(0);
    const wanted = [...new Set([...labels, ...source.targetLabels])].sort();
    for (const sample of samples) expect(Object.keys(sample.labels).sort()).toEqual(wanted);
  });

  it('has each metric once', () => {
    const names = metrics.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(catalogue)(
    '$project says where it was read, at a fixed commit',
    ({ sources, version }) => {
      expect(version).not.toBe('');
      expect(sources.length).toBeGreaterThan(0);
      const onGitHub = sources.filter((source) => source.includes('/blob/'));
      for (const source of onGitHub) expect(source).toMatch(/\/blob\/[0-9a-f]{40}\/.+/);
    },
  );

  it('is served as each target gives it: counters grow, times are in the past', () => {
    const pg = catalogue.find(({ job }) => job === 'porttrack-pg');
    const [primary] = pg === undefined ? [] : targetsOf(pg);
    if (pg === undefined || primary === undefined) throw new Error('no PostgreSQL');
    const text = exposition(pg, primary, { elapsed: 10, now: 100_000 });
    expect(text).toContain('# TYPE cnpg_pg_stat_database_xact_commit counter\n');
    expect(text).toContain('cnpg_pg_stat_database_xact_commit{datname="porttrack"} 10800\n');
    expect(text).toContain('cnpg_collector_last_available_backup_timestamp{} 74800\n');
    expect(text).toContain('cnpg_pg_replication_in_recovery{} 0\n');
    expect(text).not.toContain('cnpg_pg_replication_in_recovery{} 1\n');
  });
});
