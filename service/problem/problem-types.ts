/**
 * Every kind of problem that the API answers with: the anchor in docs/problems.md is the code. A
 * spec keeps the page and this list in step.
 */
export const problemTypes = {
  'bad-request': 'The request cannot be read',
  'invalid-request': 'The request has wrong or missing parts',
  unauthorized: 'The request names no caller that is known',
  forbidden: 'The request is not allowed to do this',
  'not-found': 'There is no such resource',
  'method-not-allowed': 'The resource does not know this method',
  'not-acceptable': 'No acceptable form of the answer exists',
  'precondition-failed': 'The record is another than the one that was read',
  conflict: 'The request contradicts the present state',
  'payload-too-large': 'The body is too large',
  'unsupported-media-type': 'The body is of a kind that is not read here',
  'unprocessable-content': 'The request is well formed but breaks a rule',
  'too-many-requests': 'Too many requests',
  unavailable: 'Something that the answer needs is away',
  'internal-error': 'The service failed',
} as const;

/** Code of a problem: stable, lower case with hyphens. */
export type ProblemCode = keyof typeof problemTypes;

/** Path under which the service shows docs/problems.md; `type` is this and the code's anchor. */
export const problemPage = '/api/docs/problems.md';
