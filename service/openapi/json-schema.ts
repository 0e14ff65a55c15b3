import { z } from 'zod';

/** A JSON Schema (draft 2020-12), which is what OpenAPI 3.1 takes. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas that have a name (`.meta({ id })`), collected while others are translated. */
export class NamedSchemas {
  private readonly named = new Map<string, JsonSchema>();

  /**
   * A zod schema as JSON Schema; named parts of it become references into the document.
   * @param direction `input` for parameters and request bodies, `output` for answers.
   */
  translate(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema {
    const whole: unknown = z.toJSONSchema(schema, { io: direction, target: 'draft-2020-12' });
    const { $defs: definitions, id: name, ...own } = without('$schema', asRecord(refined(whole)));
    for (const [id, definition] of Object.entries(asRecord(definitions))) {
      this.named.set(id, without('id', asRecord(definition)));
    }
    if (typeof name !== 'string') {
      return own;
    }
    this.named.set(name, own);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** All that were met, by name, in alphabetical order. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Takes `value` for an object; anything else is an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * Points references at the document's components, and lets `.meta({ openapi: {...} })` stand for
 * what zod makes of a schema: parameters are texts that become something else, and of those zod
 * drops examples and defaults.
 */
function refined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => refined(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const schema = asRecord(value);
  if (typeof schema['openapi'] === 'object') {
    const { description, openapi } = schema;
    return { ...(description === undefined ? {} : { description }), ...openapi };
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [
      key,
      key === '$ref' ? toComponent(String(part)) : refined(part),
    ]),
  );
}

function without(key: string, record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function toComponent(reference: string): string {
  return reference.replace('#/$defs/', '#/components/schemas/');
}
