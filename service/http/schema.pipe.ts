import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { InvalidRequestError, type FieldError } from '../problem/domain-error.js';

/**
 * Reads a controller's parameter through the zod schema that its decorator names:
 * `@Query({ schema })`, `@Param('id', { schema })`, `@Body({ schema })`. Parameters without one pass.
 * @throws {InvalidRequestError} naming every part that doesn't fit, unknown ones included.
 */
@Injectable()
export class SchemaPipe implements PipeTransform<unknown, unknown> {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (!(metadata.schema instanceof z.ZodType)) {
      return value;
    }
    const parsed = metadata.schema.safeParse(value);
    if (parsed.success) {
      return parsed.data;
    }
    throw new InvalidRequestError(
      parsed.error.issues.flatMap((issue) => toFieldErrors(issue, metadata)),
    );
  }
}

function toFieldErrors(issue: z.core.$ZodIssue, { type, data }: ArgumentMetadata): FieldError[] {
  const path = data === undefined ? issue.path : [data, ...issue.path];
  if (type === 'body') {
    return [
      {
        pointer: path.map((key) => `/${escapePointer(String(key))}`).join(''),
        detail: issue.message,
      },
    ];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((parameter) => ({
      parameter,
      detail: 'is not a parameter of this resource',
    }));
  }
  const [parameter = ''] = path;
  return [{ parameter: String(parameter), detail: issue.message }];
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
