import { Module } from '@nestjs/common';

import { AidsModule } from '../aids/aids.module.js';
import { PortsModule } from '../ports/ports.module.js';
import { PositionsModule } from '../positions/positions.module.js';
import { SafetyModule } from '../safety/safety.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { AisController } from './ais.controller.js';
import { FeatureStore } from './feature-store.js';
import { FeedRegistry } from './feed-registry.js';
import { FeedStatusRepository } from './feed-status.repository.js';
import { FeedStatusService } from './feed-status.service.js';
import { FeedTransports } from './feed-transports.js';
import { FeedsController } from './feeds.controller.js';
import { HttpIngestService } from './http-ingest.service.js';
import { IngestReport } from './ingest-report.js';
import { IngestService } from './ingest.service.js';
import { Intake } from './intake.js';
import { KeepingFeatures } from './keeping-features.js';
import { LeaseRepository } from './lease.repository.js';

/** Sentences in: every feed, and how they fare. */
@Module({
  imports: [AidsModule, PortsModule, PositionsModule, SafetyModule, VesselsModule],
  controllers: [AisController, FeedsController],
  providers: [
    FeatureStore,
    FeedRegistry,
    FeedStatusRepository,
    FeedStatusService,
    FeedTransports,
    HttpIngestService,
    IngestReport,
    IngestService,
    Intake,
    KeepingFeatures,
    LeaseRepository,
  ],
  exports: [IngestService],
})
export class IngestModule {}
