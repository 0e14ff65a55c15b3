import { runTask } from './maintenance.js';

// `node build/service/database/migrate-main.js`: what the image runs before a new version, where
// there is no npm and no scripts/. Brings the schema of the configured database up to date.

process.exitCode = await runTask('migrate', '');
