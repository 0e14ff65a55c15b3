import { z } from 'zod';

import { instantOrNull } from '../http/collection.js';
import { instantSchema } from '../http/parameters.js';
import type { CallAdvice } from './arrival-advice.service.js';

const miles = z.number().nullable().meta({ description: 'Nautical miles.' });

/** Answer of `GET /api/v1/port-calls/{id}/arrival-advice`. */
export const arrivalAdviceSchema = z
  .strictObject({
    portCallId: z.uuid(),
    at: instantSchema.meta({ description: 'When it was reckoned.' }),
    advice: z.enum([
      'as-requested',
      'slow-down',
      'speed-up',
      'cannot-meet',
      'reached',
      'not-under-way',
      'no-request',
      'no-position',
    ]),
    explanation: z.string(),
    request: z
      .strictObject({
        claimId: z.uuid(),
        service: z.string(),
        classifier: z.enum(['REQ', 'PLN']),
        time: instantSchema,
        boardingAt: instantSchema.meta({
          description: 'When the vessel should be at the pilot boarding place for it.',
        }),
      })
      .nullable(),
    position: z
      .strictObject({
        time: instantSchema,
        ageSeconds: z.int().nullable(),
        lon: z.number(),
        lat: z.number(),
        sog: z.number().nullable().meta({ description: 'Knots.' }),
        cog: z.number().nullable().meta({ description: 'Degrees true.' }),
        offCourseDegrees: z.number().nullable(),
      })
      .nullable(),
    route: z.strictObject({
      fairway: z.string().nullable(),
      boarding: z.strictObject({ lon: z.number(), lat: z.number() }),
      toFairwayMiles: miles,
      alongFairwayMiles: miles,
      distanceMiles: miles,
    }),
    predictedArrival: instantSchema.nullable().meta({
      description: 'At the pilot boarding place, if nothing changes.',
    }),
    waitingSeconds: z.int().nullable().meta({
      description: 'How long the vessel would wait; below 0: how late it would be.',
    }),
    advisedSpeedKnots: z.number().nullable(),
    assumptions: z.array(z.string()),
  })
  .meta({ id: 'ArrivalAdvice' });

/** Advice as the API shows it. */
export function toAdviceResponse(found: CallAdvice): z.output<typeof arrivalAdviceSchema> {
  const { advice, claim, position, boardingAt } = found;
  const isAsked = claim !== null && boardingAt !== null;
  return {
    portCallId: found.portCallId,
    at: iso(found.at),
    advice: advice.kind,
    explanation: advice.explanation,
    request: isAsked
      ? {
          claimId: claim.id,
          service: claim.service,
          classifier: claim.classifier === 'PLN' ? 'PLN' : 'REQ',
          time: iso(claim.time),
          boardingAt: iso(boardingAt),
        }
      : null,
    position:
      position === null
        ? null
        : {
            time: iso(position.time),
            ageSeconds: advice.positionAgeSeconds,
            lon: position.lon,
            lat: position.lat,
            sog: position.sogKnots,
            cog: position.cogDegrees,
            offCourseDegrees: rounded(advice.offCourseDegrees, 1),
          },
    route: {
      fairway: found.fairway,
      boarding: { lon: found.boarding.lon, lat: found.boarding.lat },
      toFairwayMiles: rounded(advice.toFairwayMiles, 2),
      alongFairwayMiles: rounded(advice.alongFairwayMiles, 2),
      distanceMiles: rounded(advice.distanceMiles, 2),
    },
    predictedArrival: instantOrNull(advice.predictedAt),
    waitingSeconds: advice.waitingSeconds,
    advisedSpeedKnots: advice.advisedKnots,
    assumptions: [...advice.assumptions],
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
