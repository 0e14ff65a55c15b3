import { stringify } from 'yaml';
import { at, fieldsOf, listOf, textOf } from './object-set.js';

/** Stands for a URL that a Secret holds. */
const SOME_URL = 'https://secret.example/';

const snakeCase = (name: string): string =>
  name.replaceAll(/URL/g, 'Url').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function matchers(list: unknown): readonly string[] {
  return listOf(list).map((matcher) => {
    const [name, type, value] = ['name', 'matchType', 'value'].map((key) =>
      textOf(at(matcher, key)),
    );
    return `${name ?? ''} ${type ?? ''} ${JSON.stringify(value ?? '')}`;
  });
}

/** The value of one field, under the name by which Alertmanager knows it. */
function field(name: string, value: unknown): readonly [string, unknown] {
  switch (name) {
    case 'sourceMatch':
      return ['source_matchers', matchers(value)];
    case 'targetMatch':
      return ['target_matchers', matchers(value)];
    case 'matchers':
      return ['matchers', matchers(value)];
    case 'apiURL':
      return ['api_url', SOME_URL];
    case 'urlSecret':
      return ['url', SOME_URL];
    default:
      return [snakeCase(name), native(value)];
  }
}

function native(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => field(name, child)));
}

/**
 * The spec of an AlertmanagerConfig as `alertmanager.yml`, as the Prometheus operator makes it. It
 * is written apart from the charts' own, so that a mistake there is seen here.
 */
export function nativeAlertmanager(spec: unknown): string {
  return stringify(native(fieldsOf(spec)));
}
