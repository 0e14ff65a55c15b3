import { z } from 'zod';

import { isMmsi } from '../ais/mmsi.js';
import { cursorParameter } from '../http/cursor.js';
import {
  limitParameter,
  listParameter,
  locodeParameter,
  textParameter,
  timeParameter,
} from '../http/parameters.js';
import { portCallStatuses } from './port-call.js';
import { sortTimes, type Order, type TimeBound } from './port-call-search.js';
import type { PortCallQuestion } from './port-call-search.service.js';

const keys = [...sortTimes, 'created'] as const;
const sorts = keys.flatMap((key) => [key, `${key}:asc` as const, `${key}:desc` as const]);

const sortParameter = textParameter
  .pipe(z.enum(sorts, { error: `must be one of ${keys.join(', ')}, with :asc or :desc` }))
  .default('eta:asc')
  .meta({
    description:
      'Time to sort by, and the direction (ascending unless said). Port calls without that time come last either way.',
    openapi: { type: 'string', enum: [...sorts], default: 'eta:asc' },
  });

const bound = timeParameter.optional();

/** Query of `GET /api/v1/port-calls`. */
export const portCallsQuery = z
  .strictObject({
    port: locodeParameter.optional(),
    status: listParameter(
      z.enum(portCallStatuses, { error: `must be one of ${portCallStatuses.join(', ')}` }),
    )
      .optional()
      .meta({
        description: 'One or several statuses.',
        openapi: { type: 'array', items: { type: 'string', enum: [...portCallStatuses] } },
      }),
    vessel: textParameter
      .refine((text) => isMmsi(text) || z.uuid().safeParse(text).success, {
        error: 'must be a uuid of the register, or an MMSI',
      })
      .optional()
      .meta({ description: 'uuid of the register, or the MMSI that the vessel holds now.' }),
    berth: textParameter
      .pipe(z.uuid({ error: 'must be a uuid' }))
      .optional()
      .meta({
        description: 'A berth that a claim names, unless it was rejected.',
      }),
    unannounced: textParameter
      .pipe(z.enum(['true', 'false'], { error: 'must be true or false' }))
      .transform((text) => text === 'true')
      .optional()
      .meta({ openapi: { type: 'boolean' } }),
    etaFrom: bound,
    etaTo: bound,
    ataFrom: bound,
    ataTo: bound,
    etbFrom: bound,
    etbTo: bound,
    atbFrom: bound,
    atbTo: bound,
    etdFrom: bound,
    etdTo: bound,
    atdFrom: bound,
    atdTo: bound,
    sort: sortParameter,
    limit: limitParameter,
    cursor: cursorParameter(z.tuple([z.string(), z.number().nullable(), z.uuid()])),
  })
  .superRefine(({ sort, cursor }, context) => {
    const { by, direction } = orderOf(sort);
    if (cursor === undefined || cursor[0] === `${by}:${direction}`) return;
    context.addIssue({ code: 'custom', path: ['cursor'], message: 'is of another order' });
  });

export type PortCallsQuery = z.output<typeof portCallsQuery>;

/** A search, from a query. */
export function toQuestion(query: PortCallsQuery): PortCallQuestion {
  const { port, status, vessel, berth, unannounced, sort, limit, cursor } = query;
  return {
    locode: port,
    statuses: status,
    vessel,
    berthId: berth,
    isUnannounced: unannounced,
    bounds: sortTimes.flatMap((time): TimeBound[] =>
      (['from', 'to'] as const).flatMap((end) => {
        const at = query[`${time}${end === 'from' ? 'From' : 'To'}`];
        return at === undefined ? [] : [{ time, end, at }];
      }),
    ),
    order: orderOf(sort),
    after: cursor === undefined ? null : { time: cursor[1], id: cursor[2] },
    limit,
  };
}

function orderOf(sort: (typeof sorts)[number]): Order {
  const by = keys.find((key) => key === sort.split(':')[0]) ?? 'eta';
  return { by, direction: sort.endsWith(':desc') ? 'desc' : 'asc' };
}
