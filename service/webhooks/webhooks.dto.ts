import { z } from 'zod';

import { instantOrNull, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter } from '../http/parameters.js';
import {
  deliveryStates,
  restrictedTypes,
  webhookTypes,
  type Delivery,
  type Webhook,
} from './webhook.js';
import { isWebhookSecret } from './webhook-signature.js';

/** A uuid in a path. */
export const uuidParameter = z
  .uuid({ error: 'must be a uuid' })
  .transform((id) => id.toLowerCase())
  .meta({ openapi: { type: 'string', format: 'uuid' } });

/** Query of `GET /api/v1/webhooks`. */
export const webhookQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.uuid()])),
});

export type WebhookQuery = z.output<typeof webhookQuery>;

/** Query of `GET /api/v1/webhooks/{id}/deliveries`. */
export const deliveryQuery = z.strictObject({
  state: z
    .enum(deliveryStates, { error: `must be one of ${deliveryStates.join(', ')}` })
    .optional()
    .meta({ description: '`dead`: given up after 24 hours, the dead letters.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number()])),
});

export type DeliveryQuery = z.output<typeof deliveryQuery>;

const url = z
  .string()
  .max(2000)
  .meta({ examples: ['https://agent.example.org/porttrack'] });

const types = z.array(z.enum(webhookTypes)).min(1).max(webhookTypes.length);

const typesDescription =
  `Types of event; null: all but those that tell of persons or cargo ` +
  `(${restrictedTypes.join(', ')}), which must be named.`;

const fieldShape = {
  url: url.meta({ description: 'Where events are posted to; https.' }),
  description: z.string().trim().min(1).max(200).nullable(),
  types: types.nullable().meta({ description: typesDescription }),
  port: z
    .string()
    .regex(/^[A-Z]{2}[A-Z2-9]{3}$/)
    .nullable()
    .meta({ description: 'Only events of this port (UN/LOCODE).', examples: ['CLVAP'] }),
  vessel: z
    .union([z.string().regex(/^\d{9}$/), z.uuid().transform((id) => id.toLowerCase())])
    .nullable()
    .meta({
      description: 'Only events of this vessel: its MMSI, or its id in the register.',
      openapi: { type: ['string', 'null'] },
    }),
  isActive: z.boolean().meta({
    description: 'When false nothing is sent, and what happens meanwhile never is.',
  }),
};

const secret = z
  .string()
  .refine(isWebhookSecret, { error: 'must be whsec_ and the base64 of 24 to 64 bytes' })
  .optional()
  .meta({
    description: 'The subscriber’s own; by default one is made. Shown in this answer alone.',
    openapi: { type: 'string', pattern: '^whsec_[A-Za-z0-9+/]+={0,2}$' },
  });

/** Body of `POST /api/v1/webhooks`. */
export const newWebhook = z
  .strictObject({
    url: fieldShape.url,
    description: fieldShape.description.default(null),
    types: fieldShape.types.default(null),
    port: fieldShape.port.default(null),
    vessel: fieldShape.vessel.default(null),
    isActive: fieldShape.isActive.default(true),
    secret,
  })
  .meta({ id: 'NewWebhook' });

export type NewWebhook = z.output<typeof newWebhook>;

/** Body of `PATCH /api/v1/webhooks/{id}`. */
export const webhookPatch = z.strictObject(fieldShape).partial().meta({ id: 'WebhookPatch' });

export type WebhookPatch = z.output<typeof webhookPatch>;

/** Body of `POST /api/v1/webhooks/{id}/rotate-secret`. */
export const secretRotation = z
  .strictObject({
    secret,
    overlapHours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .meta({ description: 'How long the secret before signs too; 0 where it has leaked.' }),
  })
  .meta({ id: 'SecretRotation' });

export type SecretRotation = z.output<typeof secretRotation>;

const webhookShape = {
  id: z.uuid(),
  ...fieldShape,
  vessel: z.string().nullable(),
  previousSecretUntil: instantSchema
    .nullable()
    .meta({ description: 'Until when the secret before this one signs too.' }),
  createdTime: instantSchema,
  updatedTime: instantSchema,
};

/** A subscription. */
export const webhookSchema = z.strictObject(webhookShape).meta({ id: 'Webhook' });

/** A subscription with its secret. */
export const revealedWebhookSchema = z
  .strictObject({ ...webhookShape, secret: z.string() })
  .meta({ id: 'RevealedWebhook' });

/** Answer of `GET /api/v1/webhooks`. */
export const webhookCollection = jsonCollectionSchema('webhooks', webhookSchema);

/** An event for a subscription. */
export const deliverySchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'Header `Webhook-Id`: the same in every try.' }),
    eventId: z.string().meta({ description: 'Number of the event on the stream.' }),
    type: z.string(),
    occurredTime: instantSchema,
    state: z.enum(deliveryStates),
    attempts: z.int(),
    nextAttemptTime: instantSchema.nullable(),
    lastAttemptTime: instantSchema.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

/** Answer of `GET /api/v1/webhooks/{id}/deliveries`. */
export const deliveryCollection = jsonCollectionSchema('deliveries', deliverySchema);

/** A subscription as the API shows it. */
export function toWebhookResponse(webhook: Webhook): z.input<typeof webhookSchema> {
  return {
    id: webhook.id,
    url: webhook.url,
    description: webhook.description,
    types: webhook.types === null ? null : [...webhook.types],
    port: webhook.locode,
    vessel: webhook.vessel,
    isActive: webhook.isActive,
    previousSecretUntil: instantOrNull(webhook.previousUntil),
    createdTime: new Date(webhook.createdAt).toISOString(),
    updatedTime: new Date(webhook.updatedAt).toISOString(),
  };
}

/** A delivery as the API shows it. */
export function toDeliveryResponse(delivery: Delivery): z.input<typeof deliverySchema> {
  return {
    id: delivery.id,
    eventId: String(delivery.eventId),
    type: delivery.type,
    occurredTime: new Date(delivery.occurredAt).toISOString(),
    state: delivery.state,
    attempts: delivery.attempts,
    nextAttemptTime: instantOrNull(delivery.nextAttemptAt),
    lastAttemptTime: instantOrNull(delivery.lastAttemptAt),
    lastStatus: delivery.lastStatus,
    lastError: delivery.lastError,
  };
}
