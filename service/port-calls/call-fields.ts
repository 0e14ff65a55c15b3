import { z } from 'zod';

/** Schemas of single fields that port calls and claims share. */

/** Text of a person, trimmed; never empty. */
export function textField(longest: number) {
  return z.string().trim().min(1).max(longest);
}

/** UN/LOCODE, by its syntax: other ports are not kept here. */
export const locodeField = z
  .string()
  .regex(/^[A-Z]{2}[A-Z2-9]{3}$/, {
    error: 'must be a UN/LOCODE: two letters and three letters or digits, such as CLVAP',
  })
  .meta({ examples: ['CLVAP'] });

/** A moment with its zone in, epoch ms out. */
export const momentField = z.iso
  .datetime({
    offset: true,
    error: 'must be a date and time with a zone, such as 2026-01-31T06:00:00Z',
  })
  .transform((text) => Date.parse(text));

/** Why something is called off, rejected or declined. */
export const reasonField = textField(500).meta({ description: 'Why; is kept.' });
