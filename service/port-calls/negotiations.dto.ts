import { z } from 'zod';

import { instantSchema } from '../http/parameters.js';
import { statedSources } from './claim.js';
import type { NegotiationStep } from './negotiation.js';
import type { Negotiation } from './negotiations.service.js';
import { serviceCodes, serviceEvents } from './service-events.js';

const steps = [
  'estimate',
  'request',
  'plan',
  'accept',
  'counter',
  'actual',
  'decline',
  'cancel',
  'omit',
] as const satisfies readonly NegotiationStep[];

/** A negotiation in an answer. */
export const negotiationSchema = z
  .strictObject({
    service: z.enum(serviceCodes),
    event: z.enum(serviceEvents),
    sequence: z.int(),
    state: z.enum([
      'open',
      'estimated',
      'requested',
      'countered',
      'planned',
      'completed',
      'declined',
      'cancelled',
      'omitted',
    ]),
    pendingClaimId: z.uuid().nullable().meta({
      description: 'The claim that waits for an answer, or that is the plan.',
    }),
    owedBy: z.enum(['provider', 'consumer']).nullable().meta({
      description: 'Who owes the next step: the provider of the service, or its consumer.',
    }),
    steps: z.array(z.enum(steps)).meta({ description: 'Steps that are allowed now.' }),
    end: z
      .strictObject({
        step: z.enum(['decline', 'cancel']),
        claimId: z.uuid(),
        source: z.enum(statedSources),
        reason: z.string(),
        at: instantSchema,
      })
      .nullable(),
  })
  .meta({ id: 'Negotiation' });

/** Answer of `GET /api/v1/port-calls/{id}/negotiations`. */
export const negotiationCollection = z.strictObject({ negotiations: z.array(negotiationSchema) });

/** A negotiation as the API shows it. */
export function toNegotiationResponse({ standing, end, ...place }: Negotiation) {
  const { state, pendingId, owedBy, steps: allowed } = standing;
  return {
    ...place,
    state,
    pendingClaimId: pendingId,
    owedBy,
    steps: [...allowed],
    end:
      end === null
        ? null
        : {
            step: end.step,
            claimId: end.claimId,
            source: end.source,
            reason: end.reason,
            at: new Date(end.recordedAt).toISOString(),
          },
  };
}
