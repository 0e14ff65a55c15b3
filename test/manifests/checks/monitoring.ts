import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../rules/catalogue/index.js';
import {
  at,
  kindOf,
  labelsOf,
  listOf,
  type ManifestObject,
  type ObjectSet,
  textOf,
} from '../object-set.js';
import { secondsOf } from '../quantities.js';
import { type Check, type Finding, finding, unless } from './check.js';

interface Rule {
  readonly owner: ManifestObject;
  readonly field: string;
  readonly body: unknown;
  readonly name: string;
}

function rulesOf(set: ObjectSet): readonly Rule[] {
  return set.ofKind('PrometheusRule').flatMap((owner) =>
    listOf(at(owner.body, 'spec', 'groups')).flatMap((group, groupIndex) =>
      listOf(at(group, 'rules')).map((body, index) => ({
        owner,
        body,
        field: `/spec/groups/${groupIndex}/rules/${index}`,
        name: textOf(at(body, 'alert') ?? at(body, 'record')),
      })),
    ),
  );
}

const alertsOf = (set: ObjectSet): readonly Rule[] =>
  rulesOf(set).filter(({ body }) => at(body, 'alert') !== undefined);

const RUNBOOKS = join('docs', 'runbooks');

/** Whoever is woken must see what it is, how bad, and what to do. */
function alerts(set: ObjectSet): readonly Finding[] {
  return alertsOf(set).flatMap(({ owner, body, field, name }) => {
    const severity = textOf(at(body, 'labels', 'severity'));
    const runbook = textOf(at(body, 'annotations', 'runbook_url'));
    const missing = ['summary', 'description'].filter(
      (key) => textOf(at(body, 'annotations', key)) === '',
    );
    return [
      ...unless(
        ['critical', 'warning', 'none'].includes(severity),
        finding(owner, `${field}/labels/severity`, `${name} has none that a route knows`),
      ),
      ...unless(
        textOf(at(body, 'labels', 'component')) !== '',
        finding(owner, `${field}/labels/component`, `${name} does not say what is ill`),
      ),
      ...missing.map((key) => finding(owner, `${field}/annotations/${key}`, `${name} has none`)),
      ...unless(
        runbook.endsWith(`/${name}.md`) && existsSync(join(RUNBOOKS, `${name}.md`)),
        finding(owner, `${field}/annotations/runbook_url`, `${name} has no runbook`),
      ),
      ...unless(
        severity === 'none' || (secondsOf(at(body, 'for')) ?? 0) >= 60,
        finding(owner, `${field}/for`, `${name} may fire for one scrape that failed`),
      ),
    ];
  });
}

/** Alerts that the architecture demands: name, severity, seconds. */
const DEMANDED: readonly (readonly [name: string, severity: string, seconds: number])[] = [
  ['PortTrackAppDown', 'critical', 60],
  ['NodeDown', 'critical', 60],
  ['HighResponseTime', 'warning', 300],
  ['HighCPU', 'warning', 300],
  ['Watchdog', 'none', 0],
];

function demanded(set: ObjectSet): readonly Finding[] {
  return DEMANDED.flatMap(([name, severity, seconds]) => {
    const isIt = ({ name: found, body }: Rule) =>
      found === name &&
      at(body, 'labels', 'severity') === severity &&
      (secondsOf(at(body, 'for')) ?? 0) === seconds;
    return unless(alertsOf(set).some(isIt), {
      object: `alert ${name}`,
      field: 'for',
      reason: `there is none that is ${severity} after ${seconds} s`,
    });
  });
}

/** Words of PromQL that look like names of series. */
const WORDS = new Set(
  (
    'and or unless on ignoring group_left group_right by without bool offset inf nan start end ' +
    'sum avg min max count stddev stdvar count_values quantile topk bottomk group ' +
    'rate irate increase delta idelta deriv absent absent_over_time changes resets clamp ' +
    'clamp_max clamp_min histogram_quantile label_replace label_join vector scalar time ' +
    'timestamp round ceil floor abs sort sort_desc avg_over_time max_over_time min_over_time ' +
    'sum_over_time count_over_time last_over_time quantile_over_time predict_linear sgn'
  ).split(' '),
);

/** Names of series in an expression: what is left without strings, selectors' labels and functions. */
export function seriesIn(expression: string): readonly string[] {
  const bare = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const names = bare.match(/[a-zA-Z_:][a-zA-Z0-9_:]*/g) ?? [];
  return [...new Set(names)].filter((name) => !WORDS.has(name));
}

/** Names that what runs here exposes: the tests of rules scrape it, and prove each of them. */
const SCRAPED = /^(up|scrape_|porttrack_|http_|process_|nodejs_|node_|prometheus_|go_)/;

/** Series by which the service's own metrics are known (service/metrics). */
function metrics(set: ObjectSet): readonly Finding[] {
  const recorded = new Set(rulesOf(set).map(({ name }) => name));
  const catalogued = new Set(
    catalogue.flatMap(({ metrics: rows }) => rows.map(({ name }) => name)),
  );
  const isKnown = (name: string): boolean =>
    recorded.has(name) || catalogued.has(name) || (SCRAPED.test(name) && !name.includes(':'));
  return rulesOf(set).flatMap(({ owner, body, field }) =>
    seriesIn(textOf(at(body, 'expr')))
      .filter((name) => !isKnown(name))
      .map((name) => finding(owner, `${field}/expr`, `nobody exposes or records ${name}`)),
  );
}

function records(set: ObjectSet): readonly Finding[] {
  const seen = new Set<string>();
  return rulesOf(set).flatMap(({ owner, body, field, name }) => {
    const isRecord = at(body, 'record') !== undefined;
    const isNew = !seen.has(name);
    seen.add(name);
    return [
      ...unless(
        !isRecord || /^[a-z0-9_]+:[a-z0-9_]+:[a-z0-9_]+$/.test(name),
        finding(owner, `${field}/record`, `${name} is not level:metric:operation`),
      ),
      ...unless(isNew || !isRecord, finding(owner, field, `${name} is recorded twice`)),
    ];
  });
}

const INTERVAL = '30s';

function intervals(set: ObjectSet): readonly Finding[] {
  const lists = { ServiceMonitor: 'endpoints', PodMonitor: 'podMetricsEndpoints' } as const;
  const monitors = Object.entries(lists).flatMap(([kind, list]) =>
    set
      .ofKind(kind)
      .flatMap((monitor) =>
        listOf(at(monitor.body, 'spec', list)).flatMap((endpoint, index) =>
          unless(
            at(endpoint, 'interval') === INTERVAL,
            finding(monitor, `/spec/${list}/${index}/interval`, `it is not ${INTERVAL}`),
          ),
        ),
      ),
  );
  const configs = set
    .ofKind('ScrapeConfig')
    .flatMap((config) =>
      unless(
        at(config.body, 'spec', 'scrapeInterval') === INTERVAL,
        finding(config, '/spec/scrapeInterval', `it is not ${INTERVAL}`),
      ),
    );
  return [...monitors, ...configs];
}

function servers(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Prometheus').flatMap((server) => {
    const spec = server.body['spec'];
    const is = (field: string, isFine: boolean, reason: string) =>
      unless(isFine, finding(server, `/spec/${field}`, reason));
    return [
      ...is('retention', at(spec, 'retention') === '15d', 'it is not 15 days'),
      ...is('scrapeInterval', at(spec, 'scrapeInterval') === INTERVAL, `it is not ${INTERVAL}`),
      ...is('replicas', Number(at(spec, 'replicas')) >= 2, 'nobody watches while it restarts'),
      ...is(
        'alerting',
        listOf(at(spec, 'alerting', 'alertmanagers')).length > 0,
        'its alerts reach nobody',
      ),
      ...is(
        'externalLabels',
        at(spec, 'externalLabels', 'cluster') !== undefined,
        'alerts do not say of which cluster they are',
      ),
    ];
  });
}

/** The Slack receiver, the dead man's and the routes to them; grouping and inhibition. */
function routing(set: ObjectSet): readonly Finding[] {
  return set.ofKind('AlertmanagerConfig').flatMap((config) => {
    const spec = config.body['spec'];
    const receivers = listOf(at(spec, 'receivers'));
    const names = receivers.map((receiver) => textOf(at(receiver, 'name')));
    const routes = [at(spec, 'route'), ...listOf(at(spec, 'route', 'routes'))];
    const matchers = JSON.stringify(routes);
    const is = (field: string, isFine: boolean, reason: string) =>
      unless(isFine, finding(config, `/spec/${field}`, reason));
    return [
      ...routes.flatMap((route, index) => {
        const receiver = textOf(at(route, 'receiver'));
        return is(
          `route/routes/${index}`,
          names.includes(receiver),
          `there is no receiver ${receiver}`,
        );
      }),
      ...is(
        'receivers',
        receivers.some((one) => listOf(at(one, 'slackConfigs')).length > 0),
        'nobody is told by Slack',
      ),
      ...is('route', matchers.includes('Watchdog'), 'Watchdog reports to nobody'),
      ...is('route', matchers.includes('critical'), 'what is critical waits like the rest'),
      ...is('route/groupBy', listOf(at(spec, 'route', 'groupBy')).length > 0, 'nothing is grouped'),
      ...is(
        'inhibitRules',
        JSON.stringify(at(spec, 'inhibitRules') ?? []).includes('PortTrackAppDown'),
        'an outage is told once for each of its consequences',
      ),
    ];
  });
}

/** Every Deployment of ours has a monitor that finds it by its label. */
function scraped(set: ObjectSet): readonly Finding[] {
  const watched = set
    .ofKind('ServiceMonitor', 'PodMonitor')
    .map(
      ({ body }) => labelsOf(at(body, 'spec', 'selector', 'matchLabels'))['app.kubernetes.io/name'],
    );
  return set
    .ofKind('Deployment', 'DaemonSet', 'Rollout')
    .flatMap((owner) =>
      unless(
        watched.includes(
          labelsOf(at(owner.body, 'spec', 'selector', 'matchLabels'))['app.kubernetes.io/name'],
        ),
        finding(owner, kindOf(owner), 'nothing scrapes its pods'),
      ),
    );
}

/** Titles of the dashboards that there must be. */
const DASHBOARDS = ['PortTrack Overview', 'Infraestructura', 'AWS API Gateway'];

function dashboards(set: ObjectSet): readonly Finding[] {
  const texts = set
    .ofKind('ConfigMap')
    .flatMap(({ body }) => Object.values(labelsOf(body['data'])))
    .filter((text) => text.includes('"panels"'));
  return DASHBOARDS.flatMap((title) =>
    unless(
      texts.some((text) => at(JSON.parse(text), 'title') === title),
      { object: `dashboard ${title}`, field: 'ConfigMap', reason: 'there is none' },
    ),
  );
}

/** What is watched, how often, and who is told. */
export const monitoringChecks: readonly Check[] = [
  { name: 'monitoring/alerts', find: alerts },
  { name: 'monitoring/demanded', find: demanded },
  { name: 'monitoring/metrics', find: metrics },
  { name: 'monitoring/records', find: records },
  { name: 'monitoring/intervals', find: intervals },
  { name: 'monitoring/prometheus', find: servers },
  { name: 'monitoring/routing', find: routing },
  { name: 'monitoring/scraped', find: scraped },
  { name: 'monitoring/dashboards', find: dashboards },
];
