import {
  type CatalogueMetric,
  type CatalogueSource,
  type Sample,
  type Target,
  targetOf,
} from './catalogue.js';

/** A moment of the invented cluster. */
export interface Moment {
  /** Seconds since the exporter started. */
  readonly elapsed: number;
  /** Unix time, seconds. */
  readonly now: number;
}

/**
 * What the exporter of a target answers, in Prometheus' text format: its own labels only, for the
 * scrape adds the target's. Counters grow with time.
 */
export function exposition(source: CatalogueSource, target: Target, moment: Moment): string {
  const wanted = JSON.stringify(target);
  return source.metrics
    .map((metric) => {
      const lines = metric.samples
        .filter((sample) => JSON.stringify(targetOf(source, sample)) === wanted)
        .map((sample) => lineOf(metric, sample, moment));
      return `# TYPE ${metric.name} ${metric.type}\n${lines.join('')}`;
    })
    .join('');
}

function lineOf({ name, labels }: CatalogueMetric, sample: Sample, moment: Moment): string {
  const pairs = labels.map((label) => `${label}=${JSON.stringify(sample.labels[label] ?? '')}`);
  return `${name}{${pairs.join(',')}} ${String(valueOf(sample, moment))}\n`;
}

function valueOf({ value = 0, perSecond = 0, ago }: Sample, { elapsed, now }: Moment): number {
  return ago === undefined ? value + perSecond * elapsed : now - ago;
}
