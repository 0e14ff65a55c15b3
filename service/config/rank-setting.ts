import { z } from 'zod';

/** By event of a service, or `default`: sources in the order in which they are believed. */
export type RankSetting = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const ranks = z.record(z.string(), z.record(z.string(), z.array(z.string().min(1))));

/** `PORT_CALL_SOURCES`: JSON text in, lists of sources out; the port calls know the names. */
export const rankSetting = z.string().transform((value, context): RankSetting => {
  const parsed = ranks.safeParse(parseJson(value));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: 'is not a JSON object of lists of sources' });
  return z.NEVER;
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
