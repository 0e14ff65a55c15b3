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
    signIn: z.strictObject({
      oidc: z
        .strictObject({
          issuer: z.string().meta({
            description: 'Issuer; its endpoints stand in its `/.well-known/openid-configuration`.',
          }),
          clientId: z.string(),
          scope: z.string(),
        })
        .nullable()
        .meta({ description: 'Authorization code with PKCE; null: people have keys here.' }),
      takesApiKeys: z.boolean().meta({ description: 'Whether a key may be entered instead.' }),
      isAnonymousReadOn: z.boolean().meta({
        description: 'Whether the picture is shown to who has not signed in.',
      }),
    }),
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
    const { tileUrl, isSimulating, access } = this.config;
    const { oidc, isAnonymousReadOn } = access;
    const issuer = oidc && { issuer: oidc.issuer, clientId: oidc.clientId, scope: oidc.scope };
    const signIn = { oidc: issuer, takesApiKeys: true, isAnonymousReadOn };
    return { tileUrl, isSimulating, signIn, version: packageVersion() };
  }
}
