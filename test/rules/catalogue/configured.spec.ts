import { environments } from '../../../charts/environments.js';
import { watchedObjects } from '../../../charts/kube-state-metrics/watched-objects.js';
import { gatewayMetrics } from '../../../charts/compose/gateway-metrics.js';
import { synthesize } from '../../../charts/synth.js';
import { yaceConfig } from '../../../charts/yace/yace-config.js';
import { parse } from 'yaml';
import { catalogue } from './index.js';

/** What charts/ has YACE ask. */
interface YaceConfig {
  readonly discovery: {
    readonly exportedTagsOnMetrics: Readonly<Record<string, readonly string[]>>;
    readonly jobs: readonly {
      readonly metrics: readonly {
        readonly name: string;
        readonly statistics: readonly string[];
      }[];
    }[];
  };
}

interface ScrapeConfig {
  readonly spec: {
    readonly jobName: string;
    readonly metricRelabelings: readonly { readonly regex: string }[];
  };
}

function metricsOf(job: string) {
  const source = catalogue.find((one) => one.job === job);
  if (source === undefined) throw new Error(`no ${job} in the catalogue`);
  return source.metrics;
}

const namesOf = (job: string): string[] => metricsOf(job).map(({ name }) => name);

/** As YACE does: a capital after a small letter begins a word. */
const snakeCase = (text: string): string =>
  text.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const [environment] = environments;
if (environment === undefined) throw new Error('no environment');

describe('exporters, as charts/ sets them up, give what the catalogue says', () => {
  it('YACE: exactly the metrics and tags that it is told to ask for', () => {
    const { discovery } = parse(yaceConfig(environment)) as YaceConfig;
    const asked = discovery.jobs.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, statistics }) =>
        statistics.map((statistic) => `aws_apigateway_${snakeCase(name)}_${snakeCase(statistic)}`),
      ),
    );
    const gateway = metricsOf('yace').filter(({ name }) => name.startsWith('aws_'));
    expect(gateway.map(({ name }) => name).sort()).toEqual(asked.sort());
    const tags = discovery.exportedTagsOnMetrics['AWS/ApiGateway'] ?? [];
    for (const { labels } of gateway) {
      const own = labels.filter((label) => label.startsWith('tag_'));
      expect(own).toEqual(tags.map((tag) => `tag_${tag}`));
    }
  });

  it('kube-state-metrics: of objects that it may watch', () => {
    const watched = watchedObjects.flatMap(({ resources }) => resources);
    const objects = namesOf('kube-state-metrics').map((name) => `${name.split('_')[1] ?? ''}s`);
    expect(objects.filter((object) => !watched.includes(object))).toEqual([]);
  });

  it.each(['kubelet', 'cadvisor'])('%s: nothing that the scrape drops', (job) => {
    const found = synthesize(environment)
      .filter(({ object }) => object.kind === 'ScrapeConfig' && object.metadata.name === job)
      .map(({ object }) => object as unknown as ScrapeConfig);
    expect(found).toHaveLength(1);
    const dropped = found.flatMap(({ spec }) =>
      spec.metricRelabelings.map(({ regex }) => new RegExp(`^(?:${regex})$`)),
    );
    expect(dropped).not.toEqual([]);
    const lost = namesOf(job).filter((name) => dropped.some((pattern) => pattern.test(name)));
    expect(lost).toEqual([]);
  });

  it('the stand-in for YACE of the development environment says the same names', () => {
    const types = [...gatewayMetrics().matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    expect(types.map(([, name, type]) => `${name ?? ''} ${type ?? ''}`).sort()).toEqual(
      metricsOf('yace')
        .map(({ name, type }) => `${name} ${type}`)
        .sort(),
    );
  });
});
