import type { Mutation } from '../mutation.js';
import { meaningMutations } from './meaning.mutations.js';
import { podMutations } from './pods.mutations.js';
import { relationMutations } from './relations.mutations.js';

/** Every way in which dist/ is broken on purpose. */
export const mutations: readonly Mutation[] = [
  ...podMutations,
  ...relationMutations,
  ...meaningMutations,
];
