import { Module } from '@nestjs/common';
import { PageSettingsController } from '../http/page-settings.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { OpenApiService } from './openapi.service.js';

/** `/api/openapi.json` and `/api/docs`, and what the page asks of the service about itself. */
@Module({
  controllers: [OpenApiController, PageSettingsController],
  providers: [OpenApiService],
  exports: [OpenApiService],
})
export class OpenApiModule {}
