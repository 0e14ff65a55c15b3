/**
 * The entity tags of an If-None-Match header. Weak marks are dropped: the comparison is the weak one
 * (RFC 9110 §13.1.2).
 */
export function entityTags(header: string): string[] {
  return header.match(/"[^"]*"/g) ?? [];
}
