import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Environment } from '../environments.js';
import type { NamespaceName } from '../workloads.js';

/** A folder of dist/: one component in one namespace. Names are given in full, never made by hashing. */
export abstract class PortTrackChart extends Chart {
  constructor(
    scope: Construct,
    id: string,
    readonly environment: Environment,
    namespace?: NamespaceName,
  ) {
    super(scope, id, {
      disableResourceNameHashes: true,
      ...(namespace === undefined ? {} : { namespace }),
    });
  }
}
