import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter, locodeParameter } from '../http/parameters.js';
import { berthFields, cargoKinds, closureAt, type Berth, type BerthClosure } from './berth.js';
import { geometrySchema } from './ports.dto.js';

/** Query of `GET /api/v1/berths`. */
export const berthQuery = z.strictObject({
  port: locodeParameter.optional(),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.string(), z.string()])),
});

export type BerthQuery = z.output<typeof berthQuery>;

/** A uuid in a path. */
export const uuidParameter = z
  .uuid({ error: 'must be a uuid' })
  .transform((id) => id.toLowerCase())
  .meta({ openapi: { type: 'string', format: 'uuid' } });

const text = (longest: number) => z.string().trim().min(1).max(longest);
const metres = z.number().positive().max(10_000);
const allowance = z.number().nonnegative().max(1000);

const fieldShape = {
  terminal: text(40).nullable().meta({ description: 'Code of its terminal.' }),
  name: text(100).nullable(),
  lengthMetres: metres.nullable().meta({
    description: 'Along the quay. Metre 0 is where the first edge of the geometry begins.',
  }),
  depthMetres: metres.nullable().meta({ description: 'Water below `depthDatum`.' }),
  depthDatum: text(40).nullable().meta({
    description: 'What the depth is measured from; a tide of another datum is not added to it.',
    examples: ['NRS', 'LAT'],
  }),
  maxLengthMetres: metres.nullable().meta({ description: 'Longest vessel, over all.' }),
  maxBeamMetres: metres.nullable(),
  maxDraughtMetres: metres.nullable(),
  mooringAllowanceMetres: allowance.nullable().meta({
    description:
      'Metres of quay that a vessel takes beyond its length; null: the usual share of its length.',
  }),
  underKeelMetres: allowance.nullable().meta({
    description:
      'Metres of water that must stay under the keel; null: the usual share of the draught.',
  }),
  cargoKinds: z
    .array(z.enum(cargoKinds))
    .max(cargoKinds.length)
    .meta({ description: 'What it takes; empty: anything.' }),
  bollardFrom: z.int().nullable().meta({ description: 'Number of the bollard at metre 0.' }),
  bollardTo: z.int().nullable().meta({ description: 'Number of the bollard at the far end.' }),
};

const fieldName = z.enum(berthFields);

/** Body of `PATCH /api/v1/berths/{id}`. */
export const berthPatch = z
  .strictObject({
    ...z.strictObject(fieldShape).partial().shape,
    revert: z
      .array(fieldName)
      .default([])
      .meta({ description: 'Fields that say again what the port file says.' }),
  })
  .meta({ id: 'BerthPatch' });

export type BerthPatch = z.output<typeof berthPatch>;

/** A closure. */
export const closureSchema = z
  .strictObject({
    id: z.uuid(),
    from: instantSchema,
    to: instantSchema.nullable().meta({ description: 'Null: until further notice.' }),
    reason: z.string(),
  })
  .meta({ id: 'BerthClosure' });

const instant = z.iso
  .datetime({ offset: true, error: 'must be a date and time with a zone' })
  .transform((given) => Date.parse(given));

/** Body of `POST /api/v1/berths/{id}/closures`. */
export const newClosure = z
  .strictObject({
    from: instant,
    to: instant.nullable().default(null),
    reason: text(500),
  })
  .refine(({ from, to }) => to === null || from < to, {
    error: 'must be after from',
    path: ['to'],
  })
  .meta({ id: 'NewBerthClosure' });

export type NewClosure = z.output<typeof newClosure>;

/** A berth. */
export const berthSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'That of its zone.' }),
    version: z.int(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    code: z.string().meta({ description: 'Unique in the port.' }),
    ...fieldShape,
    status: z.enum(['open', 'closed']).meta({ description: 'Now.' }),
    closures: z.array(closureSchema).meta({ description: 'Those that are not over.' }),
    edited: z
      .array(fieldName)
      .meta({ description: 'Fields that a person set: an import of the port file leaves them.' }),
    geometry: geometrySchema,
    updatedTime: instantSchema,
  })
  .meta({ id: 'Berth' });

/** Answer of `/berths`. */
export const berthCollection = jsonCollectionSchema('berths', berthSchema);

/** A berth as its JSON. @param now epoch ms: decides whether it is closed */
export function toBerthResponse(berth: Berth, now: number): z.input<typeof berthSchema> {
  const { id, version, locode, code, geometry, closures, edited, updatedAt, ...rest } = berth;
  return {
    id,
    version,
    port: locode,
    code,
    ...rest,
    cargoKinds: [...rest.cargoKinds],
    status: closureAt(berth, now) === null ? 'open' : 'closed',
    closures: closures.map(toClosureResponse),
    edited: [...edited],
    geometry: { type: geometry.type, coordinates: [...geometry.coordinates] },
    updatedTime: new Date(updatedAt).toISOString(),
  };
}

/** A closure as its JSON. */
export function toClosureResponse(closure: BerthClosure): z.input<typeof closureSchema> {
  const { id, from, to, reason } = closure;
  return {
    id,
    from: new Date(from).toISOString(),
    to: to === null ? null : new Date(to).toISOString(),
    reason,
  };
}
