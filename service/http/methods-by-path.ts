import type { Application } from 'express';
import { z } from 'zod';

/** The part of a router's entries that says what they answer; middleware has no route. */
const stackSchema = z.array(
  z.object({
    route: z
      .object({ path: z.unknown(), methods: z.record(z.string(), z.boolean()) })
      .optional()
      .catch(undefined),
  }),
);

/**
 * The methods of each path that an Express application has routes for, in capitals. A path with
 * GET has HEAD too.
 */
export function methodsByPath(application: Application): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { route } of stackSchema.parse(application.router.stack)) {
    if (typeof route?.path === 'string') {
      const known = methods.get(route.path) ?? [];
      const added = Object.keys(route.methods).flatMap((method) =>
        method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
      );
      methods.set(route.path, [...new Set([...known, ...added])]);
    }
  }
  return methods;
}
