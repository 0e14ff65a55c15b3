import { afterReady } from './on-requests.mjs';

// Ready, and gone three seconds later, each time.
afterReady(3000, () => {
  process.stderr.write('spoilt: crashing\n');
  process.exit(70);
});
