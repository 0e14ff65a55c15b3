import { dashboards } from '../../../charts/grafana/dashboards/index.js';

/** Grafana's model of a dashboard, as far as the tests read it. */
export interface DashboardModel {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly editable: boolean;
  readonly panels: readonly PanelModel[];
  readonly templating: { readonly list: readonly VariableModel[] };
}

export interface PanelModel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly targets?: readonly TargetModel[];
}

export interface TargetModel {
  readonly expr: string;
  readonly legendFormat: string;
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
}

export interface VariableModel {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly description: string;
  readonly definition?: string;
  readonly query: unknown;
}

/** Every dashboard, as Grafana reads it. */
export const models: readonly DashboardModel[] = dashboards.map(
  ({ json }) => JSON.parse(json) as DashboardModel,
);

/** Panels that show something: not the headings of rows. */
export function panelsOf({ panels }: DashboardModel): readonly PanelModel[] {
  return panels.filter(({ type }) => type !== 'row');
}

/** A query of a panel, ready for Prometheus. */
export interface PanelQuery {
  /** `dashboard / panel / A`, for messages. */
  readonly where: string;
  readonly expr: string;
  readonly legend: string;
}

/** What Grafana puts in place of its variables: All, and an interval of four scrapes. */
const values: Readonly<Record<string, string>> = {
  pod: '.*',
  node: '.*',
  stage: '.*',
  limit: '100',
  __rate_interval: '1m',
};

/** An expression with Grafana's variables replaced. `${1}` is PromQL's own. */
export function interpolated(expression: string): string {
  return expression.replaceAll(/\$([a-z_]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nobody sets $${name}`);
    return value;
  });
}

/** Every query of every panel. */
export const panelQueries: readonly PanelQuery[] = models.flatMap((model) =>
  panelsOf(model).flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat, refId }) => ({
      where: `${model.title} / ${title} / ${refId}`,
      expr: interpolated(expr),
      legend: legendFormat,
    })),
  ),
);
