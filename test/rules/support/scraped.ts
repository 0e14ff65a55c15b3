import { namesIn, type Selector } from './promql.js';
import type { RealPrometheus, Series } from './real-prometheus.js';

/**
 * What is wrong with the names of an expression, measured by the series that Prometheus has: metrics
 * that nobody exposes, labels that they do not have, values that never occur.
 * @returns one line for each mistake
 */
export async function mistakesIn(
  expression: string,
  prometheus: RealPrometheus,
): Promise<string[]> {
  const { selectors, groupedBy, madeLabels } = namesIn(expression);
  const mistakes: string[] = [];
  const labels = new Set(madeLabels);
  for (const selector of selectors) {
    const all = await prometheus.series(selector.metric);
    if (all.length === 0) mistakes.push(`nobody exposes ${selector.metric}`);
    else if ((await prometheus.series(relaxed(selector))).length === 0) {
      mistakes.push(`no series of ${selector.metric} has ${relaxed(selector)}`);
    }
    for (const one of all) for (const label of Object.keys(one)) labels.add(label);
  }
  const unknown = groupedBy.filter((label) => !labels.has(label));
  return [...mistakes, ...unknown.map((label) => `no series has the label ${label}`)];
}

/**
 * The selector without what is not so while all is well: a value that is compared for equality has
 * to occur, of any other matcher only the label.
 */
function relaxed({ metric, matchers }: Selector): string {
  const parts = matchers.map(({ label, operator, value }) =>
    operator === '=' && value !== '' ? `${label}="${value}"` : `${label}=~".+"`,
  );
  return `${metric}{${parts.join(',')}}`;
}

/** Functions of counters, and of counters only. */
const ofCounters = new Set(['rate', 'increase', 'irate']);

/**
 * Selectors that are given to `rate` without being counters: the answer would be nonsense, not an error.
 * @param types of the metrics that are exposed
 */
export function ratesOfGauges(expression: string, types: ReadonlyMap<string, string>): string[] {
  return namesIn(expression)
    .selectors.filter(({ calledBy }) => calledBy !== null && ofCounters.has(calledBy))
    .map(({ metric }) => metric)
    .filter((metric) => !isCounter(metric, types));
}

function isCounter(metric: string, types: ReadonlyMap<string, string>): boolean {
  const family = metric.replace(/_(bucket|sum|count)$/, '');
  return types.get(metric) === 'counter' || types.get(family) === 'histogram';
}

/** Labels that a legend shows and that the answer lacks. */
export function missingInLegend(legend: string, answer: readonly Series[]): string[] {
  const names = [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name);
  return names.filter((name) => !answer.some(({ metric }) => name in metric));
}
