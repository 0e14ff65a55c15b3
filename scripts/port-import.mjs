import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkNode, ensureBuilt, ensureInstalled, fail, root } from './prepare.mjs';

// `npm run port:import -- FILE`: a port file into the database. ports/README.md has the options.

const usage =
  'Usage: npm run port:import -- FILE [--locode X] [--kind X] [--code X] ' +
  '[--name X --time-zone X] [--map ours=theirs ...]   (ports/README.md)';

/** The arguments, or the end of the process with what is wrong with them. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        locode: { type: 'string' },
        kind: { type: 'string' },
        code: { type: 'string' },
        name: { type: 'string' },
        'time-zone': { type: 'string' },
        map: { type: 'string', multiple: true, default: [] },
      },
    });
    if (positionals.length !== 1) throw new Error('One FILE is needed.');
    const pairs = values.map.map((pair) => /^(\w+)=(.+)$/.exec(pair)?.slice(1));
    if (pairs.includes(undefined)) throw new Error('--map takes ours=theirs.');
    const { locode, kind, code, name: portName, 'time-zone': timeZone } = values;
    const given = Object.entries({ locode, kind, code, portName, timeZone });
    const defaults = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    return {
      file: positionals[0],
      defaults: { ...defaults, propertyNames: Object.fromEntries(pairs) },
    };
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

function describe(rows, { added, changed, removed, unchanged }) {
  return `${rows}: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`;
}

const { file, defaults } = readArguments();
// npm runs scripts in the checkout, and keeps where it was called from.
const path = resolve(process.env.INIT_CWD ?? '.', file);
process.chdir(root);
checkNode();
ensureInstalled();
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
const entry = pathToFileURL(join(root, 'build/service/ports/port-import.js')).href;
const { importPortFile } = await import(entry);
try {
  const outcome = await importPortFile({
    environment: process.env,
    path,
    defaults,
    say: (line) => console.log(line),
  });
  console.log(`${describe('ports', outcome.ports)}; ${describe('zones', outcome.zones)}`);
} catch (error) {
  for (const { index, reason } of error.faults ?? []) {
    console.error(index === null ? `the file ${reason}` : `feature ${index}: ${reason}`);
  }
  fail(error.faults === undefined ? error.message : `${file} was not imported.`);
}
