import { Server } from 'node:http';

/**
 * Lets `spoil(request, response)` look at every request before the service does; what it answers
 * (true) the service never sees.
 */
export function onRequests(spoil) {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (name, request, response, ...rest) {
    if (name === 'request' && spoil(request, response)) return true;
    return emit.call(this, name, request, response, ...rest);
  };
}

/** Answers with a status and nothing else. */
export function refuse(response, status) {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end('spoilt\n');
  return true;
}

/** Calls `then` once, `milliseconds` after readiness was asked for for the first time. */
export function afterReady(milliseconds, then) {
  let isArmed = false;
  onRequests((request, response) => {
    if (!isArmed && request.url?.startsWith('/health/ready')) {
      response.once('finish', () => {
        if (isArmed || response.statusCode !== 200) return;
        isArmed = true;
        setTimeout(then, milliseconds);
      });
    }
    return false;
  });
}
