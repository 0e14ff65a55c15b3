import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

// `npm run build`: the service into build/service, the page into build/web, where they changed.

checkNode();
ensureInstalled();
ensureBuilt();
