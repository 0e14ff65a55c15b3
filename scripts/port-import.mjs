import { parseArgs } from 'node:util';
import { callersPath, fail, importBuilt } from './prepare.mjs';

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
const path = callersPath(file);
const { importPortFile } = await importBuilt('service/ports/port-import.js');
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
