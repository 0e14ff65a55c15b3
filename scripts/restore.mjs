import { callersPath, fail, importBuilt } from './prepare.mjs';

// `npm run restore -- FILE`: a file of `npm run backup` into the configured database, which must be empty.

const file = process.argv[2] ?? fail('Usage: npm run restore -- FILE');
const { runTask } = await importBuilt('service/database/maintenance.js');
process.exitCode = await runTask('restore', callersPath(file));
