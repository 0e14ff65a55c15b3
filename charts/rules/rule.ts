/** A length of time as Prometheus writes it, such as `30s` or `5m`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

/**
 * What has to happen: `critical` wakes somebody up, `warning` is read within the day, `none` is a
 * sign of life.
 */
export type Severity = 'critical' | 'warning' | 'none';

/** What is ill. The service's own parts are all `porttrack`, so that its outage mutes them. */
export type AlertComponent =
  'porttrack' | 'nodes' | 'postgres' | 'redis' | 'gateway' | 'kubernetes' | 'monitoring';

/** A series that Prometheus computes and keeps. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

/** An alert as Prometheus reads it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: Duration;
  readonly labels: Readonly<Record<string, string>> & {
    readonly severity: Severity;
    readonly component: AlertComponent;
  };
  readonly annotations: {
    readonly summary: string;
    readonly description: string;
    readonly runbook_url: string;
  };
}

/**
 * The rules of one component: one PrometheusRule, one file of rules, one group, so that they are
 * evaluated one after the other and an alert sees what was recorded a moment before.
 */
export interface ComponentRules {
  /** Name of the file, the object and the group. */
  readonly name: string;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}

export interface AlertProps {
  /** The alert's name, which is also its runbook's. */
  readonly name: string;
  readonly expr: string;
  /** How long `expr` has to hold: at least two scrapes (1m), or the sign of life's 0s. */
  readonly for: Duration;
  readonly severity: Severity;
  readonly component: AlertComponent;
  /** One line for a phone. */
  readonly summary: string;
  /** What the expression measures, over which time, and its limit. */
  readonly description: string;
  /** Labels over those that the expression keeps. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Where the runbooks stand, as people reach them from Slack. */
export const RUNBOOKS_URL = 'https://github.com/porttrack/porttrack/blob/main/docs/runbooks';

/** An alert with its runbook's address. */
export function alert({ name, expr, summary, description, ...rest }: AlertProps): AlertRule {
  return {
    alert: name,
    expr: oneLine(expr),
    for: rest.for,
    labels: { severity: rest.severity, component: rest.component, ...rest.labels },
    annotations: { summary, description, runbook_url: `${RUNBOOKS_URL}/${name}.md` },
  };
}

/** A recorded series; its name is `level:metric:operation`, the level being the labels that are left. */
export function record(name: `${string}:${string}:${string}`, expr: string): RecordingRule {
  return { record: name, expr: oneLine(expr) };
}

/** Whether a rule is an alert. */
export function isAlert(rule: RecordingRule | AlertRule): rule is AlertRule {
  return 'alert' in rule;
}

/** Expressions are written over several lines for people; a manifest's diff shows them as one. */
function oneLine(expr: string): string {
  return expr.trim().replaceAll(/\s+/g, ' ');
}
