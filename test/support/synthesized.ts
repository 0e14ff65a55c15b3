import { environments } from '../../charts/environments.js';
import { synthesize } from '../../charts/synth.js';
import { type ManifestObject, readObject } from '../../delivery/manifest-object.js';
import type { ManifestSet } from '../../delivery/manifest-set.js';

/** dist/ as charts/ make it now, without the disk: a copy of its own for each call. */
export function synthesizedSet(): ManifestSet {
  return environments.flatMap((environment) =>
    synthesize(environment).map(({ path, chart, object }) => ({
      path: `${environment.name}/${path}`,
      environment: environment.name,
      chart,
      object: readObject(structuredClone(object)),
    })),
  );
}

/** The objects of one environment. */
export function synthesizedObjects(environment: string): ManifestObject[] {
  return synthesizedSet()
    .filter((placed) => placed.environment === environment)
    .map(({ object }) => object);
}

/**
 * A set with one object changed in every environment.
 * @throws Error when there is no such object
 */
export function withChanged(
  set: ManifestSet,
  kindAndName: string,
  change: (object: ManifestObject) => ManifestObject | null,
): ManifestSet {
  const chosen = set.filter(
    ({ object }) => `${object.kind}.${object.metadata.name}` === kindAndName,
  );
  if (chosen.length === 0) throw new Error(`dist/ has no ${kindAndName}`);
  return set.flatMap((placed) => {
    if (!chosen.includes(placed)) return [placed];
    const object = change(placed.object);
    return object === null ? [] : [{ ...placed, object }];
  });
}
