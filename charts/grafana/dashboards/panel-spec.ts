import type { Color } from './palette.js';

/** A query of a panel. */
export interface QuerySpec {
  /** PromQL; `$pod`, `$node`, `$stage` and Grafana's `$__` variables are replaced by Grafana. */
  readonly expr: string;
  /** Name of the series; `{{label}}` is the value of a label that the query returns. */
  readonly legend: string;
  /** @default by the series' name, so that a name has one colour everywhere */
  readonly color?: Color;
  /** Drawn dashed: a limit, a request, something to compare with. */
  readonly isReference?: boolean;
}

/** Where a value stops being fine; given in the panel's unit. */
export interface ThresholdsSpec {
  readonly attention: number;
  readonly bad: number;
  /** Which side is bad. */
  readonly badWhen: 'above' | 'below';
}

/** A panel: what it shows and why somebody looks at it. */
export interface PanelSpec {
  /** `stat` shows the newest value, `time-series` its course. */
  readonly kind: 'stat' | 'time-series';
  readonly title: string;
  /** What is measured, and what to make of it. */
  readonly description: string;
  /** A unit of Grafana's (`@grafana/grafana-foundation-sdk/units`). */
  readonly unit: string;
  readonly queries: readonly QuerySpec[];
  /** Columns of 24. */
  readonly width: number;
  readonly thresholds?: ThresholdsSpec;
  /** Alert whose runbook says what to do when this panel looks bad. */
  readonly runbook?: string;
  /** Areas on top of each other: for parts of a whole. @default false */
  readonly isStacked?: boolean;
  /** Lowest value of the axis. @default 0, or free where it is `null` */
  readonly min?: null;
  /** Highest value of the axis. @default free */
  readonly max?: number;
  readonly decimals?: number;
}

/** Panels that answer one question. Widths add up to multiples of 24. */
export interface RowSpec {
  readonly title: string;
  readonly panels: readonly PanelSpec[];
}
