import { z } from 'zod';
import { isMmsi, type Mmsi } from '../ais/mmsi.js';
import { parseBoundingBox, type BoundingBox } from '../geo/bounding-box.js';

/**
 * Query and path parameters that several routes share. All are texts as they come in the URL; the
 * output is what services take. `.meta` says in the OpenAPI document what the text must look like.
 */

/** The message a person reads for a parameter that is missing or repeated. */
const once = { error: 'must be given once' };

/** Any text, once; empty is refused. */
export const textParameter = z.string(once).min(1, { error: 'must not be empty' }).max(200, {
  error: 'must have at most 200 characters',
});

/** `limit`: items in a page; 1 to 10,000, by default 1,000. */
export const limitParameter = integerParameter(1, 10_000)
  .default(1000)
  .meta({
    description: 'Largest number of items in the answer.',
    openapi: { type: 'integer', minimum: 1, maximum: 10_000, default: 1000 },
  });

/** A whole number within bounds. */
export function integerParameter(minimum: number, maximum: number) {
  const error = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string(once)
    .regex(/^-?\d{1,15}$/, { error })
    .meta({ openapi: { type: 'integer', minimum, maximum } })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error });
}

/** A decimal number within bounds. */
export function numberParameter(minimum: number, maximum: number) {
  const error = `must be a number from ${minimum} to ${maximum}`;
  return z
    .string(once)
    .regex(/^-?\d{1,9}(\.\d{1,9})?$/, { error })
    .meta({ openapi: { type: 'number', minimum, maximum } })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error });
}

/** A moment: ISO 8601 date and time with `Z` or an offset. Output: epoch ms. */
export const timeParameter = z
  .string(once)
  .pipe(
    z.iso.datetime({
      offset: true,
      error: 'must be a date and time with a zone, such as 2026-01-31T06:00:00Z',
    }),
  )
  .transform((text) => Date.parse(text))
  .meta({
    openapi: { type: 'string', format: 'date-time', examples: ['2026-01-31T06:00:00Z'] },
  });

/** `bbox` as in RFC 7946 §5: the antimeridian is crossed when minLon is above maxLon. */
export const bboxParameter = z
  .string(once)
  .transform((text, context): BoundingBox => {
    const box = parseBoundingBox(text);
    if (!('problem' in box)) {
      return box;
    }
    context.issues.push({ code: 'custom', input: text, message: box.problem });
    return z.NEVER;
  })
  .meta({
    description:
      'minLon,minLat,maxLon,maxLat in degrees; minLon above maxLon crosses the antimeridian.',
    openapi: { type: 'string', examples: ['-71.75,-33.1,-71.5,-32.9'] },
  });

const mmsiRule = 'must be an MMSI: nine digits';

/** One MMSI, nine digits. */
export const mmsiParameter = z
  .string(once)
  .refine((text): text is Mmsi => isMmsi(text), { error: mmsiRule })
  .meta({
    description: 'MMSI, nine digits.',
    openapi: { type: 'string', pattern: '^[0-9]{9}$', examples: ['725000912'] },
  });

/** At most this many values in a list parameter. */
const longestList = 1000;

/**
 * A list: the parameter repeated, or its values separated by commas, or both. Output: the values
 * without repeats, in the order given.
 * @param item schema of one value, from text.
 */
export function listParameter<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) =>
      (Array.isArray(given) ? given : [given]).flatMap((text) => text.split(',')),
    )
    .pipe(
      z
        .array(item)
        .max(longestList, { error: `must have at most ${longestList} values` })
        .transform((values) => [...new Set(values)]),
    );
}

/** MMSIs, repeated or separated by commas. */
export const mmsiListParameter = listParameter(mmsiParameter).meta({
  description: 'MMSI, nine digits; may be repeated, or be a list separated by commas.',
  openapi: { type: 'array', items: { type: 'string', pattern: '^[0-9]{9}$' } },
});

/** AIS ship types (ITU-R M.1371-5 table 53), 0 to 255, repeated or separated by commas. */
export const shipTypeListParameter = listParameter(integerParameter(0, 255)).meta({
  description:
    'AIS ship and cargo type, 0 to 255; may be repeated, or be a list separated by commas.',
  openapi: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 } },
});

/** UN/LOCODE: country and place, five characters, such as CLVAP. */
export const locodeParameter = z
  .string(once)
  .regex(/^[A-Z]{2}[A-Z2-9]{3}$/, {
    error: 'must be a UN/LOCODE: two letters and three letters or digits, such as CLVAP',
  })
  .meta({ description: 'UN/LOCODE of the port.', examples: ['CLVAP'] });

/** Where reports come from (`Source`), repeated or separated by commas. */
export const sourceListParameter = listParameter(
  z.enum(['ais', 'simulated', 'replay', 'operator'], {
    error: 'must be one of ais, simulated, replay, operator',
  }),
).meta({
  description: 'Where the report comes from; may be repeated.',
  openapi: {
    type: 'array',
    items: { type: 'string', enum: ['ais', 'simulated', 'replay', 'operator'] },
  },
});

/** A moment in an answer: ISO 8601 in UTC with Z. */
export const instantSchema = z.iso.datetime().meta({ examples: ['2026-01-31T06:00:00.000Z'] });

/** An MMSI in an answer. */
export const mmsiSchema = z
  .string()
  .regex(/^\d{9}$/)
  .meta({ examples: ['725000912'] });
