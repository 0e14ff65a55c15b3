/** What a passage can be. */
export const passageStates = [
  'planned',
  'confirmed',
  'under-way',
  'completed',
  'cancelled',
] as const;

/**
 * `planned`: asked for, and its time in the fairway is held; `confirmed`: the port agreed;
 * `under-way`: the vessel is in the fairway; `completed`: she has come out at its end; `cancelled`:
 * it does not take place, or was broken off.
 */
export type PassageState = (typeof passageStates)[number];

/** What is done with a passage, in the API's words. */
export type PassageStep = 'confirm' | 'start' | 'complete' | 'cancel';

/** Every step there is: what it makes of a state. What is not here is refused. */
const transitions: Readonly<Record<PassageState, Partial<Record<PassageStep, PassageState>>>> = {
  planned: { confirm: 'confirmed', cancel: 'cancelled' },
  confirmed: { start: 'under-way', cancel: 'cancelled' },
  'under-way': { complete: 'completed', cancel: 'cancelled' },
  completed: {},
  cancelled: {},
};

/** The state after a step; `null` where the step is not allowed. */
export function stateAfter(state: PassageState, step: PassageStep): PassageState | null {
  return transitions[state][step] ?? null;
}

/** States from which a step is allowed, in the order of `passageStates`. */
export function statesBefore(step: PassageStep): readonly PassageState[] {
  return passageStates.filter((state) => stateAfter(state, step) !== null);
}

/** States in which the plan may still be changed. */
export const editableStates: readonly PassageState[] = ['planned', 'confirmed'];
