import { shipType } from './ship-type.js';

describe('ship type', () => {
  it.each([
    [30, 'fishing', 'Fishing', null],
    [32, 'towing', 'Towing, length over 200 m or breadth over 25 m', null],
    [50, 'pilot', 'Pilot vessel', null],
    [52, 'tug', 'Tug', null],
    [60, 'passenger', 'Passenger ship', null],
    [71, 'cargo', 'Cargo ship', 'A'],
    [84, 'tanker', 'Tanker', 'D'],
    [89, 'tanker', 'Tanker', null],
    [21, 'wing-in-ground', 'Wing in ground', 'A'],
    [43, 'high-speed', 'High-speed craft', 'C'],
    [150, 'other', 'Regional use', null],
    [221, 'reserved', 'Reserved', null],
    [9, 'reserved', 'Reserved', null],
    [38, 'reserved', 'Reserved', null],
  ])('%d is %s, "%s", hazard %p', (code, category, name, hazard) => {
    expect(shipType(code)).toEqual({ code, category, name, hazard });
  });

  it('has no hazard category for port craft and special craft, whatever the second digit', () => {
    for (const code of [31, 32, 33, 34, 51, 52, 53, 54]) expect(shipType(code).hazard).toBeNull();
  });

  it('is unknown when not available', () => {
    expect(shipType(null).category).toBe('unknown');
    expect(shipType(0).category).toBe('unknown');
  });
});
