import type { RestLimits } from './rest-hours.js';

/** What a person can be assigned as. */
export const staffRoles = [
  'pilot',
  'mooring',
  'crane',
  'stevedore',
  'tug-master',
  'inspector',
] as const;

export type StaffRole = (typeof staffRoles)[number];

/** Rest that a role must have, and whether it is a seafarer's. */
export interface RestRule extends RestLimits {
  /** Seafarers work aboard: MLC 2006 binds them, and no port may give them less rest. */
  readonly isSeafarer: boolean;
}

/**
 * MLC 2006 Standard A2.3 §5(b) and §6: at least 10 hours in any 24, 77 in any seven days, in at most
 * two periods of which one is at least 6 hours long.
 */
export const seafarersRest: RestRule = {
  isSeafarer: true,
  minHoursPerDay: 10,
  minHoursPerWeek: 77,
  mostPeriodsPerDay: 2,
  minLongestPeriodHours: 6,
};

/**
 * Port workers, until the port enters rules of its own: 11 hours on end in any 24 (Directive
 * 2003/88/EC art. 3), and at most 60 hours of work in any seven days (168 - 60 = 108 hours of rest).
 */
export const portWorkersRest: RestRule = {
  isSeafarer: false,
  minHoursPerDay: 11,
  minHoursPerWeek: 108,
  mostPeriodsPerDay: 1,
  minLongestPeriodHours: 11,
};

/**
 * Rule of each role where the port has none of its own. Harbour pilots are no seafarers in the sense
 * of MLC 2006, but board at all hours: the same limits by default, which the port may change.
 */
export const defaultRestRules: Readonly<Record<StaffRole, RestRule>> = {
  pilot: { ...seafarersRest, isSeafarer: false },
  mooring: portWorkersRest,
  crane: portWorkersRest,
  stevedore: portWorkersRest,
  'tug-master': seafarersRest,
  inspector: portWorkersRest,
};
