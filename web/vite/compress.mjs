import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.webmanifest']);
/** Below this a compressed copy saves no packet. */
const MIN_BYTES = 1_024;

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** Writes `x.br` and `x.gz` beside one file when that makes it smaller. */
async function compressFile(path) {
  const content = await readFile(path);
  if (content.length <= MIN_BYTES) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  const [br, gzipped] = await Promise.all([
    brotli(content, { params: { ...quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    gz(content, { level: 9 }),
  ]);
  if (br.length < content.length) await writeFile(`${path}.br`, br);
  if (gzipped.length < content.length) await writeFile(`${path}.gz`, gzipped);
}

/**
 * Vite plugin: compressed copies beside every text file of the build, made once here so that the
 * service never compresses a static file.
 */
export function compress() {
  let outDir = '';
  return {
    name: 'porttrack-compress',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
        .map((entry) => join(entry.parentPath, entry.name));
      await Promise.all(paths.map(compressFile));
    },
  };
}
