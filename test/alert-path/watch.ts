import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeAlertmanagerConfig } from '../../charts/alertmanager/native-config.js';
import { alertRouting } from '../../charts/alertmanager/routing.js';
import {
  nativePrometheusConfig,
  type StaticTargets,
} from '../../charts/prometheus/native-config.js';
import { nativeRules } from '../../charts/rules/rules.js';
import { parse, stringify } from 'yaml';
import { freePort } from '../support/free-port.js';
import { commandOf } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';
import type { SlackStandIn } from './slack.js';

/** Rules of components that are not here: without their exporters they would tell of outages. */
const absent = ['postgres', 'redis', 'gateway'];

interface Configuration {
  readonly alerting: {
    alertmanagers: { static_configs: { targets: readonly string[] }[] }[];
  };
  readonly scrape_configs: { scheme: string }[];
}

/** A real Prometheus and two real Alertmanagers, with what dist/ means: its rules, times and routes. */
export class Watch {
  readonly #children = new Map<string, ChildProcess>();

  private constructor(
    private readonly folder: string,
    readonly prometheus: string,
    readonly alertmanagers: readonly string[],
  ) {}

  static async start(targets: readonly StaticTargets[], slack: SlackStandIn): Promise<Watch> {
    const folder = mkdtempSync(join(tmpdir(), 'porttrack-watch-'));
    const address = async (): Promise<string> => `127.0.0.1:${await freePort()}`;
    const watch = new Watch(folder, await address(), [await address(), await address()]);
    const gossip = [await address(), await address()];
    const routes = nativeAlertmanagerConfig(alertRouting('https://grafana.example'), {
      slack: { url: slack.url('/slack') },
      deadMan: { url: slack.url('/dead-man') },
    });
    writeFileSync(join(folder, 'alertmanager.yml'), routes);
    for (const [index, listen] of watch.alertmanagers.entries()) {
      await watch.#spawn('alertmanager', `http://${listen}/-/ready`, [
        '--config.file=alertmanager.yml',
        `--storage.path=alerts-${index}`,
        `--web.listen-address=${listen}`,
        `--cluster.listen-address=${gossip[index] ?? ''}`,
        ...gossip.filter((_, other) => other !== index).map((peer) => `--cluster.peer=${peer}`),
      ]);
    }
    for (const { component, name, text } of nativeRules())
      if (!absent.includes(component)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'prometheus.yml'), watch.#configuration(targets));
    await watch.#spawn('prometheus', `http://${watch.prometheus}/-/ready`, [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      `--web.listen-address=${watch.prometheus}`,
    ]);
    return watch;
  }

  /** Names of the alerts that Prometheus has firing. */
  async firing(): Promise<string[]> {
    const answer = await fetch(`http://${this.prometheus}/api/v1/alerts`);
    const { data } = (await answer.json()) as {
      data: { alerts: { labels: Record<string, string>; state: string }[] };
    };
    return data.alerts
      .filter(({ state }) => state === 'firing')
      .map(({ labels }) => labels['alertname'] ?? '');
  }

  /** Ends Prometheus, as a node that is lost does. */
  killPrometheus(): void {
    this.#children.get(`http://${this.prometheus}/-/ready`)?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    for (const child of this.#children.values()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  #configuration(targets: readonly StaticTargets[]): string {
    const [first = ''] = this.alertmanagers;
    const own: StaticTargets[] = [
      { job: 'prometheus', addresses: [this.prometheus] },
      { job: 'alertmanager', addresses: this.alertmanagers },
    ];
    const text = nativePrometheusConfig({
      cluster: 'porttrack-proof',
      targets: [...targets, ...own],
      ruleFiles: ['*.rules.yaml'],
      alertmanager: first,
    });
    const configuration = parse(text) as Configuration;
    // Prometheus tells every Alertmanager; they tell each other who has told Slack.
    configuration.alerting.alertmanagers = [{ static_configs: [{ targets: this.alertmanagers }] }];
    // The stand-in of the kubelet has no certificate.
    for (const job of configuration.scrape_configs) job.scheme = 'http';
    return stringify(configuration);
  }

  async #spawn(part: 'alertmanager' | 'prometheus', ready: string, flags: readonly string[]) {
    const program = commandOf(part);
    if (program === null) throw new Error(`no ${part} on PATH`);
    const child = spawn(program, flags, { cwd: this.folder, stdio: 'ignore' });
    this.#children.set(ready, child);
    await waitFor(async () => (await fetch(ready)).ok, { what: part });
  }
}
