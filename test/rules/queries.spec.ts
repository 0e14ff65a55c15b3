import { jobs } from '../../charts/prometheus/jobs.js';
import { isAlert } from '../../charts/rules/rule.js';
import { nativeRules, rules } from '../../charts/rules/rules.js';
import { positionLine, postLines, SseClient, Started } from '../e2e/live-support.js';
import { startTestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { describeWith } from '../support/real-parts.js';
import { type RunningService, startService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { catalogue } from './catalogue/index.js';
import { cluster } from './catalogue/cluster.js';
import { startCatalogue, startNodeExporter } from './support/exporters.js';
import { interpolated, models, panelQueries } from './support/panels.js';
import { namesIn } from './support/promql.js';
import { type RealPrometheus, type ScrapeJob, startPrometheus } from './support/real-prometheus.js';
import { missingInLegend, mistakesIn, ratesOfGauges } from './support/scraped.js';

/** Scrapes of every target before anything is asked: rates of rates need some. */
const LEAST_SCRAPES = 6;

/** Nothing of these exists before it happens. */
const otherLines = ['!AIVDM,1,1,,A,>5?Per18=HB1U:1@E=B0m<L,2*52', 'no sentence at all'];

const allRules = rules.flatMap((group) => group.rules);
const alerts = allRules.filter(isAlert).map(({ alert, expr, labels }) => ({
  name: `${alert} ${labels['long_window'] ?? ''}`.trim(),
  expr,
}));
const recordings = allRules.flatMap((rule) => (isAlert(rule) ? [] : [rule]));

/** Traffic of every kind, a little of it, until `isEnough`. */
async function traffic(service: RunningService, isEnough: () => Promise<boolean>): Promise<void> {
  const client = await SseClient.open(service.url);
  let step = 0;
  await waitFor(
    async () => {
      step += 1;
      await postLines(service.url, [positionLine(step % 50, step), ...otherLines]);
      await fetch(`${service.url}/api/v1/positions`);
      await fetch(`${service.url}/api/v1/vessels/123456789`);
      return await isEnough();
    },
    { what: 'enough scrapes', deadlineMs: 40_000, everyMs: 200 },
  );
  client.close();
}

/** The service as the one pod of the invented cluster that is real. */
async function startPod(started: Started): Promise<{ service: RunningService; job: ScrapeJob }> {
  const database = started.add(await startTestDatabase());
  const service = started.add(
    await startService({
      DATABASE_URL: database.url,
      // Nobody listens: what is asked is only whether the metrics are there.
      REDIS_URL: `redis://127.0.0.1:${String(await freePort())}`,
      AIS_TCP_CONNECT: `127.0.0.1:${String(await freePort())}`,
    }),
  );
  const { namespace, container, pods } = cluster.api;
  const labels = { namespace, container, pod: pods[0] };
  return { service, job: { job: 'porttrack-api', address: new URL(service.opsUrl).host, labels } };
}

describeWith('prometheus', 'rules and dashboards', () => {
  describeWith('node-exporter', 'against what really exposes their metrics', () => {
    const started = new Started();
    let prometheus: RealPrometheus;

    beforeAll(async () => {
      const { service, job } = await startPod(started);
      const nodes = started.add(await startNodeExporter(cluster.nodes[0]));
      const invented = started.add(await startCatalogue());
      const targets = [job, ...nodes.jobs, ...invented.jobs];
      prometheus = started.add(await startPrometheus(targets, nativeRules()));
      await traffic(service, async () => {
        const scrapes = await prometheus.query('count_over_time(up[5m])');
        const seen = scrapes.filter(({ value }) => value >= LEAST_SCRAPES);
        return seen.length === targets.length + 1;
      });
    }, 120_000);

    afterAll(async () => {
      await started.stopAll();
    });

    it('scrapes every target', async () => {
      expect(await prometheus.query('up == 0')).toEqual([]);
      const seen = (await prometheus.query('count by (job) (up)')).map(
        ({ metric }) => metric['job'],
      );
      // Grafana's own metrics are scraped, and nobody reads them.
      const wanted = Object.keys(jobs).filter((name) => name !== 'grafana');
      expect(seen.sort()).toEqual(wanted.sort());
    });

    it('evaluates every rule', async () => {
      const answer = await fetch(`http://${prometheus.address}/api/v1/rules`);
      const text = await answer.text();
      const body = JSON.parse(text) as {
        data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
      };
      const evaluated = body.data.groups.flatMap((group) => group.rules);
      expect(evaluated).toHaveLength(allRules.length);
      expect(evaluated.filter(({ health }) => health !== 'ok')).toEqual([]);
    });

    it.each(panelQueries)('shows something in $where', async ({ expr, legend }) => {
      const answer = await prometheus.query(expr);
      expect(answer.filter(({ value }) => !Number.isNaN(value))).not.toEqual([]);
      expect(missingInLegend(legend, answer)).toEqual([]);
      expect(await mistakesIn(expr, prometheus)).toEqual([]);
    });

    it.each(recordings)('records $record', async ({ record, expr }) => {
      expect(await mistakesIn(expr, prometheus)).toEqual([]);
      const answer = await prometheus.query(record);
      expect(answer.filter(({ value }) => !Number.isNaN(value))).not.toEqual([]);
    });

    it.each(alerts)('takes $name, and every name in it exists', async ({ expr }) => {
      await prometheus.query(expr);
      expect(await mistakesIn(expr, prometheus)).toEqual([]);
    });

    it('gives rate() counters only', async () => {
      const types = await prometheus.types();
      const expressions = [...allRules, ...panelQueries].map(({ expr }) => expr);
      expect(expressions.flatMap((expr) => ratesOfGauges(expr, types))).toEqual([]);
    });

    it('offers something in every variable', async () => {
      const definitions = models.flatMap(({ templating }) =>
        templating.list.flatMap(({ definition }) => definition ?? []),
      );
      expect(definitions.length).toBeGreaterThan(3);
      for (const definition of definitions) {
        const [, selector = '', label = ''] =
          /^label_values\((.*), (\w+)\)$/.exec(definition) ?? [];
        expect(await prometheus.labelValues(label, interpolated(selector))).not.toEqual([]);
      }
    });

    it('keeps no metric in the catalogue that nobody names', () => {
      const named = new Set(
        [...allRules, ...panelQueries].flatMap(({ expr }) =>
          namesIn(expr).selectors.map(({ metric }) => metric),
        ),
      );
      // Variables read it.
      named.add('kube_pod_info');
      const rows = catalogue.flatMap(({ metrics }) => metrics.map(({ name }) => name));
      expect(rows.filter((name) => !named.has(name))).toEqual([]);
    });

    it.each([
      ['a metric was renamed', 'sum(http_requests_renamed_total)', 'nobody exposes'],
      ['a label was renamed', 'up{jobs="porttrack-api"}', 'no series of up'],
      ['a value was renamed', 'up{job="porttrack"}', 'no series of up'],
      ['a negative matcher has no label', 'up{jobs!="x"}', 'no series of up'],
      ['it groups by a label that is not there', 'sum by (jobs) (up)', 'the label jobs'],
    ])('would see that %s', async (_, expr, message) => {
      expect((await mistakesIn(expr, prometheus)).join()).toContain(message);
    });

    it('would see a gauge given to rate(), and a legend without its label', async () => {
      const types = await prometheus.types();
      expect(ratesOfGauges('rate(porttrack_vessels[5m])', types)).toEqual(['porttrack_vessels']);
      expect(missingInLegend('{{job}} {{jobs}}', await prometheus.query('up'))).toEqual(['jobs']);
    });

    it('would see a query that Prometheus refuses', async () => {
      await expect(prometheus.query('sum(up')).rejects.toThrow('parse error');
    });
  });
});
