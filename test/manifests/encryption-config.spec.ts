import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FILE = 'platform/encryption-config.yaml';

/** What encrypts with a key; `identity` writes what it is given. */
const ENCRYPTING = ['kms', 'aescbc', 'aesgcm', 'secretbox'];

interface Rule {
  readonly resources: readonly string[];
  readonly providers: readonly Readonly<Record<string, Provider>>[];
}

interface Provider {
  readonly keys?: readonly { readonly name: string; readonly secret: string }[];
}

function readRules(): readonly Rule[] {
  const { apiVersion, kind, resources } = parse(readFileSync(FILE, 'utf8')) as {
    apiVersion: string;
    kind: string;
    resources: Rule[];
  };
  expect({ apiVersion, kind }).toEqual({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
  });
  return resources;
}

/** Names of a rule's providers, in the order in which the API server tries them. */
const namesOf = ({ providers }: Rule): string[] => providers.flatMap((one) => Object.keys(one));

describe('what the API server encrypts in etcd', () => {
  it('holds Secrets, and the ConfigMaps beside them', () => {
    expect(readRules().flatMap(({ resources }) => resources)).toEqual(['secrets', 'configmaps']);
  });

  it('is written by a provider that encrypts: identity is never first', () => {
    for (const rule of readRules()) expect(ENCRYPTING).toContain(namesOf(rule)[0]);
  });

  it('can still be read where it was written before, by identity at the very end', () => {
    for (const rule of readRules()) {
      const names = namesOf(rule);
      expect(names.indexOf('identity')).toBe(names.length - 1);
    }
  });

  it('has no real key in git, and none that an API server would start with', () => {
    const keys = readRules().flatMap(({ providers }) =>
      providers.flatMap((provider) => Object.values(provider).flatMap((one) => one.keys ?? [])),
    );
    expect(keys).toHaveLength(1);
    for (const { secret } of keys) {
      expect(secret).toMatch(/^PLACEHOLDER/);
      expect([16, 24, 32]).not.toContain(Buffer.from(secret, 'base64').length);
    }
  });
});
