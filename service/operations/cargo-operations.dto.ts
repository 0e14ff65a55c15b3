import { z } from 'zod';

import { instantOrNull, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  listParameter,
  locodeParameter,
} from '../http/parameters.js';
import { cargoDirections, cargoUnits, workOf, type CargoOperation } from './cargo-operation.js';
import { paceOf } from './cargo-rate.js';
import { cargoStates, suspensionReasons } from './cargo-state.js';
import {
  idParameter,
  instantField,
  largestQuantity,
  plainText,
  threeDecimals,
  toInstant,
} from './operation-fields.js';
import type { SegregationWarning } from './segregation.js';
import { imoClasses } from './segregation-table.js';

const quantityField = threeDecimals
  .min(0.001, { error: 'must be above 0' })
  .max(largestQuantity, { error: `must be at most ${largestQuantity}` });

const means = z.int().min(0).max(100).nullable();

const dangerousGoodsSchema = z
  .strictObject({
    imoClass: z.enum(imoClasses).meta({ description: 'IMO class or division.' }),
    unNumber: z
      .string()
      .regex(/^\d{4}$/, { error: 'must be a UN number, four digits' })
      .meta({ examples: ['1203'] }),
    subsidiaryClasses: z.array(z.enum(imoClasses)).max(3).default([]),
  })
  .meta({ id: 'CargoDangerousGoods' });

const facts = {
  berthId: idParameter,
  direction: z.enum(cargoDirections),
  hsChapter: z
    .string()
    .regex(/^(0[1-9]|[1-9]\d)$/, { error: 'must be an HS chapter, 01 to 97' })
    .refine((chapter) => chapter <= '97' && chapter !== '77', {
      error: 'must be an HS chapter, 01 to 97; 77 is not in use',
    })
    .nullable()
    .meta({ description: 'Chapter of the Harmonized System.', examples: ['10'] }),
  commodity: plainText(200).nullable().meta({ description: 'What it is, in words.' }),
  unit: z.enum(cargoUnits).meta({ description: 'Unit of all quantities of the operation.' }),
  planned: quantityField.meta({ description: 'Amount to move; at most three decimals.' }),
  gangs: means,
  cranes: means,
  dangerousGoods: z.array(dangerousGoodsSchema).max(50),
  plannedFrom: instantField.nullable(),
  plannedTo: instantField.nullable(),
};

/** Body of `POST /cargo-operations`. */
export const newCargoOperation = z.strictObject({
  portCallId: idParameter,
  ...facts,
  hsChapter: facts.hsChapter.default(null),
  commodity: facts.commodity.default(null),
  gangs: facts.gangs.default(null),
  cranes: facts.cranes.default(null),
  dangerousGoods: facts.dangerousGoods.default([]),
  plannedFrom: facts.plannedFrom.default(null),
  plannedTo: facts.plannedTo.default(null),
});

export type NewCargoOperation = z.output<typeof newCargoOperation>;

/** Body of `PATCH /cargo-operations/{id}`: what is left out stays. */
export const cargoOperationEdit = z.strictObject(facts).partial();

export type CargoOperationEdit = z.output<typeof cargoOperationEdit>;

const at = instantField.optional().meta({ description: 'When it happened; by default now.' });

/** Body of `/start`, `/resume` and `/complete`. */
export const cargoStep = z.strictObject({ at }).default({});

export type CargoStep = z.output<typeof cargoStep>;

/** Body of `/suspend`. */
export const cargoSuspend = z.strictObject({
  at,
  reason: z.enum(suspensionReasons),
  remark: plainText(500).nullable().default(null),
});

export type CargoSuspend = z.output<typeof cargoSuspend>;

/** Body of `/cancel`. */
export const cargoCancel = z.strictObject({ reason: plainText(500) });

export type CargoCancel = z.output<typeof cargoCancel>;

/** Query of `GET /cargo-operations`. */
export const cargoOperationQuery = z.strictObject({
  port: locodeParameter.optional(),
  portCall: idParameter.optional().meta({ description: 'Id of the port call.' }),
  berth: idParameter.optional().meta({ description: 'Id of the berth.' }),
  state: listParameter(z.enum(cargoStates, { error: `must be one of ${cargoStates.join(', ')}` }))
    .optional()
    .meta({
      description: 'May be repeated, or be a list separated by commas.',
      openapi: { type: 'array', items: { type: 'string', enum: [...cargoStates] } },
    }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
});

export type CargoOperationQuery = z.output<typeof cargoOperationQuery>;

const instant = instantSchema.nullable();

/** A cargo operation. */
export const cargoOperationSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    portCallId: z.uuid(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    berthId: z.uuid(),
    direction: z.enum(cargoDirections),
    hsChapter: z.string().nullable(),
    commodity: z.string().nullable(),
    unit: z.enum(cargoUnits),
    planned: z.number(),
    done: z.number().meta({ description: 'Sum of the progress entries.' }),
    remaining: z.number(),
    ratePerHour: z
      .number()
      .nullable()
      .meta({ description: 'Amount an hour, net of suspensions, to the newest progress entry.' }),
    netHours: z.number().nullable().meta({ description: 'Hours of work, net of suspensions.' }),
    gangs: z.int().nullable(),
    cranes: z.int().nullable(),
    dangerousGoods: z.array(dangerousGoodsSchema),
    plannedFrom: instant,
    plannedTo: instant,
    state: z.enum(cargoStates),
    startedAt: instant,
    completedAt: instant,
    estimatedCompletionAt: instant.meta({
      description:
        'Where the rate so far leads; null before the first count, and while work rests.',
    }),
    cancelReason: z.string().nullable(),
    suspensions: z.array(
      z.strictObject({
        id: z.uuid(),
        from: instantSchema,
        to: instant,
        reason: z.enum(suspensionReasons),
        remark: z.string().nullable(),
      }),
    ),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'CargoOperation' });

export type CargoOperationResponse = z.input<typeof cargoOperationSchema>;

const placedGoodsSchema = z.strictObject({
  cargoOperationId: z.uuid(),
  imoClass: z.enum(imoClasses),
  unNumber: z.string(),
  subsidiaryClasses: z.array(z.enum(imoClasses)),
});

/** Two goods that should not lie at one berth as they do. */
export const segregationWarningSchema = z
  .strictObject({
    level: z
      .int()
      .min(1)
      .max(4)
      .nullable()
      .meta({ description: 'Number of IMDG Code table 7.2.4; null: explosives together.' }),
    rule: z.string(),
    goods: z.tuple([placedGoodsSchema, placedGoodsSchema]),
  })
  .meta({ id: 'SegregationWarning' });

/** One cargo operation with what its goods must be kept apart from. */
export const cargoOperationDetail = cargoOperationSchema
  .extend({ segregationWarnings: z.array(segregationWarningSchema) })
  .meta({ id: 'CargoOperationDetail' });

/** Answer of `GET /cargo-operations`. */
export const cargoOperationCollection = jsonCollectionSchema(
  'cargoOperations',
  cargoOperationSchema,
);

/** An operation as its JSON. @param now epoch ms. */
export function toCargoOperationResponse(
  operation: CargoOperation,
  now: number,
): CargoOperationResponse {
  const { plannedStartAt, plannedEndAt, startedAt, completedAt, suspensions } = operation;
  const { createdAt, updatedAt, dangerousGoods } = operation;
  const pace = paceOf(workOf(operation), now);
  return {
    ...plainPart(operation),
    dangerousGoods: dangerousGoods.map((goods) => ({
      ...goods,
      subsidiaryClasses: [...goods.subsidiaryClasses],
    })),
    remaining: toThreeDecimals(pace.remaining),
    ratePerHour: pace.ratePerHour === null ? null : toThreeDecimals(pace.ratePerHour),
    netHours: pace.netHours === null ? null : toThreeDecimals(pace.netHours),
    plannedFrom: instantOrNull(plannedStartAt),
    plannedTo: instantOrNull(plannedEndAt),
    startedAt: instantOrNull(startedAt),
    completedAt: instantOrNull(completedAt),
    estimatedCompletionAt: instantOrNull(pace.estimatedCompletionAt),
    suspensions: suspensions.map(({ id, start, end, reason, remark }) => ({
      id,
      from: toInstant(start),
      to: instantOrNull(end),
      reason,
      remark,
    })),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
  };
}

/** A warning as its JSON. */
export function toWarningResponse({ level, rule, goods }: SegregationWarning) {
  const [one, other] = goods;
  return {
    level: level === 'within-class-1' ? null : level,
    rule,
    goods: [toGoodsResponse(one), toGoodsResponse(other)],
  };
}

/** What stands in the JSON as it is. */
function plainPart(operation: CargoOperation) {
  const { id, version, portCallId, locode, berthId, direction, hsChapter, commodity } = operation;
  const { unit, planned, done, gangs, cranes, state, cancelReason } = operation;
  return {
    ...{ id, version, portCallId, port: locode, berthId, direction, hsChapter, commodity },
    ...{ unit, planned, done, gangs, cranes, state, cancelReason },
  };
}

function toGoodsResponse(goods: SegregationWarning['goods'][number]) {
  const { operationId, imoClass, unNumber, subsidiaryClasses } = goods;
  return { cargoOperationId: operationId, imoClass, unNumber, subsidiaryClasses };
}

function toThreeDecimals(value: number): number {
  return Number(value.toFixed(3));
}
