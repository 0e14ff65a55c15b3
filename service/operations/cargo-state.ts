/** Where a cargo operation stands. */
export const cargoStates = ['planned', 'working', 'suspended', 'completed', 'cancelled'] as const;

export type CargoState = (typeof cargoStates)[number];

/** What can be done with a cargo operation. */
export type CargoAction = 'start' | 'suspend' | 'resume' | 'complete' | 'cancel';

/** Every step there is: what an action makes of a state. What is not here is refused. */
const transitions: Readonly<Record<CargoState, Partial<Record<CargoAction, CargoState>>>> = {
  planned: { start: 'working', cancel: 'cancelled' },
  working: { suspend: 'suspended', complete: 'completed', cancel: 'cancelled' },
  suspended: { resume: 'working', complete: 'completed', cancel: 'cancelled' },
  completed: {},
  cancelled: {},
};

/** The state after `action`; `null` when that step is not allowed. */
export function afterCargoAction(state: CargoState, action: CargoAction): CargoState | null {
  return transitions[state][action] ?? null;
}

/** States from which `action` is allowed, in the order of `cargoStates`. */
export function statesBefore(action: CargoAction): readonly CargoState[] {
  return cargoStates.filter((state) => afterCargoAction(state, action) !== null);
}

/** Whether work is still to come or under way: the operation can still change the port call's times. */
export function isUnfinished(state: CargoState): boolean {
  return state !== 'completed' && state !== 'cancelled';
}

/**
 * Whether amounts may be entered: once the work has begun, and after its end too, because a tally
 * is corrected late.
 */
export function takesProgress(state: CargoState): boolean {
  return state === 'working' || state === 'suspended' || state === 'completed';
}

/** Why work rests. */
export const suspensionReasons = [
  'weather',
  'breakdown',
  'labour',
  'waiting-for-cargo',
  'waiting-for-transport',
  'shift-change',
  'safety',
  'port-authority',
  'vessel',
  'other',
] as const;

export type SuspensionReason = (typeof suspensionReasons)[number];
