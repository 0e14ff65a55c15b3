import { importBuilt } from './prepare.mjs';

// `npm run migrate`: brings the schema of the configured database up to date.

const { runTask } = await importBuilt('service/database/maintenance.js');
process.exitCode = await runTask('migrate', '');
