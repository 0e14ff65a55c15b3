import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { StreamWorker } from '../database/stream-worker.js';
import { Transactions } from '../database/transactions.js';
import { StreamFollower } from '../events/stream-follower.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { WebhookSender } from './webhook-sender.js';

/** Events in one step. */
const mostEvents = 500;

/** Makes deliveries of what happens, each event once for each subscription that it is for. */
@Injectable()
export class WebhookPlanner implements OnModuleInit, OnApplicationShutdown {
  private readonly worker: StreamWorker;

  constructor(
    transactions: Transactions,
    follower: StreamFollower,
    private readonly deliveries: DeliveriesRepository,
    private readonly sender: WebhookSender,
  ) {
    this.worker = new StreamWorker(transactions, follower, {
      name: 'webhooks',
      step: async (after) => await this.step(after),
      committed: () => {
        sender.wake();
      },
    });
  }

  onModuleInit(): void {
    this.sender.start();
    this.worker.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker.stop();
    await this.sender.stop();
  }

  private async step(after: number): Promise<number> {
    return (await this.deliveries.plan(after, mostEvents)) ?? after;
  }
}
