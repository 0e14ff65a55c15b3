import { removeServer } from './test-server.mjs';

/** Stops the run's embedded server, when a spec started one, and removes its data. */
export default async function globalTeardown() {
  await removeServer(process.env.PORTTRACK_TEST_DATA_DIR);
}
