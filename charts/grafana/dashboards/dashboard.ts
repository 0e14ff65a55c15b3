import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { siblingLinks, TAG } from './links.js';
import type { RowSpec } from './panel-spec.js';
import { panelOf } from './panels.js';

/** A dashboard as a file that Grafana provisions. */
export interface Dashboard {
  /** `<uid>.json` */
  readonly fileName: string;
  readonly title: string;
  /** Grafana's dashboard model; the same text on every run. */
  readonly json: string;
}

export interface DashboardSpec {
  /** Stands in the dashboard's address: never changed. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly Builder<sdk.VariableModel>[];
  readonly rows: readonly RowSpec[];
}

/** Builds a dashboard. Ids of panels are their order. */
export function dashboardOf(spec: DashboardSpec): Dashboard {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the classic model, which every Grafana provisions; the newer one is not proven here
  const builder = new sdk.DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([TAG])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .link(siblingLinks())
    .variables([...spec.variables]);
  let id = 0;
  for (const row of spec.rows) {
    id += 1;
    builder.withRow(new sdk.RowBuilder(row.title).id(id));
    for (const panel of row.panels) {
      id += 1;
      builder.withPanel(panelOf(panel, id));
    }
  }
  const json = `${JSON.stringify(builder.build(), null, 2)}\n`;
  return { fileName: `${spec.uid}.json`, title: spec.title, json };
}
