import fc from 'fast-check';

import { asRecord } from '../../service/openapi/json-schema.js';

/** A JSON Schema of an OpenAPI document, with the document that its references point into. */
export interface SampledSchema {
  readonly schema: unknown;
  readonly document: unknown;
}

/**
 * The smallest value that a JSON Schema allows: of an object only what is required, of a choice the
 * first, of a text what its format or pattern asks for. Rules that a schema cannot say (one time after
 * another) are not known here.
 */
export function sampleOf({ schema: given, document }: SampledSchema): unknown {
  const schema = resolved(given, document);
  const sample = (part: unknown): unknown => sampleOf({ schema: part, document });
  const [choice] = listOf(schema['anyOf'] ?? schema['oneOf']);
  if ('const' in schema) return schema['const'];
  const [example] = [...listOf(schema['enum']), ...listOf(schema['examples'])];
  if (example !== undefined) return example;
  const parts = listOf(schema['allOf']);
  if (parts.length > 0) return Object.assign({}, ...parts.map(sample));
  if (choice !== undefined) return sample(choice);
  return sampleOfType(schema, sample);
}

function sampleOfType(
  schema: Record<string, unknown>,
  sample: (part: unknown) => unknown,
): unknown {
  switch (schema['type']) {
    case 'object': {
      const properties = asRecord(schema['properties']);
      const names = listOf(schema['required']).map(String);
      return Object.fromEntries(names.map((name) => [name, sample(properties[name])]));
    }
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => sample(schema['items']));
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2027-01-31T06:00:00Z',
  uuid: '3f1c0a52-3b7e-4a53-9a0a-111111111111',
  uri: 'https://example.org/hook',
};

function textOf({ format, pattern, minLength }: Record<string, unknown>): string {
  const known = typeof format === 'string' ? byFormat[format] : undefined;
  if (known !== undefined) return known;
  if (typeof pattern === 'string') {
    const [text] = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 });
    return text ?? '';
  }
  return 'x'.repeat(Math.max(1, Number(minLength ?? 1)));
}

function numberOf({ minimum, exclusiveMinimum }: Record<string, unknown>): number {
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1;
  return typeof minimum === 'number' ? Math.max(minimum, 0) : 1;
}

function resolved(given: unknown, document: unknown): Record<string, unknown> {
  const schema = asRecord(given);
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const target = reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((part, key) => asRecord(part)[key], document);
  return resolved(target, document);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
