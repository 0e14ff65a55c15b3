import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { PortsService } from '../ports/ports.service.js';
import type { FieldError } from '../problem/domain-error.js';
import { OperationRuleError } from './operations.errors.js';
import { RestRulesRepository, type KeptRestRule } from './rest-rules.repository.js';
import {
  defaultRestRules,
  seafarersRest,
  staffRoles,
  type RestRule,
  type StaffRole,
} from './staff-role.js';

/** The rule of a role in a port. */
export interface PortRestRule extends RestRule {
  readonly role: StaffRole;
  /** Whether the port has none of its own. */
  readonly isDefault: boolean;
  /** 0 for a default. */
  readonly version: number;
}

/** How much rest each role must have, port by port. */
@Injectable()
export class RestRulesService {
  constructor(
    private readonly repository: RestRulesRepository,
    private readonly ports: PortsService,
    private readonly audit: AuditService,
  ) {}

  /** One rule for each role, in the order of `staffRoles`. @throws PortNotFoundError */
  async ofPort(locode: string): Promise<PortRestRule[]> {
    await this.ports.port(locode);
    return await this.rulesOf(locode);
  }

  /** As `ofPort`, of a port that is known to exist. */
  async rulesOf(locode: string): Promise<PortRestRule[]> {
    const kept = await this.repository.findOf(locode);
    return staffRoles.map((role) =>
      toPortRule(role, kept.find((one) => one.role === role) ?? null),
    );
  }

  /** @throws PortNotFoundError */
  async find(locode: string, role: StaffRole): Promise<PortRestRule> {
    await this.ports.port(locode);
    return await this.ruleOf(locode, role);
  }

  /** Of a port that is known to exist. */
  async ruleOf(locode: string, role: StaffRole): Promise<PortRestRule> {
    const rules = await this.rulesOf(locode);
    return rules.find((one) => one.role === role) ?? toPortRule(role, null);
  }

  /**
   * @throws PortNotFoundError
   * @throws {StaleVersionError}
   * @throws {OperationRuleError} when seafarers would have less rest than MLC 2006 gives them.
   */
  async put(
    locode: string,
    role: StaffRole,
    { rule, expected }: { readonly rule: RestRule; readonly expected: Expected },
  ): Promise<PortRestRule> {
    await this.ports.port(locode);
    const before = await this.repository.lock(locode, role);
    if (before !== null) requireVersion(expected, before.version);
    requireMaritimeLabour(rule);
    const after = toPortRule(role, await this.repository.put(locode, role, rule));
    await this.record('put', { locode, role, before, after });
    return after;
  }

  /** Back to the default. @throws PortNotFoundError @throws {StaleVersionError} */
  async remove(locode: string, role: StaffRole, expected: Expected): Promise<void> {
    await this.ports.port(locode);
    const before = await this.repository.lock(locode, role);
    if (before === null) return;
    requireVersion(expected, before.version);
    await this.repository.remove(locode, role);
    await this.record('delete', { locode, role, before, after: null });
  }

  private async record(action: string, change: RuleChange): Promise<void> {
    const { locode, role, before, after } = change;
    const entityId = `${locode}/${role}`;
    await this.audit.record({ action, entity: 'rest-rule', entityId, locode, before, after });
  }
}

interface RuleChange {
  readonly locode: string;
  readonly role: StaffRole;
  readonly before: KeptRestRule | null;
  readonly after: PortRestRule | null;
}

function toPortRule(role: StaffRole, kept: KeptRestRule | null): PortRestRule {
  return kept === null
    ? { role, ...defaultRestRules[role], isDefault: true, version: 0 }
    : { ...kept, isDefault: false };
}

/** MLC 2006 Standard A2.3 §5 and §6 bind every port. */
function requireMaritimeLabour(rule: RestRule): void {
  if (!rule.isSeafarer) return;
  const errors: FieldError[] = (
    ['minHoursPerDay', 'minHoursPerWeek', 'minLongestPeriodHours'] as const
  )
    .filter((name) => rule[name] < seafarersRest[name])
    .map((name) => ({
      pointer: `/${name}`,
      detail: `${rule[name]} is below the ${seafarersRest[name]} hours of MLC 2006 for seafarers`,
    }));
  if (rule.mostPeriodsPerDay > seafarersRest.mostPeriodsPerDay)
    errors.push({
      pointer: '/mostPeriodsPerDay',
      detail: `${rule.mostPeriodsPerDay} is above the ${seafarersRest.mostPeriodsPerDay} periods of MLC 2006 for seafarers`,
    });
  if (errors.length > 0) throw new OperationRuleError(errors);
}
