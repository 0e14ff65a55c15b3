import { z } from 'zod';

import { textParameter } from '../http/parameters.js';

/** Query of `POST /api/v1/ais`. */
export const aisQuery = z.strictObject({
  feed: textParameter.default('http').meta({
    description:
      'HTTP feed that the lines belong to. `http`: as they come from a receiver; `replay`: a log with its times shifted to now; `archive`: a log with its own times; or one of AIS_FEEDS.',
    default: 'http',
  }),
});

/** The query, read. */
export type AisQuery = z.infer<typeof aisQuery>;

/** What became of the lines: the counts of lines add up to `lines`. */
export const postedLinesSchema = z
  .strictObject({
    lines: z.int().min(0),
    accepted: z.int().min(0),
    duplicate: z.int().min(0).meta({ description: 'Copies of messages that were known already.' }),
    rejected: z.record(z.string(), z.int().min(1)).meta({ description: 'By reason.' }),
    ignored: z.int().min(0).meta({ description: 'Not AIS.' }),
    incomplete: z.int().min(0).meta({ description: 'Fragments of messages that are not whole.' }),
    messages: z.int().min(0).meta({ description: 'Messages that the accepted lines make.' }),
  })
  .meta({ id: 'PostedLines' });
