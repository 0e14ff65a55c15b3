import type { Duration } from '../../charts/rules/rule.js';

/** Series as promtool takes them: selector to values, one value a scrape (`0+1x10`, `_`, `stale`). */
type Input = Readonly<Record<string, string>>;

/** Seconds between two values of the input, and between two evaluations of the rules. */
export interface Pace {
  readonly scrape: Duration;
  readonly evaluation: Duration;
}

/** What Prometheus does in production. */
export const usualPace: Pace = { scrape: '30s', evaluation: '15s' };

/** For windows of days. */
export const slowPace: Pace = { scrape: '1m', evaluation: '5m' };

/**
 * One way into an alert and out of it. Checked: silent one evaluation before `firesAt`, firing with
 * these labels and texts at `firesAt`, firing still two scrapes before `resolvesAt`, silent at
 * `resolvesAt`.
 */
export interface AlertCase {
  readonly alert: string;
  /** What happens, after the alert's name. */
  readonly when: string;
  readonly input: Input;
  /** Time since the input's start, such as `3m30s`. */
  readonly firesAt: string;
  /** `null`: it never ends. */
  readonly resolvesAt: string | null;
  /** Labels over the rule's own. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What `$value` becomes in the texts at `firesAt`. */
  readonly value?: string;
  /** @default usualPace */
  readonly pace?: Pace;
}

/** A way to an alert that must not be taken: silent at every one of these times. */
export interface SilentCase {
  readonly alert: string;
  readonly when: string;
  readonly input: Input;
  readonly silentAt: readonly string[];
}

/** A recorded series: all its samples at one time. */
export interface RecordCase {
  readonly record: string;
  readonly input: Input;
  readonly at: string;
  /** Labels as in a selector (`{feed="north"}`) to value. */
  readonly samples: Readonly<Record<string, number>>;
  /** @default usualPace */
  readonly pace?: Pace;
}

/** The cases of one component. */
export interface ComponentCases {
  readonly alerts: readonly AlertCase[];
  readonly silent?: readonly SilentCase[];
  readonly records?: readonly RecordCase[];
}
