import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { at, type Fields, fieldsOf, type ManifestObject, textOf } from '../object-set.js';
import type { TypeSource } from './declarations.js';
import { coreFile, type KubernetesVersion, typeSources } from './sources.js';
import { SchemaWriter } from './types-to-schema.js';

/** What a schema objects to. `field` is a JSON pointer. */
export interface SchemaError {
  readonly field: string;
  readonly reason: string;
}

/** Strict validation against the types of one version of Kubernetes and of the custom resources. */
export class Validator {
  private readonly validators = new Map<string, ValidateFunction | null>();
  private readonly writer;
  private readonly sources;
  private readonly core;

  constructor(version: KubernetesVersion) {
    this.sources = typeSources(version);
    this.core = coreFile(version);
    this.writer = new SchemaWriter(this.core);
  }

  /** Everything that is wrong with an object; a kind without a type is wrong as well. */
  validate({ body }: ManifestObject): readonly SchemaError[] {
    const key = `${textOf(body['apiVersion'])}/${textOf(body['kind'])}`;
    const validator = this.validatorOf(key);
    if (validator === null) return [{ field: '/kind', reason: `no type is known of ${key}` }];
    if (validator(body)) return [];
    return (validator.errors ?? []).map(toSchemaError);
  }

  private validatorOf(key: string): ValidateFunction | null {
    const known = this.validators.get(key);
    if (known !== undefined) return known;
    const source = this.sources.get(key);
    const made = source === undefined ? null : this.compile(key, source);
    this.validators.set(key, made);
    return made;
  }

  private compile(key: string, source: TypeSource): ValidateFunction {
    const type = this.typeOf(source);
    const [kind, ...version] = key.split('/').reverse();
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    return ajv.compile({
      definitions: this.writer.definitions,
      ...type,
      properties: {
        ...fieldsOf(type['properties']),
        apiVersion: { const: version.reverse().join('/') },
        kind: { const: kind },
      },
      required: [...new Set(['apiVersion', 'kind', 'metadata', ...requiredOf(type)])],
    });
  }

  private typeOf({ file, name, field }: TypeSource): Fields {
    const type = this.definitionOf(this.writer.reference(file, name));
    if (field === undefined) return type;
    const metadata = this.writer.reference(this.core, 'ObjectMeta');
    return {
      type: 'object',
      properties: { metadata, spec: at(type, 'properties', field) },
      required: ['spec'],
      additionalProperties: false,
    };
  }

  private definitionOf(reference: Fields): Fields {
    const name = textOf(reference['$ref']).split('/').at(-1) ?? '';
    return fieldsOf(this.writer.definitions[name]);
  }
}

function requiredOf(type: unknown): readonly string[] {
  const required = at(type, 'required');
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

function toSchemaError({ instancePath, message, params }: ErrorObject): SchemaError {
  const unknown = textOf(at(params, 'additionalProperty'));
  return {
    field: unknown === '' ? instancePath : `${instancePath}/${unknown}`,
    reason: unknown === '' ? (message ?? 'is not valid') : 'is not a field of this type',
  };
}
