import type { StreamEvent } from '../events/stream-event.js';

/** Why a client has to read the state again before it goes on. */
export type ResetReason = 'too-old' | 'unknown-id' | 'rewound';

/** Why the service ends a stream. */
export type GoodbyeReason = 'slow-client' | 'shutdown' | 'signed-out';

/** Milliseconds after which a client that lost its connection comes back. */
const retryMs = 2000;

/** One event as Server-Sent Events write it (HTML Living Standard §9.2.5). */
export function eventFrame(event: StreamEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${event.json()}\n\n`;
}

/** Beginning of a stream: when to come back, and from where even before the first event. */
export function openingFrame(position: number): string {
  return `retry: ${retryMs}\nid: ${position}\n\n`;
}

/** Shows that the connection lives, and moves on the id of a client whose filter lets little pass. */
export function heartbeatFrame(position: number): string {
  return `: heartbeat\nid: ${position}\n\n`;
}

/** What was missed cannot be given again: read the state, then go on from here. */
export function resetFrame(position: number, reason: ResetReason): string {
  return `id: ${position}\nevent: reset\ndata: ${JSON.stringify({ reason })}\n\n`;
}

/** The last frame of a stream that the service ends. */
export function goodbyeFrame(reason: GoodbyeReason): string {
  return `event: goodbye\ndata: ${JSON.stringify({ reason })}\n\n`;
}
