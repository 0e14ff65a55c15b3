import { importTranspiled } from './transpile.mjs';

// `npm run detect:truth -- --seed N --passages 200 [--seeds 20] [--verbose]`: passages with known
// truth against the detector of berth events (docs/detection.md).

const rooms = ['service/geo', 'service/port-calls/detection', 'test/detection'];
const { main } = await importTranspiled('test/detection/truth-main.js', rooms);
process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
