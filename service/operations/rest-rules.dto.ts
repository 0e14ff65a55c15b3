import { z } from 'zod';

import type { PortRestRule } from './rest-rules.service.js';
import { staffRoles } from './staff-role.js';

const hours = (most: number) => z.number().min(0).max(most);

const fields = {
  isSeafarer: z
    .boolean()
    .meta({ description: 'Bound by MLC 2006: no rule below its hours is taken.' }),
  minHoursPerDay: hours(24).meta({ description: 'Hours of rest in any 24 hours.' }),
  minHoursPerWeek: hours(168).meta({ description: 'Hours of rest in any seven days.' }),
  mostPeriodsPerDay: z
    .int()
    .min(1)
    .max(24)
    .meta({ description: 'The hours of a day must be found in at most so many periods.' }),
  minLongestPeriodHours: hours(24).meta({ description: 'One of them has at least so many hours.' }),
};

/** Body of `PUT /ports/{locode}/rest-rules/{role}`. */
export const restRuleBody = z.strictObject(fields);

export type RestRuleBody = z.output<typeof restRuleBody>;

/** Path parameter `role`. */
export const roleParameter = z
  .enum(staffRoles, { error: `must be one of ${staffRoles.join(', ')}` })
  .meta({ description: 'Role of staff.' });

/** The rest that a role must have in a port. */
export const restRuleSchema = z
  .strictObject({
    role: z.enum(staffRoles),
    ...fields,
    isDefault: z.boolean().meta({ description: 'Whether the port has no rule of its own.' }),
  })
  .meta({ id: 'RestRule' });

/** Answer of `GET /ports/{locode}/rest-rules`. */
export const restRuleList = z.strictObject({
  port: z.string().meta({ description: 'UN/LOCODE.' }),
  rules: z.array(restRuleSchema),
});

/** A rule as its JSON. */
export function toRestRuleResponse(rule: PortRestRule): z.input<typeof restRuleSchema> {
  const { role, isSeafarer, minHoursPerDay, minHoursPerWeek, mostPeriodsPerDay } = rule;
  const { minLongestPeriodHours, isDefault } = rule;
  return {
    ...{ role, isSeafarer, minHoursPerDay, minHoursPerWeek, mostPeriodsPerDay },
    ...{ minLongestPeriodHours, isDefault },
  };
}
