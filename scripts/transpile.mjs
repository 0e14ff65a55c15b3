import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureInstalled, root } from './prepare.mjs';

/** A folder of its own: the service that is built must not be mixed with what is made here. */
const home = join('build', 'transpiled');

/**
 * Turns rooms of TypeScript into JavaScript and loads one of their files. Types are checked by
 * `npm run lint`, not here.
 */
export async function importTranspiled(entry, rooms) {
  checkNode();
  ensureInstalled();
  process.chdir(root);
  const { default: typescript } = await import('typescript');
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    inlineSourceMap: true,
  };
  for (const fileName of rooms.flatMap(sourcesOf)) {
    const source = readFileSync(fileName, 'utf8');
    const { outputText } = typescript.transpileModule(source, { fileName, compilerOptions });
    replaceFile(join(home, fileName).replace(/\.ts$/, '.js'), outputText);
  }
  return await import(pathToFileURL(join(root, home, entry)).href);
}

function sourcesOf(room) {
  return readdirSync(room, { recursive: true })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => join(room, path));
}

/** In one step and only where it changes: another run may be reading it. */
function replaceFile(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
