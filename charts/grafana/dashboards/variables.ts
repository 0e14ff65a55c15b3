import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * The environment is the data source: a cluster has its own Prometheus, and the external label
 * `cluster` is on what Prometheus sends away, not on what it is asked for.
 */
export const DATASOURCE: DataSourceRef = { type: 'prometheus', uid: '${environment}' };

/** A variable and the words for it. */
export interface VariableWords {
  readonly label: string;
  readonly description: string;
}

/** Which environment's Prometheus is asked. */
export function environmentVariable({
  label,
  description,
}: VariableWords): Builder<dashboard.VariableModel> {
  return new dashboard.DatasourceVariableBuilder('environment')
    .label(label)
    .description(description)
    .type('prometheus')
    .multi(false)
    .includeAll(false);
}

export interface LabelVariable extends VariableWords {
  readonly name: string;
  /** Label whose values are offered, and the series that have it. */
  readonly values: { readonly label: string; readonly selector: string };
}

/**
 * A choice among the values of a label; at first all of them. All is `.*`, which also matches series
 * that lack the label: outside a cluster there are no pods.
 */
export function labelVariable(variable: LabelVariable): Builder<dashboard.VariableModel> {
  const { label, selector } = variable.values;
  const query = `label_values(${selector}, ${label})`;
  return new dashboard.QueryVariableBuilder(variable.name)
    .label(variable.label)
    .description(variable.description)
    .datasource(DATASOURCE)
    .query({ qryType: 1, query, refId: `variable-${variable.name}` })
    .definition(query)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ selected: true, text: 'All', value: '$__all' });
}
