import {
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CONFIG, type Config } from '../config/config.js';
import { OutboxMetrics } from '../metrics/outbox-metrics.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { SealingKeys } from './sealing-keys.js';
import { TargetClient } from './target-client.js';
import { WebhookPlanner } from './webhook-planner.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhookSigner } from './webhook-signer.js';
import { WebhookRow } from './webhook.entity.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

const pruneEveryMs = 10 * 60_000;
const keptDays = { delivered: 3, dead: 30 };

/** Events for other systems. */
@Module({
  imports: [TypeOrmModule.forFeature([WebhookRow])],
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    WebhooksRepository,
    WebhooksService,
    DeliveriesRepository,
    DeliveriesService,
    SealingKeys,
    WebhookSigner,
    WebhookSender,
    WebhookPlanner,
    {
      provide: TargetClient,
      inject: [CONFIG],
      useFactory: ({ webhooks }: Config) =>
        new TargetClient({ isPrivateAllowed: webhooks.isPrivateAllowed }),
    },
  ],
})
export class WebhooksModule implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(WebhooksModule.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DeliveriesRepository) private readonly deliveries: DeliveriesRepository,
    private readonly metrics: OutboxMetrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watchBacklog(async () => await this.deliveries.count());
    this.timer = setInterval(() => {
      this.deliveries.prune(keptDays).catch((error: unknown) => {
        this.log.warn(`Old deliveries are not removed, trying again later: ${String(error)}`);
      });
    }, pruneEveryMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }
}
