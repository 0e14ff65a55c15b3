import { say } from './prepare.mjs';
import { importTranspiled } from './transpile.mjs';

// `npm run synth`: writes dist/, and platform/ which comes before it, from charts/.

const { writeComposeFiles, writeManifests, writePrerequisites } = await importTranspiled(
  'charts/main.js',
  ['charts'],
);
say(`wrote ${writeManifests('dist')} manifests to dist/`);
say(`wrote ${writePrerequisites('platform')} manifests to platform/`);
say(`wrote ${writeComposeFiles('dist')} files to dist/compose/`);
