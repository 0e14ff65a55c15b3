import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

// `npm run openapi`: writes docs/openapi.json from the built service (`npm run build` first), whose
// routes and schemas it is made of. Needs no database.

await import('reflect-metadata');
const built = async (path) => await import(new URL(`../build/service/${path}`, import.meta.url));
const { AppModule } = await built('app.module.js');
const { readConfig } = await built('config/read-config.js');
const { controllersOf } = await built('openapi/module-walk.js');
const { openApiText } = await built('openapi/openapi-document.js');
const { routesOf } = await built('openapi/route-table.js');

const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgresql://nobody@127.0.0.1/none' });
const text = openApiText(routesOf(controllersOf(AppModule.with(config))));
writeFileSync(join(root, 'docs', 'openapi.json'), text);
console.log('docs/openapi.json is written.');
