import type { Request } from 'express';

/** Pattern of the route that answers, such as `/api/v1/vessels/:id`; empty where none does. */
export function routePathOf(request: Request): string {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return '';
  return typeof route.path === 'string' ? request.baseUrl + route.path : '';
}
