import { App } from 'cdk8s';
import { environments } from '../environments.js';
import { type KubernetesObject, synthesize } from '../synth.js';
import { NAMESPACES } from '../workloads.js';
import { AccessChart, ClusterAccessChart } from './access.chart.js';
import { type AccessRole, accessRoles, type Grant, type RoleName } from './roles.js';

const namespaces = Object.values(NAMESPACES);
const everyRole: readonly [RoleName, AccessRole][] = [
  ['viewer', accessRoles.viewer],
  ['operator', accessRoles.operator],
  ['deployer', accessRoles.deployer],
];

const [production] = environments;
if (production === undefined) throw new Error('there is no environment');

interface Rbac extends KubernetesObject {
  readonly rules?: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string }[];
}

/** `verb group/resource`, each once, sorted. */
function rights(grants: readonly Grant[]): string[] {
  const all = grants.flatMap(({ apiGroup, resources, verbs }) =>
    resources.flatMap((resource) => verbs.map((verb) => `${verb} ${apiGroup}/${resource}`)),
  );
  return [...new Set(all)].sort();
}

/** What a role may do anywhere. */
const allGrants = ({ everywhere, within, cluster }: AccessRole): Grant[] => [
  ...everywhere,
  ...Object.values(within).flat(),
  ...cluster,
];

const inNamespace = (role: AccessRole, namespace: keyof AccessRole['within']): Set<string> =>
  new Set(rights([...role.everywhere, ...role.within[namespace]]));

describe('what nobody may do', () => {
  it.each(everyRole)('is not what a %s may do', (_, role) => {
    const forbidden = rights(allGrants(role)).filter(
      (right) =>
        /[*]/.test(right) ||
        /\/secrets$|\/serviceaccounts\/token$|\/pods\/(exec|attach|portforward|ephemeral)/.test(
          right,
        ) ||
        /^(create|update|patch|delete) \/(pods|events|namespaces|resourcequotas|limitranges)$/.test(
          right,
        ) ||
        /^(create|update|patch|delete) (rbac|admissionregistration|apiextensions|cert-manager)/.test(
          right,
        ) ||
        /^(deletecollection|bind|escalate|impersonate)/.test(right),
    );
    expect(forbidden).toEqual([]);
  });

  it('includes the end of data, and of addresses that clients know', () => {
    const deletable = rights(allGrants(accessRoles.deployer)).filter((right) =>
      /^delete (postgresql|redis|apigateway)/.test(right),
    );
    expect(deletable).toEqual([]);
  });
});

describe('a viewer', () => {
  it('changes nothing', () => {
    const verbs = new Set(allGrants(accessRoles.viewer).flatMap((grant) => grant.verbs));
    expect([...verbs].sort()).toEqual(['get', 'list', 'watch']);
  });
});

describe('an operator', () => {
  it('restarts, undoes, scales and backs up, beyond what a viewer sees', () => {
    const seen = new Set(rights(allGrants(accessRoles.viewer)));
    const beyond = rights(allGrants(accessRoles.operator)).filter((right) => !seen.has(right));
    expect(beyond).toEqual([
      'create postgresql.cnpg.io/backups',
      'patch apps/deployments',
      'patch apps/deployments/scale',
      'patch argoproj.io/rollouts',
      'patch argoproj.io/rollouts/status',
      'patch autoscaling/horizontalpodautoscalers',
      'update apps/deployments',
      'update apps/deployments/scale',
    ]);
  });
});

describe('the objects', () => {
  const objects = namespaces.flatMap(
    (name) => new AccessChart(new App(), production, name).toJson() as Rbac[],
  );
  const clusterWide = new ClusterAccessChart(new App(), production).toJson() as Rbac[];

  it.each(everyRole)('say of a %s what the table says, in every namespace', (name, role) => {
    for (const namespace of namespaces) {
      const own = objects.filter(
        ({ metadata }) => metadata.name === `porttrack-${name}` && metadata.namespace === namespace,
      );
      const grants = own.flatMap(({ rules = [] }) =>
        rules.flatMap(({ apiGroups, resources, verbs }) =>
          apiGroups.flatMap((group) =>
            resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)),
          ),
        ),
      );
      expect(new Set(grants)).toEqual(inNamespace(role, namespace));
      const [binding] = own.filter(({ kind }) => kind === 'RoleBinding');
      expect(binding?.subjects).toMatchObject([{ kind: 'Group', name: role.group }]);
      expect(binding?.roleRef).toMatchObject({ kind: 'Role', name: `porttrack-${name}` });
    }
  });

  it('give the deployer nothing that has no namespace', () => {
    const names = clusterWide.map(({ metadata }) => metadata.name);
    expect(new Set(names)).toEqual(new Set(['porttrack-viewer', 'porttrack-operator']));
  });
});

describe.each(environments)('in $name', (environment) => {
  const manifests = synthesize(environment);

  /** Rights that `verbs` on an object would take and a role does not give. */
  function lacking(role: AccessRole, object: KubernetesObject, verbs: readonly string[]): string[] {
    const { namespace } = object.metadata;
    const home = namespaces.find((name) => name === namespace);
    const given = home === undefined ? new Set(rights(role.cluster)) : inNamespace(role, home);
    return verbs
      .map((verb) => `${verb} ${groupOf(object)}/${pluralOf(object.kind)}`)
      .filter((right) => !given.has(right))
      .map((right) => `${right} in ${namespace ?? 'the cluster'}`);
  }

  it('the deployer can apply every object of the application', () => {
    const missing = manifests
      .filter(({ tier }) => tier === 'application')
      .flatMap(({ object }) =>
        lacking(accessRoles.deployer, object, ['get', 'list', 'create', 'patch']),
      );
    expect([...new Set(missing)]).toEqual([]);
  });

  it.each(['viewer', 'operator'] as const)('a %s can read every object', (name) => {
    const missing = manifests.flatMap(({ object }) => lacking(accessRoles[name], object, ['get']));
    expect([...new Set(missing)]).toEqual([]);
  });
});

function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
}

/** As the API server's naming has it, and CRDs follow. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('s')) return `${name}es`;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
