import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { environments } from '../../charts/environments.js';
import { jobs } from '../../charts/prometheus/jobs.js';
import { type AlertRule, isAlert } from '../../charts/rules/rule.js';
import { RulesChart } from '../../charts/rules/rules.chart.js';
import { nativeRules, type RuleFile, rules } from '../../charts/rules/rules.js';
import { describeWith } from '../support/real-parts.js';
import { casesByComponent } from './cases/all.js';
import { promtoolFiles } from './promtool-tests.js';

const RUNBOOKS = 'docs/runbooks';

const all = rules.flatMap((component) => component.rules);
const alerts = all.filter(isAlert);
const records = all.flatMap((rule) => (isAlert(rule) ? [] : [rule]));
const allCases = Object.values(casesByComponent).flat();
const alertNames = [...new Set(alerts.map(({ alert }) => alert))].sort();

/** Runs promtool over one file of rules; `test` takes the component's cases along. */
function promtool(command: 'check' | 'test', { component, name, text }: RuleFile) {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-rules-'));
  try {
    writeFileSync(join(folder, name), text);
    const tests = promtoolFiles(casesByComponent[component] ?? [], [name]).map(
      ({ evaluation, content }) => {
        writeFileSync(join(folder, `${evaluation}.test.yaml`), stringify(content));
        return `${evaluation}.test.yaml`;
      },
    );
    const operands = command === 'check' ? [name] : tests;
    const { status, stdout, stderr } = spawnSync('promtool', [command, 'rules', ...operands], {
      cwd: folder,
      encoding: 'utf8',
    });
    return status === 0 ? 'success' : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A fault in one component's rules: what stands there, and what a slip would make of it. */
const slips: readonly (readonly [string, string, string, string])[] = [
  ['a comparison turned round', 'postgres', 'seconds > 30', 'seconds < 30'],
  ['a metric misspelt', 'redis', 'redis_up{', 'redis_ups{'],
  ['a time shortened', 'nodes', 'for: 5m', 'for: 4m'],
  ['a counter taken for a gauge', 'porttrack', 'increase(', 'max_over_time('],
  ['a severity lowered', 'kubernetes', 'severity: critical', 'severity: warning'],
  ['a limit moved', 'gateway', '> 0.05', '> 0.5'],
  ['a budget doubled', 'slo', '14.4 * 0.005', '14.4 * 0.01'],
  ['a label lost', 'monitoring', 'by (job, namespace)', 'by (job)'],
];

describeWith('prometheus', 'rules under promtool', () => {
  const files = nativeRules();
  const fileOf = (wanted: string): RuleFile | undefined =>
    files.find(({ component }) => component === wanted);

  it.each(files)('of $component are rules that Prometheus takes', (file) => {
    expect(promtool('check', file)).toBe('success');
  });

  it.each(files)(
    'of $component fire at their time, not before, and end; recorded series have their values',
    (file) => {
      expect(promtool('test', file)).toBe('success');
    },
    120_000,
  );

  it.each(slips)('are found out by their cases: %s', (_, component, right, wrong) => {
    const file = fileOf(component);
    if (file === undefined) throw new Error(`there are no rules of ${component}`);
    expect(file.text).toContain(right);
    const broken = { ...file, text: file.text.replace(right, wrong) };
    expect(promtool('check', broken)).toBe('success');
    expect(promtool('test', broken)).toContain('FAILED');
  });
});

describe('rules', () => {
  it('have the four alerts of the architecture', () => {
    const four = ['PortTrackAppDown', 'NodeDown', 'HighResponseTime', 'HighCPU'];
    const found = alerts.filter(({ alert }) => four.includes(alert));
    expect(
      Object.fromEntries(found.map((rule) => [rule.alert, [rule.labels.severity, rule.for]])),
    ).toEqual({
      PortTrackAppDown: ['critical', '1m'],
      NodeDown: ['critical', '1m'],
      HighResponseTime: ['warning', '5m'],
      HighCPU: ['warning', '5m'],
    });
  });

  it('have a case for every alert, each of its rules, and every recorded series', () => {
    const cased = allCases.flatMap((cases) => cases.alerts.map(({ alert }) => alert));
    expect([...new Set(cased)].sort()).toEqual(alertNames);
    const burnt = allCases.flatMap((cases) =>
      cases.alerts.flatMap(({ labels }) => labels?.['long_window'] ?? []),
    );
    expect(burnt).toEqual(alerts.flatMap(({ labels }) => labels['long_window'] ?? []));
    const recorded = allCases.flatMap((cases) => (cases.records ?? []).map(({ record }) => record));
    expect(recorded.sort()).toEqual(records.map(({ record }) => record).sort());
  });

  it('have a runbook for every alert, and no runbook is without its alert', () => {
    const files = existsSync(RUNBOOKS) ? readdirSync(RUNBOOKS) : [];
    const books = files.filter((name) => name !== 'README.md').sort();
    expect(books).toEqual(alertNames.map((name) => `${name}.md`));
  });

  it.each(alertNames)('say in the runbook of %s what it means and what to do', (name) => {
    const text = readFileSync(join(RUNBOOKS, `${name}.md`), 'utf8');
    expect(text.startsWith(`# ${name}\n`)).toBe(true);
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation']);
    expect(text).toMatch(/## Diagnosis[\s\S]*```sh\n[\s\S]+?```/);
  });

  it('stand in the table of runbooks as they are', () => {
    const table = readFileSync(join(RUNBOOKS, 'README.md'), 'utf8');
    const rows = [...table.matchAll(/^\| \[(\w+)\]\((\w+)\.md\) +\|([^\n]+)\|$/gm)].map(
      ([, name = '', book, cells = '']) => {
        expect(book).toBe(name);
        return [name, ...cells.split('|').map((cell) => cell.trim())];
      },
    );
    const valuesOf = (name: string, value: (rule: AlertRule) => string): string =>
      [...new Set(alerts.filter(({ alert }) => alert === name).map(value))].join(', ');
    expect(rows.sort()).toEqual(
      alertNames.map((name) => [
        name,
        valuesOf(name, ({ labels }) => labels.component),
        valuesOf(name, ({ labels }) => labels.severity),
        valuesOf(name, (rule) => rule.for),
      ]),
    );
  });

  it.each(environments)('are the same in the PrometheusRules of $name', (environment) => {
    const chart = new RulesChart(new App(), environment);
    const objects: unknown[] = chart.toJson();
    const isWatched = ({ component }: RuleFile): boolean =>
      component !== 'gateway' || environment.edge === 'aws-api-gateway';
    expect(objects).toEqual(
      nativeRules()
        .filter(isWatched)
        .map(
          ({ component, text }) =>
            expect.objectContaining({
              kind: 'PrometheusRule',
              metadata: expect.objectContaining({
                name: component,
                namespace: 'porttrack-monitoring',
                labels: expect.objectContaining({
                  'porttrack.dev/monitoring': 'enabled',
                }) as object,
              }) as object,
              spec: parse(text) as object,
            }) as object,
        ),
    );
  });

  it('wait for two scrapes before they tell anybody', () => {
    const hasty = alerts.filter((rule) => ['0s', '15s', '30s'].includes(rule.for));
    expect(hasty.map(({ alert }) => alert)).toEqual(['Watchdog']);
  });

  it('name only jobs that are scraped', () => {
    const named = all.flatMap(({ expr }) =>
      [...expr.matchAll(/job=~?"([^"]+)"/g)].flatMap(([, value = '']) => value.split('|')),
    );
    expect([...new Set(named)].filter((job) => !(job in jobs))).toEqual([]);
  });

  it('never take a rate of what CloudWatch has summed already', () => {
    const wrong = all.filter(({ expr }) => /(rate|increase)\(aws_apigateway/.test(expr));
    expect(wrong).toEqual([]);
  });

  it('look back over at least two scrapes', () => {
    const windows = all.flatMap(({ expr }) =>
      [...expr.matchAll(/\[(\d+)([smhd])\]/g)].map(([window]) => window),
    );
    expect(windows.filter((window) => /\[(\d+s|1m)\]/.test(window))).toEqual([]);
  });

  it('have unique recorded names of the form level:metric:operation', () => {
    const names = records.map(({ record }) => record);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z_]+:[a-z0-9_]+:[a-z0-9_]+$/.test(name))).toEqual([]);
  });
});
