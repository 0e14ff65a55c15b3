import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';

import { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { locodeParameter } from '../http/parameters.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import {
  restRuleBody,
  restRuleList,
  restRuleSchema,
  roleParameter,
  toRestRuleResponse,
  type RestRuleBody,
} from './rest-rules.dto.js';
import { RestRulesService } from './rest-rules.service.js';
import type { StaffRole } from './staff-role.js';

const tag = 'Staff';

/** How much rest each role must have in a port. */
@Controller('api/v1/ports/:locode/rest-rules')
export class RestRulesController {
  constructor(private readonly rules: RestRulesService) {}

  @Get()
  @Operation({
    tag,
    summary: 'Rest that each role must have in a port',
    responses: [{ mediaType: 'application/json', schema: restRuleList }],
    problems: ['not-found', 'unavailable'],
  })
  async list(@Param('locode', { schema: locodeParameter }) locode: string): Promise<Answer> {
    const rules = await this.rules.ofPort(locode);
    return Answer.json({ port: locode, rules: rules.map(toRestRuleResponse) });
  }

  @Get(':role')
  @Operation({
    tag,
    summary: 'Rest that one role must have in a port',
    responses: [{ mediaType: 'application/json', schema: restRuleSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async find(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Param('role', { schema: roleParameter }) role: StaffRole,
  ): Promise<Answer> {
    const rule = await this.rules.find(locode, role);
    return Answer.json(toRestRuleResponse(rule), { version: rule.version });
  }

  @Put(':role')
  @WriteOperation(
    {
      tag,
      summary: 'Set a rest rule of a port',
      description:
        'Holds for assignments from now on. For seafarers nothing below MLC 2006 Standard A2.3 is taken.',
      responses: [{ mediaType: 'application/json', schema: restRuleSchema }],
      problems: ['not-found', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async put(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Param('role', { schema: roleParameter }) role: StaffRole,
    @Body({ schema: restRuleBody }) rule: RestRuleBody,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    const after = await this.rules.put(locode, role, { rule, expected });
    return Answer.json(toRestRuleResponse(after), { version: after.version });
  }

  @Delete(':role')
  @HttpCode(204)
  @WriteOperation(
    {
      tag,
      summary: 'Go back to the default rest rule',
      status: 204,
      responses: [],
      problems: ['not-found'],
    },
    { takesIfMatch: true },
  )
  async remove(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Param('role', { schema: roleParameter }) role: StaffRole,
    @IfMatch() expected: Expected,
  ): Promise<void> {
    await this.rules.remove(locode, role, expected);
  }
}
