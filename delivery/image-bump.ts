import { type Image, images } from '../charts/images.js';

/** An image that a release has pushed. */
export interface PushedImage {
  readonly name: keyof typeof images;
  readonly version: string;
  readonly digest: `sha256:${string}`;
}

/**
 * charts/images.ts with the version and the digest of a pushed image.
 * @throws Error when the source does not have the image's row as it is known here
 */
export function bumpImage(source: string, { name, version, digest }: PushedImage): string {
  const { repository }: Image = images[name];
  const row = new RegExp(
    `(\\b${name}:\\s*\\{\\s*repository: '${repository.replaceAll('.', '\\.')}',\\s*version: )'[^']*'(,\\s*digest:\\s*)(?:null|'sha256:[0-9a-f]{64}')`,
  );
  if (!row.test(source)) throw new Error(`charts/images.ts has no row of ${name} that can be read`);
  return source.replace(row, `$1'${version}'$2'${digest}'`);
}

/**
 * Reads what the release workflow knows of an image.
 * @throws Error when it is no image of ours, or not a version and a digest
 */
export function readPushedImage(name: string, version: string, digest: string): PushedImage {
  const known = Object.keys(images).find((key): key is keyof typeof images => key === name);
  if (known === undefined) throw new Error(`there is no image ${name} in charts/images.ts`);
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version))
    throw new Error(`${version} is no version`);
  if (!isDigest(digest)) throw new Error(`${digest} is no digest`);
  return { name: known, version, digest };
}

function isDigest(text: string): text is `sha256:${string}` {
  return /^sha256:[0-9a-f]{64}$/.test(text) && !/^sha256:0+$/.test(text);
}
