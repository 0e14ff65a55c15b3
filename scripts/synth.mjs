import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureInstalled, root, say } from './prepare.mjs';

// `npm run synth`: writes dist/ from charts/. Types are checked by `npm run lint`, not here.

checkNode();
ensureInstalled();
process.chdir(root);

const { writeManifests } = await importCharts();
say(`wrote ${writeManifests('dist')} manifests to dist/`);

async function importCharts() {
  const { default: typescript } = await import('typescript');
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    inlineSourceMap: true,
  };
  rmSync('build/charts', { recursive: true, force: true });
  for (const path of readdirSync('charts', { recursive: true })) {
    if (!path.endsWith('.ts') || path.endsWith('.spec.ts')) continue;
    const fileName = join('charts', path);
    const source = readFileSync(fileName, 'utf8');
    const { outputText } = typescript.transpileModule(source, { fileName, compilerOptions });
    const target = join('build', fileName).replace(/\.ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  return await import(pathToFileURL(join(root, 'build/charts/main.js')).href);
}
