import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { runbookLink } from './links.js';
import { namedColors, palette } from './palette.js';
import type { PanelSpec, QuerySpec, ThresholdsSpec } from './panel-spec.js';
import { DATASOURCE } from './variables.js';

/** Heights in units of Grafana's grid (30 pixels). */
const heights = { stat: 4, 'time-series': 8 } as const;

/**
 * A panel of Grafana's.
 * @param id unique within its dashboard
 */
export function panelOf(spec: PanelSpec, id: number): Builder<dashboard.Panel> {
  const panel = spec.kind === 'stat' ? statPanel(spec) : timeSeriesPanel(spec);
  panel
    .id(id)
    .title(spec.title)
    .description(spec.description)
    .datasource(DATASOURCE)
    .unit(spec.unit)
    .span(spec.width)
    .height(heights[spec.kind]);
  if (spec.decimals !== undefined) panel.decimals(spec.decimals);
  if (spec.thresholds !== undefined) panel.thresholds(thresholdsOf(spec.thresholds));
  if (spec.runbook !== undefined) panel.links([runbookLink(spec.runbook)]);
  for (const [index, query] of spec.queries.entries()) {
    panel.withTarget(targetOf(query, refId(index), spec.kind));
  }
  return panel;
}

function statPanel(spec: PanelSpec): stat.PanelBuilder {
  const mode =
    spec.thresholds === undefined
      ? new dashboard.FieldColorBuilder()
          .mode(dashboard.FieldColorModeId.Fixed)
          .fixedColor(palette.neutral)
      : new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds);
  return new stat.PanelBuilder()
    .colorScheme(mode)
    .colorMode(common.BigValueColorMode.Value)
    .graphMode(common.BigValueGraphMode.Area)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']));
}

function timeSeriesPanel(spec: PanelSpec): timeseries.PanelBuilder {
  const panel = new timeseries.PanelBuilder()
    .colorScheme(
      new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassicByName),
    )
    .lineWidth(1)
    .fillOpacity(spec.isStacked === true ? 40 : 8)
    .showPoints(common.VisibilityMode.Never)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .calcs([]),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    );
  if (spec.min !== null) panel.min(0);
  if (spec.max !== undefined) panel.max(spec.max);
  if (spec.isStacked === true) {
    panel.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal));
  }
  if (spec.thresholds !== undefined) {
    const mode = common.GraphThresholdsStyleMode.Dashed;
    panel.thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(mode));
  }
  for (const [name, color] of Object.entries(namedColors)) {
    if (mayReturn(spec, name)) panel.overrideByName(name, [fixed(color)]);
  }
  for (const [index, query] of spec.queries.entries()) {
    const properties = lookOf(query);
    if (properties.length > 0) panel.overrideByQuery(refId(index), properties);
  }
  return panel;
}

/** Whether a series of that name can occur: as a legend, or as the value of a label that is one. */
function mayReturn({ queries }: PanelSpec, name: string): boolean {
  const labels = /^\d/.test(name) ? ['{{class}}'] : ['{{outcome}}'];
  return queries.some(({ legend }) => legend === name || labels.includes(legend));
}

function lookOf({ color, isReference }: QuerySpec): dashboard.DynamicConfigValue[] {
  return [
    ...(color === undefined ? [] : [fixed(color)]),
    ...(isReference === true
      ? [
          { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
          { id: 'custom.fillOpacity', value: 0 },
          { id: 'custom.stacking', value: { mode: 'none' } },
        ]
      : []),
  ];
}

const fixed = (fixedColor: string): dashboard.DynamicConfigValue => ({
  id: 'color',
  value: { mode: 'fixed', fixedColor },
});

function thresholdsOf({
  attention,
  bad,
  badWhen,
}: ThresholdsSpec): dashboard.ThresholdsConfigBuilder {
  const steps =
    badWhen === 'above'
      ? [
          { value: null, color: palette.good },
          { value: attention, color: palette.attention },
          { value: bad, color: palette.bad },
        ]
      : [
          { value: null, color: palette.bad },
          { value: bad, color: palette.attention },
          { value: attention, color: palette.good },
        ];
  // A step that repeats a value would never be seen.
  const distinct = steps.filter(({ value }, index) => value !== steps[index + 1]?.value);
  return new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps(distinct);
}

function targetOf(
  query: QuerySpec,
  id: string,
  kind: PanelSpec['kind'],
): prometheus.DataqueryBuilder {
  const target = new prometheus.DataqueryBuilder()
    .datasource(DATASOURCE)
    .expr(query.expr)
    .legendFormat(query.legend)
    .editorMode(prometheus.QueryEditorMode.Code)
    .refId(id);
  // A stat draws its course behind the number, so it needs the range as well.
  return kind === 'stat' ? target.range().interval('1m') : target.range();
}

/** A, B, C ... */
const refId = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);
