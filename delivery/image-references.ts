import { isRecord, type ManifestObject, objectTitle } from './manifest-object.js';

/** An image that an object names. */
export interface ImageUse {
  /** Repository without version and digest. */
  readonly repository: string;
  /** As it is written. */
  readonly reference: string;
  readonly usedBy: string;
}

/** Fields in which pods and custom resources name an image. */
const IMAGE_FIELDS = new Set(['image', 'imageName']);

/** Every image that objects name, wherever in them. */
export function imageUses(objects: readonly ManifestObject[]): ImageUse[] {
  return objects.flatMap((object) =>
    referencesIn(object).map((reference) => ({
      repository: repositoryOf(reference),
      reference,
      usedBy: objectTitle(object),
    })),
  );
}

/** Registry, repository and name of a reference. */
export function repositoryOf(reference: string): string {
  const [withoutDigest = ''] = reference.split('@');
  return withoutDigest.replace(/:[^/:]*$/, '');
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    IMAGE_FIELDS.has(name) && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}
