import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '../http/package-root.js';
import { Representation } from '../http/representation.js';

/** What the page may do: everything it loads comes from this service, and no script stands in the page. */
export const docsPagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>PortTrack API</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
`;

/** Files of swagger-ui-dist that the page loads, and their media types. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const made = new Map<string, Representation>();

/**
 * A file of the page that shows the OpenAPI document.
 * @param name such as `start.js`; empty for the page itself.
 * @returns null for any other name.
 */
export function docsFile(name: string): Representation | null {
  let file = made.get(name) ?? null;
  if (file === null) {
    file = readDocsFile(name);
    if (file !== null) {
      made.set(name, file);
    }
  }
  return file;
}

function readDocsFile(name: string): Representation | null {
  if (name === '') {
    return new Representation(page, 'text/html; charset=utf-8');
  }
  if (name === 'start.js') {
    return new Representation(start, 'text/javascript; charset=utf-8');
  }
  if (name === 'problems.md') {
    return new Representation(
      readFileSync(join(packageRoot(), 'docs', name)),
      'text/markdown; charset=utf-8',
    );
  }
  const mediaType = assets[name];
  return mediaType === undefined
    ? null
    : new Representation(readFileSync(join(swaggerUi(), name)), mediaType);
}

function swaggerUi(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
