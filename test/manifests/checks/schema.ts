import { type KubernetesVersion, kubernetesVersions } from '../schema/sources.js';
import { Validator } from '../schema/validator.js';
import { type Check, finding } from './check.js';

const validators = new Map<KubernetesVersion, Validator>();

// Compiling the types takes seconds, so that it is done once for all sets.
function validatorOf(version: KubernetesVersion): Validator {
  const validator = validators.get(version) ?? new Validator(version);
  validators.set(version, validator);
  return validator;
}

/** Every object has the fields of its type and no other, in each version that we support. */
export const schemaChecks: readonly Check[] = kubernetesVersions.map((version) => ({
  name: `schema/kubernetes-${version}`,
  find: ({ objects }) =>
    objects.flatMap((object) =>
      validatorOf(version)
        .validate(object)
        .map(({ field, reason }) => finding(object, field, reason)),
    ),
}));
