import { fail } from './prepare.mjs';
import { importTranspiled } from './transpile.mjs';

// `npm run review -- BASE [HEAD]`, `npm run drift -- ENVIRONMENT LIVE.json` and what
// delivery/steps/ asks for: `node scripts/delivery.mjs COMMAND ARGUMENT...`.

const { runCommand } = await importTranspiled('delivery/main.js', ['charts', 'delivery']);
try {
  const { output, status } = runCommand(process.argv.slice(2));
  process.stdout.write(output);
  process.exitCode = status;
} catch (error) {
  fail(error.cause === undefined ? error.message : `${error.message}: ${error.cause.message}`);
}
