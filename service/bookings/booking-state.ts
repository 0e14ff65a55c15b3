/** What a booking can be. */
export const bookingStates = [
  'requested',
  'confirmed',
  'active',
  'completed',
  'cancelled',
] as const;

/**
 * `requested`: asked for, and its metres are held; `confirmed`: the port agreed; `active`: the vessel
 * lies there; `completed`: she has left; `cancelled`: nobody holds anything.
 */
export type BookingState = (typeof bookingStates)[number];

/** What is done with a booking, in the API's words. */
export type BookingStep = 'confirm' | 'activate' | 'complete' | 'cancel';

/** From which states a step leads where. Every change of state is one of these. */
export const bookingSteps: Readonly<
  Record<BookingStep, { readonly from: readonly BookingState[]; readonly to: BookingState }>
> = {
  confirm: { from: ['requested'], to: 'confirmed' },
  activate: { from: ['confirmed'], to: 'active' },
  complete: { from: ['active'], to: 'completed' },
  cancel: { from: ['requested', 'confirmed'], to: 'cancelled' },
};

/** States in which what is booked may still be changed. */
export const editableStates: readonly BookingState[] = ['requested', 'confirmed', 'active'];

/** The state after a step; `null` where the step is not allowed. */
export function stateAfter(state: BookingState, step: BookingStep): BookingState | null {
  const { from, to } = bookingSteps[step];
  return from.includes(state) ? to : null;
}
