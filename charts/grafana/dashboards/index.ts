/** A dashboard as Grafana reads it. */
export interface DashboardFile {
  /** Name of the file: letters, digits and hyphens, then `.json`. */
  readonly fileName: string;
  readonly title: string;
  readonly json: string;
}

/** Every dashboard, in the order of the menu. */
export const dashboards: readonly DashboardFile[] = [];
