import { type AlertRule, isAlert } from '../../charts/rules/rule.js';
import { rules } from '../../charts/rules/rules.js';
import {
  type AlertCase,
  type ComponentCases,
  type RecordCase,
  type SilentCase,
  usualPace,
} from './rule-case.js';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds of a time such as `1h3m30s`. */
function seconds(time: string): number {
  return [...time.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? NaN),
    0,
  );
}

/** A test file of promtool: the format has one pace of evaluation a file. */
export interface PromtoolFile {
  readonly evaluation: string;
  readonly content: object;
}

/** Test files over files of rules (paths), one for each pace. */
export function promtoolFiles(
  cases: readonly ComponentCases[],
  ruleFiles: readonly string[],
): PromtoolFile[] {
  const tests = cases.flatMap(({ alerts, silent = [], records = [] }) => [
    ...alerts.map((one) => ({ pace: one.pace ?? usualPace, test: alertTest(one) })),
    ...silent.map((one) => ({ pace: usualPace, test: silentTest(one) })),
    ...records.map((one) => ({ pace: one.pace ?? usualPace, test: recordTest(one) })),
  ]);
  const evaluations = [...new Set(tests.map(({ pace }) => pace.evaluation))];
  return evaluations.map((evaluation) => ({
    evaluation,
    content: {
      rule_files: ruleFiles,
      evaluation_interval: evaluation,
      tests: tests
        .filter(({ pace }) => pace.evaluation === evaluation)
        .map(({ pace, test }) => ({ interval: pace.scrape, ...test })),
    },
  }));
}

/** The moments around the beginning and the end, and what the alert says of itself. */
function alertTest(one: AlertCase): object {
  const { scrape, evaluation } = one.pace ?? usualPace;
  const fires = seconds(one.firesAt);
  const ends = one.resolvesAt === null ? null : seconds(one.resolvesAt);
  // A window that ends on a scrape holds one sample less in Prometheus 3 than in 2.
  const beforeEnd = Math.max(2 * seconds(scrape), seconds(evaluation));
  return {
    name: `${one.alert}: ${one.when}`,
    input_series: inputOf(one.input),
    alert_rule_test: [
      { eval_time: `${fires}s`, alertname: one.alert, exp_alerts: [expectedAlert(one)] },
    ],
    promql_expr_test: [
      ...(fires === 0 ? [] : [firing(one, fires - seconds(evaluation), false)]),
      ...(ends === null ? [] : [firing(one, ends - beforeEnd, true), firing(one, ends, false)]),
    ],
  };
}

/** Whether the alert fires `at` so many seconds. */
function firing({ alert, labels = {} }: AlertCase, at: number, isFiring: boolean): object {
  const matchers = Object.entries({ alertname: alert, alertstate: 'firing', ...labels });
  return {
    expr: `count(ALERTS{${matchers.map(([name, value]) => `${name}="${value}"`).join(',')}})`,
    eval_time: `${at}s`,
    exp_samples: isFiring ? [{ labels: '{}', value: 1 }] : [],
  };
}

function silentTest({ alert, when, input, silentAt }: SilentCase): object {
  return {
    name: `${alert}: not when ${when}`,
    input_series: inputOf(input),
    alert_rule_test: silentAt.map((time) => ({
      eval_time: time,
      alertname: alert,
      exp_alerts: [],
    })),
  };
}

function recordTest({ record, input, at, samples }: RecordCase): object {
  return {
    name: record,
    input_series: inputOf(input),
    promql_expr_test: [
      {
        // The last digits of a float are not the point.
        expr: `round(${record}, 0.0001)`,
        eval_time: at,
        exp_samples: Object.entries(samples).map(([labels, value]) => ({ labels, value })),
      },
    ],
  };
}

function inputOf(input: AlertCase['input']): object[] {
  return Object.entries(input).map(([series, values]) => ({ series, values }));
}

/** The alert with its texts filled in as this case says, not as Prometheus' templates do. */
function expectedAlert(one: AlertCase): object {
  const rule = ruleOf(one);
  const labels: Record<string, string> = { ...rule.labels, ...one.labels };
  const fill = (text: string): string =>
    text
      .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '')
      .replaceAll(/\{\{ \$value[^}]*\}\}/g, one.value ?? 'no value is given in the case');
  const { summary, description, runbook_url } = rule.annotations;
  return {
    exp_labels: labels,
    exp_annotations: { summary: fill(summary), description: fill(description), runbook_url },
  };
}

/** An alert may have several rules, told apart by labels of their own. */
function ruleOf({ alert, labels = {} }: AlertCase): AlertRule {
  const own = new Set(['severity', 'component']);
  const found = rules
    .flatMap((group) => group.rules)
    .filter(isAlert)
    .find(
      (rule) =>
        rule.alert === alert &&
        Object.entries(rule.labels).every(
          ([name, value]) => own.has(name) || labels[name] === value,
        ),
    );
  if (found === undefined) throw new Error(`no rule ${alert} has these labels`);
  return found;
}
