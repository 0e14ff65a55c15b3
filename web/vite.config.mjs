import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compress } from './vite/compress.mjs';

/** The harbour page as static files in `build/web/`: every asset's name carries its hash. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../build/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL in a stylesheet or script would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
  },
  worker: { format: 'es' },
  plugins: [compress()],
});
