import { afterCargoAction, cargoStates, statesBefore, type CargoAction } from './cargo-state.js';

const actions: CargoAction[] = ['start', 'suspend', 'resume', 'complete', 'cancel'];

describe('the states of a cargo operation', () => {
  it('allow exactly these steps', () => {
    const steps = cargoStates.flatMap((state) =>
      actions.flatMap((action) => {
        const after = afterCargoAction(state, action);
        return after === null ? [] : [`${state} ${action} ${after}`];
      }),
    );
    expect(steps).toEqual([
      'planned start working',
      'planned cancel cancelled',
      'working suspend suspended',
      'working complete completed',
      'working cancel cancelled',
      'suspended resume working',
      'suspended complete completed',
      'suspended cancel cancelled',
    ]);
  });

  it('say from where an action is allowed', () => {
    expect(statesBefore('complete')).toEqual(['working', 'suspended']);
  });
});
