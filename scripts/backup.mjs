import { callersPath, fail, importBuilt } from './prepare.mjs';

// `npm run backup -- FILE`: all rows of the configured database, as of one moment, into a gzip file.

const file = process.argv[2] ?? fail('Usage: npm run backup -- FILE');
const { runTask } = await importBuilt('service/database/maintenance.js');
process.exitCode = await runTask('backup', callersPath(file));
