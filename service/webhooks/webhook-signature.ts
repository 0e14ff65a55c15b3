import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';
/** `whsec_` and the base64 of 24 to 64 bytes (Standard Webhooks 1.0.0, "Signature scheme"). */
const form = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const leastBytes = 24;
const mostBytes = 64;
const newBytes = 32;

/** A new secret of a subscription. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(newBytes).toString('base64');
}

/** Whether a caller's own secret can be used. */
export function isWebhookSecret(text: string): boolean {
  if (!form.test(text)) return false;
  const { length } = bytesOf(text);
  return length >= leastBytes && length <= mostBytes;
}

/** What is signed. */
export interface SignedContent {
  /** Id of the delivery, the same in every try. */
  readonly id: string;
  /** When this try is made, whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The header `Webhook-Signature`: `v1,<base64 of HMAC-SHA256>` over `<id>.<timestamp>.<body>` for
 * each secret, separated by blanks (Standard Webhooks 1.0.0).
 */
export function signatureHeader(
  secrets: readonly string[],
  { id, timestamp, body }: SignedContent,
): string {
  const content = `${id}.${timestamp}.${body}`;
  return secrets
    .map((secret) => createHmac('sha256', bytesOf(secret)).update(content).digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ');
}

function bytesOf(secret: string): Buffer {
  return Buffer.from(secret.slice(prefix.length), 'base64');
}
