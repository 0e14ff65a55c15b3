import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { Operation } from './operation.js';
import { packageVersion } from './package-root.js';

const settingsSchema = z
  .strictObject({
    tileUrl: z.string().nullable().meta({
      description: 'Template of an online tile layer with {z}, {x} and {y}; null: none.',
    }),
    isSimulating: z.boolean().meta({ description: 'Whether simulated vessels are shown.' }),
    version: z.string(),
  })
  .meta({ id: 'PageSettings' });

/** What the page must know of the service that it is shown by. */
@Controller('api/v1/config')
export class PageSettingsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Operation({
    tag: 'This API',
    summary: 'Settings for the page',
    responses: [{ mediaType: 'application/json', schema: settingsSchema }],
  })
  settings(): z.output<typeof settingsSchema> {
    const { tileUrl, isSimulating } = this.config;
    return { tileUrl, isSimulating, version: packageVersion() };
  }
}
