import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// The demo port into the database of DATABASE_URL, from the image's folder: there is no npm in it.

const built = pathToFileURL(resolve('build/service/ports/port-import.js')).href;
const { importPortFile } = await import(built);
const { ports, zones } = await importPortFile({
  environment: process.env,
  path: resolve('ports/clvap.geojson'),
  defaults: {},
  say: (line) => console.log(line),
});
console.log(`demo port: ${ports.added} ports and ${zones.added} zones added`);
