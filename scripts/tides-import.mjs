import { parseArgs } from 'node:util';
import { callersPath, fail, importBuilt } from './prepare.mjs';

// `npm run tides:import -- FILE`: a port's tide table into the database. ports/README.md has the form.

const usage = 'Usage: npm run tides:import -- FILE --port CLVAP --datum NRS   (ports/README.md)';

/** The arguments, or the end of the process with what is wrong with them. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { port: { type: 'string' }, datum: { type: 'string' } },
    });
    if (positionals.length !== 1) throw new Error('One FILE is needed.');
    const { port, datum } = values;
    if (!/^[A-Z]{2}[A-Z2-9]{3}$/.test(port ?? ''))
      throw new Error('--port takes a UN/LOCODE, such as CLVAP.');
    if (!/^\S(.{0,38}\S)?$/.test(datum ?? ''))
      throw new Error('--datum takes what heights are measured from, 1 to 40 characters.');
    return { file: positionals[0], locode: port, datum };
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

const { file, locode, datum } = readArguments();
const path = callersPath(file);
const { importTides } = await importBuilt('service/ports/tides-import.js');
try {
  const { added, changed, removed, unchanged } = await importTides({
    environment: process.env,
    path,
    locode,
    datum,
    say: (line) => console.log(line),
  });
  console.log(
    `heights: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`,
  );
} catch (error) {
  for (const { line, reason } of error.faults ?? []) {
    console.error(line === null ? `the file ${reason}` : `line ${line}: ${reason}`);
  }
  fail(error.faults === undefined ? error.message : `${file} was not imported.`);
}
