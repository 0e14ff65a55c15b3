import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { alertmanagerConfigSpec } from '../../charts/alertmanager/alertmanager-config.js';
import { nativeAlertmanagerConfig } from '../../charts/alertmanager/native-config.js';
import { alertRouting } from '../../charts/alertmanager/routing.js';
import { environments } from '../../charts/environments.js';
import { type JobName, jobs } from '../../charts/prometheus/jobs.js';
import { nativePrometheusConfig } from '../../charts/prometheus/native-config.js';
import { isAlert } from '../../charts/rules/rule.js';
import { nativeRules, rules } from '../../charts/rules/rules.js';
import { synthesize } from '../../charts/synth.js';
import { nativeAlertmanager } from '../manifests/native-alertmanager.js';
import { fieldsOf } from '../manifests/object-set.js';
import { describeWith } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';
import { RealAlertmanager, ReceiverStandIn } from './support/real-alertmanager.js';

const GRAFANA = 'https://grafana.example';
const routing = alertRouting(GRAFANA);
/** What `nativeAlertmanager` puts where the custom resource names a key of a Secret. */
const SOME_URL = 'https://secret.example/';
const someUrls = { slack: { url: SOME_URL }, deadMan: { url: SOME_URL } };
const config = nativeAlertmanagerConfig(routing, someUrls);

const alerts = rules.flatMap((component) => component.rules).filter(isAlert);

/** Runs a tool beside the files, and answers what it printed and whether it was content. */
function run(command: string, operands: readonly string[], files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-tool-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const done = spawnSync(command, operands, { cwd: folder, encoding: 'utf8' });
    return { isContent: done.status === 0, stdout: done.stdout, output: done.stdout + done.stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the routing of alerts', () => {
  it('says the same as custom resource and as native configuration', () => {
    const { global, ...native } = fieldsOf(parse(config));
    expect(global).toEqual({ resolve_timeout: '5m' });
    expect(parse(nativeAlertmanager(alertmanagerConfigSpec(routing, 'some-secret')))).toEqual(
      native,
    );
  });

  it('names alerts and components that there are', () => {
    const known: Readonly<Record<string, ReadonlySet<string>>> = {
      alertname: new Set(alerts.map(({ alert }) => alert)),
      component: new Set(alerts.map(({ labels }) => labels.component)),
      severity: new Set(alerts.map(({ labels }) => labels.severity)),
    };
    const matchers = [
      ...routing.routes.flatMap((route) => route.matchers),
      ...routing.inhibitions.flatMap(({ source, target }) => [...source, ...target]),
    ];
    const named = matchers.flatMap(({ label, value }) =>
      value.split('|').map((one) => [label, one] as const),
    );
    expect(named.filter(([label, value]) => known[label]?.has(value) !== true)).toEqual([]);
  });

  it('keeps the URLs out of the manifests: they are keys of a Secret that is made from the store', () => {
    for (const environment of environments) {
      const objects = synthesize(environment).map(({ object }) => object);
      const resource = objects.find(({ kind }) => kind === 'AlertmanagerConfig');
      const keys = JSON.stringify(resource).match(/"key":"[^"]*"/g);
      expect([...new Set(keys)]).toEqual(['"key":"slack-url"', '"key":"dead-man-url"']);
      expect(JSON.stringify(resource)).not.toMatch(/hooks\.slack\.com/);
    }
  });
});

describeWith('alertmanager', 'amtool', () => {
  it('accepts the configuration', () => {
    const { isContent, output } = run('amtool', ['check-config', 'a.yml'], { 'a.yml': config });
    expect(output).toMatch(/SUCCESS/);
    expect(isContent).toBe(true);
  });

  it('refuses one whose route names nobody', () => {
    const broken = config.replace('receiver: dead-man', 'receiver: nobody');
    expect(run('amtool', ['check-config', 'a.yml'], { 'a.yml': broken }).isContent).toBe(false);
  });

  const receiverOf = (severity: string, name: string): string => {
    if (name === 'Watchdog') return 'dead-man';
    return severity === 'critical' ? 'slack-critical' : 'slack-warning';
  };

  it.each([
    ['what is critical', ['alertname=NodeDown', 'severity=critical'], 'slack-critical'],
    ['a warning', ['alertname=HighCPU', 'severity=warning'], 'slack-warning'],
    ['the sign of life', ['alertname=Watchdog', 'severity=none'], 'dead-man'],
    ['an alert that forgot its severity', ['alertname=Some'], 'slack-warning'],
  ])('sends %s to its receiver', (_, labels, receiver) => {
    const operands = ['config', 'routes', 'test', '--config.file=a.yml', ...labels];
    const { isContent, stdout } = run('amtool', [...operands, `--verify.receivers=${receiver}`], {
      'a.yml': config,
    });
    expect([stdout.trim(), isContent]).toEqual([receiver, true]);
  });

  it('sends every alert that there is where its severity says', () => {
    const sent = alerts.map(({ alert, labels }) => {
      const given = { alertname: alert, cluster: 'porttrack-test', ...labels };
      const pairs = Object.entries(given).map(([name, value]) => `${name}=${value}`);
      const operands = ['config', 'routes', 'test', '--config.file=a.yml', ...pairs];
      return [alert, run('amtool', operands, { 'a.yml': config }).stdout.trim()];
    });
    expect(sent).toEqual(
      alerts.map(({ alert, labels }) => [alert, receiverOf(labels.severity, alert)]),
    );
  });
});

describeWith('alertmanager', 'a real Alertmanager with the configuration', () => {
  let receiver: ReceiverStandIn;
  let alertmanager: RealAlertmanager;

  const alert = (alertname: string, severity: string, labels: Record<string, string>) => ({
    labels: { alertname, severity, cluster: 'porttrack-test', ...labels },
    annotations: {
      summary: `summary of ${alertname}`,
      description: `description of ${alertname}`,
      runbook_url: `https://runbooks.example/${alertname}.md`,
    },
  });

  beforeEach(async () => {
    receiver = await ReceiverStandIn.start();
    alertmanager = await RealAlertmanager.start(
      nativeAlertmanagerConfig(routing, {
        slack: { url: receiver.url('/slack') },
        deadMan: { url: receiver.url('/dead-man') },
      }),
    );
  });

  afterEach(async () => {
    await alertmanager.stop();
    await receiver.stop();
  });

  /** Names of the alerts that are told, once all that were fired are known. */
  const told = async (fired: readonly ReturnType<typeof alert>[]): Promise<string[]> => {
    await alertmanager.fire(...fired);
    const listed = await waitFor(
      async () => {
        const all = await alertmanager.alerts();
        return all.length === fired.length && all.every(({ state }) => state !== 'unprocessed')
          ? all
          : null;
      },
      { what: 'every alert to be processed' },
    );
    return listed
      .filter(({ state }) => state === 'active')
      .map(({ name }) => name)
      .sort();
  };

  it('mutes what follows from the outage, and tells what may be its cause', async () => {
    const names = await told([
      alert('PortTrackAppDown', 'critical', { component: 'porttrack' }),
      alert('PortTrackErrorBudgetBurn', 'critical', { component: 'porttrack' }),
      alert('HighResponseTime', 'warning', { component: 'porttrack' }),
      alert('PortTrackFeedSilent', 'warning', { component: 'porttrack', feed: 'tcp' }),
      alert('PortTrackDegraded', 'warning', { component: 'kubernetes', namespace: 'porttrack' }),
      alert('PortTrackRolloutStuck', 'critical', { component: 'kubernetes' }),
      alert('PostgresPrimaryMissing', 'critical', { component: 'postgres' }),
      alert('RedisDown', 'warning', { component: 'redis' }),
    ]);
    expect(names).toEqual([
      'PortTrackAppDown',
      'PortTrackRolloutStuck',
      'PostgresPrimaryMissing',
      'RedisDown',
    ]);
  });

  it('mutes nothing of another cluster', async () => {
    const names = await told([
      alert('PortTrackAppDown', 'critical', { component: 'porttrack' }),
      alert('HighResponseTime', 'warning', { component: 'porttrack', cluster: 'another' }),
    ]);
    expect(names).toEqual(['HighResponseTime', 'PortTrackAppDown']);
  });

  it('mutes a warning under something critical about the same node, and not about another', async () => {
    const names = await told([
      alert('NodeDown', 'critical', { component: 'nodes', node: 'a' }),
      alert('NodeHighCPU', 'warning', { component: 'nodes', node: 'a' }),
      alert('NodeFilesystemFillingUp', 'warning', { component: 'nodes', node: 'b' }),
    ]);
    expect(names).toEqual(['NodeDown', 'NodeFilesystemFillingUp']);
  });

  it('lets Watchdog fall silent when Slack does not hear', async () => {
    const names = await told([
      alert('AlertmanagerSlackFailing', 'critical', { component: 'monitoring' }),
      alert('Watchdog', 'none', { component: 'monitoring' }),
    ]);
    expect(names).toEqual(['AlertmanagerSlackFailing']);
  });

  it('tells Slack what is critical within a quarter of a minute, with what people need', async () => {
    const started = performance.now();
    await alertmanager.fire(
      alert('NodeDown', 'critical', { component: 'nodes', node: 'a "b" & c' }),
      alert('Watchdog', 'none', { component: 'monitoring' }),
    );
    const { body } = await waitFor(() => receiver.received.find(({ path }) => path === '/slack'), {
      what: 'a message to Slack',
      deadlineMs: 20_000,
    });
    expect(performance.now() - started).toBeLessThan(15_000);
    const silence = [
      'alertname%3DNodeDown',
      'cluster%3Dporttrack-test',
      'component%3Dnodes',
      'node%3Da+%22b%22+%26+c',
      'severity%3Dcritical',
    ].map((matcher) => `&matcher=${matcher}`);
    const text = [
      '*summary of NodeDown*',
      'description of NodeDown',
      '<https://runbooks.example/NodeDown.md|Runbook> | ' +
        `<${GRAFANA}/alerting/silence/new?alertmanager=Alertmanager${silence.join('')}|Silence>`,
      '',
    ].join('\n');
    expect(JSON.parse(body)).toMatchObject({
      channel: '#porttrack-critical',
      attachments: [
        {
          title: '[FIRING:1] NodeDown (porttrack-test)',
          title_link: `${GRAFANA}/alerting/groups?alertmanager=Alertmanager`,
          color: 'danger',
          text,
        },
      ],
    });
    expect(receiver.received.map(({ path }) => path)).toContain('/dead-man');
  });
});

describeWith('prometheus', 'promtool with the native prometheus.yml', () => {
  const isJob = (name: string): name is JobName => name in jobs;
  const names = Object.keys(jobs).filter(isJob);
  const targets = names.map((job) => ({ job, addresses: ['127.0.0.1:9'], labels: { node: 'a' } }));
  const ruleFiles = nativeRules();
  const native = nativePrometheusConfig({
    cluster: 'porttrack-test',
    targets,
    ruleFiles: ['*.rules.yaml'],
    alertmanager: '127.0.0.1:9093',
  });
  const files = {
    'prometheus.yml': native,
    ...Object.fromEntries(ruleFiles.map(({ name, text }) => [name, text])),
  };

  it('accepts it, and finds every rule', () => {
    const { isContent, output } = run('promtool', ['check', 'config', 'prometheus.yml'], files);
    expect([isContent, output]).toEqual([true, expect.stringContaining('is valid prometheus')]);
    expect(output).toContain(`${ruleFiles.length} rule files found`);
  });

  it('refuses one with a time that is none', () => {
    const broken = native.replace('scrape_interval: 30s', 'scrape_interval: 30 s');
    const { isContent } = run('promtool', ['check', 'config', 'prometheus.yml'], {
      ...files,
      'prometheus.yml': broken,
    });
    expect(isContent).toBe(false);
  });
});

describe('the jobs of Prometheus', () => {
  const kinds = ['ServiceMonitor', 'PodMonitor', 'ScrapeConfig'];

  it.each(environments)('are those that the monitors of $name make', (environment) => {
    const objects = synthesize(environment).map(({ object }) => object);
    const monitors = objects.filter(({ kind }) => kinds.includes(kind));
    // Without a gateway nobody asks CloudWatch about one.
    const expected = Object.keys(jobs).filter(
      (job) => job !== 'yace' || environment.edge === 'aws-api-gateway',
    );
    expect(monitors.map(({ metadata }) => metadata.name).sort()).toEqual(expected.sort());
  });
});
