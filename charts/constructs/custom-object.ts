import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** A custom resource: what its type says, and nothing that the server fills in. */
export interface CustomObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: object;
}

/**
 * A custom resource of a type `T` that says what its spec may hold (from npm's models, or by hand).
 * The construct's id is the resource's kind and name.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- callers name T, and the compiler holds the object to it
export function customObject<T extends CustomObjectProps>(scope: Construct, props: T): ApiObject {
  return new ApiObject(scope, `${props.kind}-${props.metadata.name}`, {
    apiVersion: props.apiVersion,
    kind: props.kind,
    metadata: { ...props.metadata },
    spec: props.spec,
  });
}
