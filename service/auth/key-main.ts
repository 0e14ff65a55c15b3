import 'reflect-metadata';

import { runKey } from './make-key.js';

// `node build/service/auth/key-main.js --name NAME --role ROLE`: `npm run key` where there is no npm,
// as in the image.

process.exitCode = await runKey(process.argv.slice(2));
