import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Answer } from '../http/answer.js';
import { instantOrNull } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { instantSchema } from '../http/parameters.js';
import { Caller } from './caller.js';
import { roles, type Principal } from './principal.js';

const meSchema = z
  .strictObject({
    kind: z.enum(['anonymous', 'key', 'user']),
    id: z.string().nullable().meta({ description: "The key's id, or the token's subject." }),
    name: z.string().nullable().meta({ description: 'What a key is called; null for persons.' }),
    roles: z.array(z.enum(roles)),
    terminals: z.array(z.string()).meta({
      description: 'Terminals that role `terminal` may write for.',
      examples: [['CLVAP/T1']],
    }),
    expiresAt: instantSchema.nullable().meta({
      description: 'When the token or the key is no longer good; null: it stays good.',
    }),
  })
  .meta({ id: 'Me' });

/** Who calls, as the service sees it. */
@Controller('api/v1/me')
export class MeController {
  @Get()
  @Operation({
    tag: 'Access',
    summary: 'Who I am, and what I may do',
    description: 'Without a key or a token: `anonymous`. With one that is no good: 401.',
    responses: [{ mediaType: 'application/json', schema: meSchema }],
    problems: ['unauthorized', 'unavailable'],
  })
  me(@Caller() caller: Principal): Answer {
    return Answer.json(toMe(caller), { cacheControl: 'private, no-store' });
  }
}

function toMe({ actor, roles, terminals, expiresAt }: Principal): z.output<typeof meSchema> {
  return {
    kind: actor === null || actor.kind === 'system' ? 'anonymous' : actor.kind,
    id: actor?.id ?? null,
    name: actor?.name ?? null,
    roles: [...roles],
    terminals: [...terminals],
    expiresAt: instantOrNull(expiresAt),
  };
}
