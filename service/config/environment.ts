import type { Environment } from './read-config.js';

/** The environment of this process: what `readConfig` is given when the service starts. */
export function processEnvironment(): Environment {
  return process.env;
}
