import * as units from '@grafana/grafana-foundation-sdk/units';
import { isAlert } from '../../../charts/rules/rule.js';
import { rules } from '../../../charts/rules/rules.js';
import { type DashboardModel, interpolated, type PanelModel, panelsOf } from './panels.js';
import { namesIn } from './promql.js';

const COLUMNS = 24;

const knownUnits = new Set(Object.values(units).map(String));

const alerts = rules.flatMap((group) => group.rules).filter(isAlert);

/** Runbook's address by alert. */
const runbooks = new Map(alerts.map(({ alert, annotations }) => [alert, annotations.runbook_url]));

/** Alerts about a recorded series, by its name: the first that they read; others are conditions. */
const alertsOf = new Map<string, Set<string>>();
for (const { alert, expr } of alerts) {
  const metric = namesIn(expr).selectors[0]?.metric ?? '';
  if (metric.includes(':')) alertsOf.set(metric, (alertsOf.get(metric) ?? new Set()).add(alert));
}

/**
 * What an operator would stumble over in a dashboard.
 * @returns one line for each fault
 */
export function faultsOf(model: DashboardModel): string[] {
  const panels = panelsOf(model);
  return [
    ...(model.description === '' ? ['the dashboard has no description'] : []),
    ...(model.editable ? ['the dashboard can be edited, and would lose it'] : []),
    ...panels.flatMap((panel) => panelFaults(panel).map((fault) => `${panel.title}: ${fault}`)),
    ...twice(model.panels.map(({ id }) => id)).map((id) => `two panels have the id ${id}`),
    ...twice(panels.map(({ title }) => title)).map((title) => `two panels are called ${title}`),
    ...variableFaults(model),
    ...gridFaults(model),
  ];
}

function panelFaults(panel: PanelModel): string[] {
  const { title, description = '', datasource, fieldConfig, targets = [] } = panel;
  const unit = fieldConfig?.defaults.unit ?? '';
  const sources = [datasource, ...targets.map((target) => target.datasource)];
  return [
    ...(title === '' ? ['has no title'] : []),
    ...(/^\S.{20,}\.$/s.test(description) ? [] : ['has no description, or no whole sentence']),
    ...(knownUnits.has(unit) ? [] : [`Grafana has no unit ${unit}`]),
    ...(targets.length === 0 ? ['asks nothing'] : []),
    ...(sources.every((source) => source?.uid === '${environment}')
      ? []
      : ['asks another data source than the chosen environment']),
    ...targets.flatMap(({ expr, legendFormat }) => [
      ...(legendFormat === '' ? ['has a series without a name'] : []),
      ...(/\brate\([^[]*\[(?!\$__rate_interval\])/.test(expr)
        ? ['has a rate over a time that does not follow the zoom']
        : []),
    ]),
    ...linkFaults(panel),
  ];
}

/** Links to runbooks go where the alert's own link goes; who shows what an alert reads has one. */
function linkFaults({ links = [], targets = [] }: PanelModel): string[] {
  const linked = links.map(({ title, url }) => ({ alert: title.replace('Runbook: ', ''), url }));
  const broken = linked.filter(({ alert, url }) => runbooks.get(alert) !== url);
  const related = targets.flatMap(({ expr }) =>
    namesIn(interpolated(expr)).selectors.flatMap(({ metric }) => [
      ...(alertsOf.get(metric) ?? []),
    ]),
  );
  const hasNone = related.length > 0 && !linked.some(({ alert }) => related.includes(alert));
  return [
    ...broken.map(({ alert }) => `links to the runbook of ${alert}, which is no alert`),
    ...(hasNone ? [`links to no runbook of ${[...new Set(related)].join(', ')}`] : []),
  ];
}

function variableFaults({ templating, panels }: DashboardModel): string[] {
  const declared = templating.list.map(({ name }) => name);
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const used = new Set(
    expressions.flatMap((expr) => [...expr.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)),
  );
  const [first] = templating.list;
  return [
    ...(first?.name === 'environment' && first.type === 'datasource'
      ? []
      : ['the environment cannot be chosen']),
    ...templating.list
      .filter(({ label, description }) => label === '' || description === '')
      .map(({ name }) => `$${name} has no label or description`),
    ...declared
      .filter((name) => name !== 'environment' && !used.has(name))
      .map((name) => `$${name} is offered and not used`),
    ...[...used]
      .filter((name) => !name.startsWith('__') && !declared.includes(name))
      .map((name) => `$${name} is used and not offered`),
  ];
}

/** Panels fill whole lines, so that none is alone and none covers another. */
function gridFaults(model: DashboardModel): string[] {
  const lines = new Map<number, PanelModel[]>();
  for (const panel of panelsOf(model)) {
    lines.set(panel.gridPos.y, [...(lines.get(panel.gridPos.y) ?? []), panel]);
  }
  return [...lines.values()].flatMap((line) => {
    let column = 0;
    for (const { gridPos } of line) {
      if (gridPos.x !== column)
        return [`${line[0]?.title ?? ''}: the line has a gap or an overlap`];
      column += gridPos.w;
    }
    return column === COLUMNS ? [] : [`${line[0]?.title ?? ''}: the line is not full`];
  });
}

function twice<T extends string | number>(values: readonly T[]): T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
