import type { CatalogueMetric, CatalogueSource, Sample } from './catalogue.js';

/** A moment of the invented cluster. */
export interface Moment {
  /** Seconds since the exporter started. */
  readonly elapsed: number;
  /** Unix time, seconds. */
  readonly now: number;
}

/** What the exporter answers, in Prometheus' text format. Counters grow with time. */
export function exposition({ metrics }: CatalogueSource, moment: Moment): string {
  return metrics.map((metric) => textOf(metric, moment)).join('');
}

function textOf({ name, type, samples }: CatalogueMetric, moment: Moment): string {
  const lines = samples.map(
    (sample) => `${name}{${labelsOf(sample)}} ${String(valueOf(sample, moment))}\n`,
  );
  return `# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsOf({ labels }: Sample): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}

function valueOf({ value = 0, perSecond = 0, ago }: Sample, { elapsed, now }: Moment): number {
  return ago === undefined ? value + perSecond * elapsed : now - ago;
}
