import { importBuilt } from './prepare.mjs';

// `npm start`: installs what is missing, builds what has changed, and becomes the service: in this
// process, so that a signal reaches it once and its exit code is ours.

await importBuilt('service/main.js');
