import { existsSync } from 'node:fs';
import { parse } from 'yaml';
import { dashboards } from '../../charts/grafana/dashboards/index.js';
import { grafanaProvisioning } from '../../charts/grafana/provisioning.js';
import { faultsOf } from './support/dashboard-faults.js';
import { type DashboardModel, models, type PanelModel, panelsOf } from './support/panels.js';

/** A ConfigMap's limit. */
const MIB = 2 ** 20;

const bytesOf = (text: string): number => Buffer.byteLength(text);

describe('dashboards', () => {
  it('are the three, under names that links may use', () => {
    expect(dashboards.map(({ title, fileName }) => [title, fileName])).toEqual([
      ['PortTrack Overview', 'porttrack-overview.json'],
      ['Infraestructura', 'infraestructura.json'],
      ['AWS API Gateway', 'aws-api-gateway.json'],
    ]);
    expect(models.map(({ title, uid }) => [title, `${uid}.json`])).toEqual(
      dashboards.map(({ title, fileName }) => [title, fileName]),
    );
  });

  it('are the same text when they are built again', async () => {
    await jest.isolateModulesAsync(async () => {
      const again = await import('../../charts/grafana/dashboards/index.js');
      expect(again.dashboards).not.toBe(dashboards);
      expect(again.dashboards).toEqual(dashboards);
    });
  });

  it.each(dashboards)('$title fits into a ConfigMap', ({ json }) => {
    expect(bytesOf(json)).toBeLessThan(MIB / 2);
  });

  it.each(models)('$title has nothing that an operator would stumble over', (model) => {
    expect(faultsOf(model)).toEqual([]);
  });

  it('call the environment by its name where it is chosen', () => {
    const addresses = { prometheusUrl: 'http://p', alertmanagerUrl: 'http://a' };
    const folders = { slackUrlFile: '/s', dashboardsFolder: '/d' };
    const files = grafanaProvisioning({ cluster: 'porttrack-x', ...addresses, ...folders });
    const text = files.find(({ folder }) => folder === 'datasources')?.text ?? '';
    const { datasources } = parse(text) as { datasources: { type: string; name: string }[] };
    const [only, ...others] = datasources.filter(({ type }) => type === 'prometheus');
    expect(only?.name).toBe('Prometheus porttrack-x');
    expect(others).toEqual([]);
  });

  it('let an operator choose the pods where there are pods', () => {
    const names = models.map(({ templating }) => templating.list.map(({ name }) => name));
    expect(names).toEqual([
      ['environment', 'pod'],
      ['environment', 'node', 'pod'],
      ['environment', 'stage', 'limit'],
    ]);
  });

  it('link to runbooks that are written', () => {
    const links = models.flatMap((model) => panelsOf(model).flatMap(({ links: own = [] }) => own));
    expect(links.length).toBeGreaterThan(10);
    const files = links.map(({ url }) => url.replace(/^.*\/docs\/runbooks\//, 'docs/runbooks/'));
    expect([...new Set(files)].filter((file) => !existsSync(file))).toEqual([]);
  });
});

/** The overview with one panel, the p95 of latency, changed. */
function withPanel(change: (panel: PanelModel) => object): DashboardModel {
  const [overview] = models;
  if (overview === undefined) throw new Error('no dashboard');
  const panels = overview.panels.map((panel) =>
    panel.title === 'Latency p95' ? { ...panel, ...change(panel) } : panel,
  );
  return { ...overview, panels };
}

function withTarget(change: object): DashboardModel {
  return withPanel(({ targets = [] }) => ({
    targets: targets.map((target) => ({ ...target, ...change })),
  }));
}

describe('faultsOf', () => {
  it.each<[string, DashboardModel]>([
    ['no description', withPanel(() => ({ description: '' }))],
    ['no unit', withPanel(() => ({ fieldConfig: { defaults: {} } }))],
    ['no unit furlongs', withPanel(() => ({ fieldConfig: { defaults: { unit: 'furlongs' } } }))],
    [
      'asks another data source',
      withPanel(() => ({ datasource: { type: 'prometheus', uid: 'x' } })),
    ],
    ['asks another data source', withTarget({ datasource: { type: 'prometheus', uid: 'x' } })],
    ['asks nothing', withPanel(() => ({ targets: [] }))],
    ['without a name', withTarget({ legendFormat: '' })],
    ['does not follow the zoom', withTarget({ expr: 'rate(a_total[5m])' })],
    ['is used and not offered', withTarget({ expr: 'up{node="$node"}' })],
    ['two panels have the id 1', withPanel(() => ({ id: 1 }))],
    ['two panels are called Requests', withPanel(() => ({ title: 'Requests' }))],
    ['links to no runbook of HighResponseTime', withPanel(() => ({ links: [] }))],
    ['is no alert', withPanel(() => ({ links: [{ title: 'Runbook: HighResponse', url: 'x' }] }))],
    ['is no alert', withPanel(() => ({ links: [{ title: 'Runbook: NodeDown', url: 'x' }] }))],
    ['is not full', withPanel(({ gridPos }) => ({ gridPos: { ...gridPos, y: 999, x: 0 } }))],
    ['a gap or an overlap', withPanel(({ gridPos }) => ({ gridPos: { ...gridPos, x: 11 } }))],
    ['cannot be chosen', { ...withPanel(() => ({})), templating: { list: [] } }],
  ])('sees: %s', (fault, model) => {
    expect(faultsOf(model).join('\n')).toContain(fault);
  });
});
