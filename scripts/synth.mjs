import { say } from './prepare.mjs';
import { importTranspiled } from './transpile.mjs';

// `npm run synth`: writes dist/, and platform/ which comes before it, from charts/.

const { writeManifests, writePrerequisites } = await importTranspiled('charts/main.js', ['charts']);
say(`wrote ${writeManifests('dist')} manifests to dist/`);
say(`wrote ${writePrerequisites('platform')} manifests to platform/`);
