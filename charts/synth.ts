import { App, Chart, Yaml } from 'cdk8s';
import { type Component, components, prerequisites } from './components.js';
import type { Environment } from './environments.js';

/** One object of dist/. `path` is relative to the environment's folder. */
export interface Manifest {
  readonly path: string;
  readonly chart: string;
  readonly tier: 'platform' | 'application';
  readonly object: KubernetesObject;
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/**
 * Every object of an environment in the order of application. It depends on nothing but the source.
 * @throws Error when two objects would have one file
 */
export function synthesize(environment: Environment): readonly Manifest[] {
  return manifestsOf(components, environment);
}

/** Every object that must be in an environment's cluster before the application of `synthesize`. */
export function synthesizePrerequisites(environment: Environment): readonly Manifest[] {
  return manifestsOf(prerequisites, environment);
}

function manifestsOf(parts: readonly Component[], environment: Environment): readonly Manifest[] {
  const manifests: Manifest[] = [];
  const paths = new Set<string>();
  for (const { tier, add } of parts) {
    const app = new App();
    add(app, environment);
    for (const chart of app.node.children.filter((child) => Chart.isChart(child))) {
      for (const object of chart.toJson() as KubernetesObject[]) {
        const path = `${chart.node.id}/${object.kind}.${object.metadata.name}.yaml`;
        if (paths.has(path)) throw new Error(`two objects are written to ${path}`);
        paths.add(path);
        manifests.push({ path, chart: chart.node.id, tier, object });
      }
    }
  }
  return manifests;
}

/** The text of a manifest's file. */
export function manifestText({ object }: Manifest): string {
  return Yaml.stringify(object);
}
