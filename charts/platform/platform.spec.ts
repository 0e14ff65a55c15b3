import { App } from 'cdk8s';
import { type Fields, listAt, plain, textAt, valueAt } from '../../test/support/fields.js';
import { environments } from '../environments.js';
import { secretEntries } from '../secrets/entries.js';
import { type KubernetesObject, synthesize } from '../synth.js';
import { PlatformChart } from './platform.chart.js';

const [production] = environments;
if (production === undefined) throw new Error('there is no environment');

const objects = new PlatformChart(new App(), production).toJson() as KubernetesObject[];

function find(kind: string, name: string): Fields {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return plain(found);
}

describe('volumes', () => {
  it('are encrypted with our key, and outlive their claims', () => {
    expect(find('StorageClass', 'gp3-encrypted')).toMatchObject({
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        encrypted: 'true',
        kmsKeyId: 'arn:aws:kms:us-east-1:000000000000:alias/porttrack',
      },
      reclaimPolicy: 'Retain',
    });
  });
});

describe('the store of what clients trust', () => {
  it('may read the one Secret whose key proves nothing', () => {
    expect(find('Role', 'porttrack-trust')['rules']).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['porttrack-trust'],
        verbs: ['get'],
      },
    ]);
  });

  it('serves the namespace of the service only', () => {
    expect(find('ClusterSecretStore', 'porttrack-trust')['spec']?.['conditions']).toEqual([
      { namespaces: ['porttrack'] },
    ]);
  });
});

describe('ExternalSecrets of every environment', () => {
  const secrets = environments.flatMap((environment) =>
    synthesize(environment)
      .filter(({ object }) => object.kind === 'ExternalSecret')
      .map(({ object }) => ({ environment, spec: plain(object)['spec'] })),
  );

  const values = secrets.flatMap(({ environment, spec }) =>
    listAt(spec, 'data').map((entry) => ({
      prefix: `${environment.aws.secretPrefix}/`,
      store: textAt(valueAt(entry, 'sourceRef', 'storeRef') ?? spec?.['secretStoreRef'], 'name'),
      key: textAt(entry, 'remoteRef', 'key'),
      property: textAt(entry, 'remoteRef', 'property'),
    })),
  );

  it('read entries of their own environment, of a store that exists', () => {
    for (const { prefix, store, key } of values) {
      expect(find('ClusterSecretStore', store)).toBeDefined();
      const isOurs = store === 'porttrack-trust' ? key === store : key.startsWith(prefix);
      expect({ key, isOurs }).toEqual({ key, isOurs: true });
    }
  });

  it('use every value that the table asks operators for', () => {
    const used = new Set(values.map(({ property }) => property));
    expect(Object.keys(secretEntries).filter((property) => !used.has(property))).toEqual([]);
  });

  it('follow the store within 15 minutes and leave the Secret when a value vanishes', () => {
    for (const { spec } of secrets) {
      expect(spec).toMatchObject({
        refreshInterval: '15m',
        target: { creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      });
    }
  });
});
