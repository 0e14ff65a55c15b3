import { say } from './prepare.mjs';
import { importTranspiled } from './transpile.mjs';

// `npm run synth`: writes dist/ from charts/.

const { writeManifests } = await importTranspiled('charts/main.js', ['charts']);
say(`wrote ${writeManifests('dist')} manifests to dist/`);
