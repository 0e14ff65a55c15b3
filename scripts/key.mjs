import { importBuilt } from './prepare.mjs';

// `npm run key -- --name NAME --role ROLE`: makes an API key, and shows it once.

await importBuilt('service/auth/key-main.js');
