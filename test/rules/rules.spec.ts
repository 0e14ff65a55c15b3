import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { jobs } from '../../charts/prometheus/jobs.js';
import { isAlert } from '../../charts/rules/rule.js';
import { nativeRules, type RuleFile, rules } from '../../charts/rules/rules.js';
import { describeWith } from '../support/real-parts.js';
import { allCases } from './cases/all.js';
import { promtoolFiles } from './promtool-tests.js';
import { slowPace, usualPace } from './rule-case.js';

const RUNBOOKS = 'docs/runbooks';

const all = rules.flatMap((component) => component.rules);
const alerts = all.filter(isAlert);
const records = all.flatMap((rule) => (isAlert(rule) ? [] : [rule]));
const alertNames = [...new Set(alerts.map(({ alert }) => alert))].sort();

/** Runs promtool over these files of rules, with the cases of these paces where they are wanted. */
function promtool(
  command: 'check' | 'test',
  files: readonly RuleFile[],
  paces: readonly string[] = [usualPace.evaluation],
) {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-rules-'));
  try {
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    const names = files.map(({ name }) => name);
    const tests = promtoolFiles(allCases, names)
      .filter(({ evaluation }) => paces.includes(evaluation))
      .map(({ evaluation, content }) => {
        writeFileSync(join(folder, `${evaluation}.test.yaml`), stringify(content));
        return `${evaluation}.test.yaml`;
      });
    const operands = command === 'check' ? names : tests;
    const { status, stdout, stderr } = spawnSync('promtool', [command, 'rules', ...operands], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWith('prometheus', 'rules under promtool', () => {
  it('are rules that Prometheus takes', () => {
    expect(promtool('check', nativeRules())).toMatchObject({ status: 0 });
  });

  it('fire at their time, not before, and end; recorded series have their values', () => {
    const { status, output } = promtool('test', nativeRules());
    expect(status === 0 ? '' : output).toBe('');
  });

  it('do so where the windows are of days', () => {
    const slow = nativeRules().filter(({ component }) => component === 'slo');
    const paces = ['1m', slowPace.evaluation];
    const { status, output } = promtool('test', slow, paces);
    expect(status === 0 ? '' : output).toBe('');
  }, 300_000);

  const broken: readonly (readonly [string, string, string, string])[] = [
    ['a comparison turned round', 'postgres', 'seconds > 30', 'seconds < 30'],
    ['a metric misspelt', 'redis', 'redis_up{', 'redis_ups{'],
    ['a time shortened', 'nodes', 'for: 5m', 'for: 4m'],
    [
      'a counter taken for a gauge',
      'porttrack',
      'increase(porttrack_ingest',
      'max_over_time(porttrack_ingest',
    ],
    ['a severity lowered', 'kubernetes', 'severity: critical', 'severity: warning'],
  ];
  it.each(broken)('are found out by their cases: %s', (_, component, right, wrong) => {
    const files = nativeRules().map((file) =>
      file.component === component ? { ...file, text: file.text.replace(right, wrong) } : file,
    );
    expect(files).not.toEqual(nativeRules());
    expect(promtool('check', files)).toMatchObject({ status: 0 });
    expect(promtool('test', files).status).not.toBe(0);
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
    expect(readFileSync(join(RUNBOOKS, 'README.md'), 'utf8')).toContain(`(${name}.md)`);
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
