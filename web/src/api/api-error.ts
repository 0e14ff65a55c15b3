/** A request of the page that gave no answer, or a refusal. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  /**
   * @param status HTTP status, `null` when no answer came at all
   * @param detail the problem's own words (RFC 9457 `detail` or `title`), `null` without any
   */
  constructor(
    readonly status: number | null,
    readonly detail: string | null,
    options?: ErrorOptions,
  ) {
    super(detail ?? `HTTP ${String(status)}`, options);
  }
}

/** Whether the thing asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
