import type { StreamEventType } from '../events/stream-event.js';

/**
 * Types of event that can be subscribed to: happenings, each of which is delivered. Positions and
 * what vessels say of themselves are state; they are on the stream and in the API.
 */
export const webhookTypes = [
  'vessel-register',
  'safety',
  'distress',
  'feed',
  'berth',
  'booking',
  'port-call',
  'claim',
  'cargo-operation',
  'staff',
  'passage',
  'traffic-event',
  'target-event',
] as const satisfies readonly StreamEventType[];

export type WebhookType = (typeof webhookTypes)[number];

/** Types that tell of persons or of cargo: only for who names them. */
export const restrictedTypes: readonly WebhookType[] = ['cargo-operation', 'staff'];

/** Which events a subscription is for. */
export interface WebhookFilter {
  /** `null`: all but the restricted ones. */
  readonly types: readonly WebhookType[] | null;
  /** UN/LOCODE; `null`: all events, those of no port among them. */
  readonly locode: string | null;
  /** MMSI, or id in the register of vessels; `null`: all. */
  readonly vessel: string | null;
}

/** A subscription, without its secret. */
export interface Webhook extends WebhookFilter {
  readonly id: string;
  readonly version: number;
  readonly url: string;
  readonly description: string | null;
  /** When not, nothing is sent, and what happens meanwhile is never sent. */
  readonly isActive: boolean;
  /** Until when the secret before this one signs too, epoch ms; `null`: it doesn't. */
  readonly previousUntil: number | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a caller decides of a subscription. */
export type WebhookFields = Pick<
  Webhook,
  'url' | 'description' | 'types' | 'locode' | 'vessel' | 'isActive'
>;

/** Its secrets, sealed. */
export interface SealedSecrets {
  readonly secret: string;
  /** Still signs until `previousUntil`; `null`: none. */
  readonly previousSecret: string | null;
}

/** How a delivery stands. */
export const deliveryStates = ['pending', 'delivered', 'dead'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** One event for one subscription. Times are epoch ms. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  /** Number of the event on the stream. */
  readonly eventId: number;
  readonly type: string;
  readonly occurredAt: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** `null` unless pending. */
  readonly nextAttemptAt: number | null;
  readonly lastAttemptAt: number | null;
  /** HTTP status of the last answer; `null` where there was none. */
  readonly lastStatus: number | null;
  /** Why the last try failed; `null` where it didn't. */
  readonly lastError: string | null;
}
