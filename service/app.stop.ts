import type { Server } from 'node:http';
import type { Application } from './app.setup.js';
import { Drain } from './health/drain.js';
import { LiveService } from './live/live.service.js';

/** Longest that requests under way may take to end, milliseconds. */
const inFlightMs = 10_000;
const lookMs = 50;

/**
 * Stops the service without losing anything that it was given: readiness fails and load balancers
 * turn away; what was read is written; streams are told goodbye; requests under way are answered.
 */
export async function stopApplication(application: Application): Promise<void> {
  const { nest, publicServer, opsServer } = application;
  await nest.get(Drain).run();
  nest.get(LiveService).close();
  await closeServer(publicServer);
  await nest.close();
  await closeServer(opsServer);
}

/** No new connections; idle ones are closed, busy ones when they are done or the time is over. */
async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, lookMs);
  const giveUp = setTimeout(() => {
    server.closeAllConnections();
  }, inFlightMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(giveUp);
}
